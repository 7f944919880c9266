import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Outcome, TestCounts } from './outcome.ts';

/** The longest file takes a sixth of it on two cores; one that leaves a process running would never end. */
const FILE_MILLISECONDS = 30 * 60_000;

/** Counts of one file, which those of the whole run tell again. */
const countLine = /^ℹ (?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) .*\n?/gm;

/**
 * Runs a file with Node's test runner in a process of its own.
 * @param options `file` as path from the root of the project; `pattern` to run only tests whose name matches
 */
export const runNodeTests = async (options: { file: string; pattern: string | undefined }): Promise<Outcome> => {
  const { file, pattern } = options;
  const events = run({
    files: [file],
    concurrency: 1,
    signal: AbortSignal.timeout(FILE_MILLISECONDS),
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
  let output = '';
  for await (const text of events.compose(new spec())) output += text;
  return { counts, output: output.replace(countLine, '') };
};
