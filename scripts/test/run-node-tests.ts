import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** How many tests of a group ended in which way. */
export type TestCounts = { passed: number; failed: number; skipped: number };

/** The longest group takes a third of it on two cores; a file that leaves a process running would never end. */
const GROUP_MILLISECONDS = 30 * 60_000;

/**
 * Runs files with Node's test runner, each in its own process, and prints the results as they come.
 * @param options `files` as paths from the root of the project; `pattern` to run only tests whose name matches; `alone` to
 * run one file after the other, because each takes the whole machine
 */
export const runNodeTests = async (options: {
  name: string;
  files: string[];
  pattern: string | undefined;
  alone?: boolean;
}): Promise<TestCounts> => {
  const { name, files, pattern, alone = false } = options;
  console.log(`\n# ${name}`);
  const events = run({
    files,
    concurrency: alone ? 1 : availableParallelism(),
    signal: AbortSignal.timeout(GROUP_MILLISECONDS),
    ...(pattern === undefined ? {} : { testNamePatterns: [pattern] }),
  });
  const counts: TestCounts = { passed: 0, failed: 0, skipped: 0 };
  events.on('test:summary', (summary) => {
    // A summary without a file is that of the whole run.
    if (summary.file !== undefined) return;
    const { tests, passed, skipped, todo } = summary.counts;
    counts.passed = passed;
    counts.skipped = skipped + todo;
    counts.failed = tests - passed - skipped - todo;
    if (!summary.success && counts.failed === 0) counts.failed = 1;
  });
  for await (const text of events.compose(new spec())) process.stdout.write(text);
  return counts;
};
