import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { selectGroups, type TestGroup } from './test/groups.ts';
import { runInLanes } from './test/lanes.ts';
import { longFiles } from './test/long-files.ts';
import type { Job, TestCounts } from './test/outcome.ts';
import { runMocha } from './test/run-mocha.ts';
import { runNodeTests } from './test/run-node-tests.ts';

/**
 * Runs the tests: `npm test`, `npm test -- protocol indexer`, `npm test -- test/node/relay.test.ts`.
 * A group is a folder of `test/`; those of the contracts run in Hardhat with mocha, all others with Node's test runner, a few
 * files at a time. Each file's results are printed when it ends.
 * `FUZZ_MINUTES=60 npm test -- fuzz` plays random steps for an hour, `SEED=7` from this seed.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { pattern: { type: 'string', short: 't' } },
});
/** In their order, because the first compiles for all. */
const inHardhat = ['contracts', 'findings', 'invariants', 'fuzz'];
/** Groups whose every file starts a market or a network of many processes. */
const wholeMarkets = ['story', 'simulation', 'start'];
const LONGEST_SHOWN = 12;

// Every file and every node that it starts is a process, and loads much the same modules: they are compiled once.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../node_modules/.cache/vouch-compiled');

const groups = await selectGroups(positionals).catch((error: Error) => {
  console.error(error.message);
  process.exit(2);
});
const { pattern } = values;
const secondsOf = (file: string): number => longFiles[file] ?? 0;
const jobsOf = (group: TestGroup): Job[] => {
  if (group.files.length === 0) return [];
  if (inHardhat.includes(group.name))
    return [{ group: group.name, name: group.name, run: () => runMocha({ files: group.files, pattern }) }];
  return group.files.map((file) => ({ group: group.name, name: file, run: () => runNodeTests({ file, pattern }) }));
};
const longestFirst = (jobs: readonly Job[]) => jobs.toSorted((a, b) => secondsOf(b.name) - secondsOf(a.name));
const named = (name: string) => groups.filter((group) => group.name === name).flatMap(jobsOf);

const alone = [...inHardhat, ...wholeMarkets];
const heavy = [...inHardhat.flatMap(named), ...longestFirst(wholeMarkets.flatMap(named))];
const light = longestFirst(groups.filter(({ name }) => !alone.includes(name)).flatMap(jobsOf));

const counted = new Map(groups.map(({ name }) => [name, { passed: 0, failed: 0, skipped: 0, seconds: 0 }]));
const timed: { name: string; seconds: number }[] = [];
const failing: string[] = [];

async function runJob(job: Job): Promise<void> {
  const began = performance.now();
  const { counts, output } = await job.run().catch((error: unknown) => {
    const crashed: TestCounts = { passed: 0, failed: 1, skipped: 0 };
    return { counts: crashed, output: `${error instanceof Error ? error.stack : error}\n` };
  });
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(`\n# ${job.name} (${seconds.toFixed(1)} s)\n${output}`);
  timed.push({ name: job.name, seconds });
  if (counts.failed > 0) failing.push(job.name);
  const sum = counted.get(job.group);
  if (sum === undefined) return;
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped;
  sum.seconds += seconds;
}

await runInLanes({ heavy, light }, runJob);

const lineOf = ({ passed, failed, skipped }: TestCounts) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
const longest = timed.toSorted((a, b) => b.seconds - a.seconds).slice(0, LONGEST_SHOWN);
console.log('\nlongest:');
for (const { name, seconds } of longest) console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`);
console.log('\ngroups, with the time that their files took one by one:');
for (const [name, sum] of counted)
  console.log(
    `${name.padEnd(12)} ${sum.seconds === 0 ? 'no tests yet' : `${lineOf(sum)} (${sum.seconds.toFixed(1)} s)`}`,
  );
if (failing.length > 0) console.log(`\nfailed in:\n${failing.join('\n')}`);
const totals: TestCounts = { passed: 0, failed: 0, skipped: 0 };
for (const sum of counted.values()) {
  totals.passed += sum.passed;
  totals.failed += sum.failed;
  totals.skipped += sum.skipped;
}
console.log(`\n${lineOf(totals)}`);
process.exitCode = totals.failed > 0 ? 1 : 0;
