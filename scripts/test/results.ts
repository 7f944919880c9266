import type { Job, TestCounts } from './outcome.ts';

/** What a job came to when it last ran. */
export type Result = { job: Job; counts: TestCounts; seconds: number };

const LONGEST_SHOWN = 12;
const lineOf = ({ passed, failed, skipped }: TestCounts) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
const none: TestCounts = { passed: 0, failed: 0, skipped: 0 };
const sumOf = (results: readonly Result[]): TestCounts =>
  results.reduce(
    (sum, { counts }) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    none,
  );

/** True where a test failed. */
export const hasFailed = ({ counts }: Result): boolean => counts.failed > 0;

/**
 * Prints what a run came to: its longest files, a line for each group, the files that failed, and the sum as the last line.
 * @param run `groups` by name, also those without tests; `unsteady` are names of files that failed at first
 * @returns how many tests failed
 */
export function printResults(run: {
  groups: readonly string[];
  results: readonly Result[];
  unsteady: readonly string[];
}): number {
  const { groups, results, unsteady } = run;
  console.log('\nlongest:');
  for (const { job, seconds } of results.toSorted((a, b) => b.seconds - a.seconds).slice(0, LONGEST_SHOWN))
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${job.name}`);
  console.log('\ngroups, with the time that their files took one by one:');
  for (const group of groups) {
    const its = results.filter(({ job }) => job.group === group);
    const seconds = its.reduce((sum, each) => sum + each.seconds, 0);
    console.log(
      `${group.padEnd(12)} ${its.length === 0 ? 'no tests yet' : `${lineOf(sumOf(its))} (${seconds.toFixed(1)} s)`}`,
    );
  }
  if (unsteady.length > 0)
    console.log(`\nfailed beside others and passed alone, to be mended:\n${unsteady.join('\n')}`);
  const failing = results.filter(hasFailed);
  if (failing.length > 0) console.log(`\nfailed in:\n${failing.map(({ job }) => job.name).join('\n')}`);
  const total = sumOf(results);
  console.log(`\n${lineOf(total)}`);
  return total.failed;
}
