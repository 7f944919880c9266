/** How many tests ended in which way. */
export type TestCounts = { passed: number; failed: number; skipped: number };

/** What a run of tests came to, and what it said. */
export type Outcome = { counts: TestCounts; output: string };

/** Tests that run in one go: a file, or a group of the contracts. */
export interface Job {
  group: string;
  /** What is printed above its results. */
  name: string;
  run(): Promise<Outcome>;
}
