import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { selectGroups, type TestGroup } from './test/groups.ts';
import { runInLanes } from './test/lanes.ts';
import { longFiles, waitingFiles } from './test/long-files.ts';
import type { Job, TestCounts } from './test/outcome.ts';
import { hasFailed, printResults, type Result } from './test/results.ts';
import { runMocha } from './test/run-mocha.ts';
import { runNodeTests } from './test/run-node-tests.ts';

/**
 * Runs the tests: `npm test`, `npm test -- protocol indexer`, `npm test -- test/node/relay.test.ts`.
 * A group is a folder of `test/`; those of the contracts run in Hardhat with mocha, all others with Node's test runner, a few
 * files at a time. Each file's results are printed when it ends. A few files that failed run once more, alone: what passes then
 * was disturbed by its neighbours, is named at the end as unsteady, and is to be mended. More than a few are broken.
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
const MOST_REPEATED = 4;

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
const others = longestFirst(groups.filter(({ name }) => !alone.includes(name)).flatMap(jobsOf));
const waiting = others.filter(({ name }) => waitingFiles.has(name));
const light = others.filter(({ name }) => !waitingFiles.has(name));

const results = new Map<string, Result>();

async function runJob(job: Job): Promise<void> {
  const began = performance.now();
  const { counts, output } = await job.run().catch((error: unknown) => {
    const crashed: TestCounts = { passed: 0, failed: 1, skipped: 0 };
    return { counts: crashed, output: `${error instanceof Error ? error.stack : error}\n` };
  });
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(`\n# ${job.name} (${seconds.toFixed(1)} s)\n${output}`);
  results.set(job.name, { job, counts, seconds });
}

await runInLanes({ heavy, light, waiting }, runJob);

// Contracts run in one process and need nothing of the machine: what fails there fails again.
const doubtful = [...results.values()].filter(hasFailed).filter(({ job }) => !inHardhat.includes(job.group));
const unsteady: string[] = [];
if (doubtful.length <= MOST_REPEATED)
  for (const { job } of doubtful) {
    console.log(`\n# once more, alone: ${job.name}`);
    await runJob(job);
    if (results.get(job.name)?.counts.failed === 0) unsteady.push(job.name);
  }

const failed = printResults({ groups: groups.map(({ name }) => name), results: [...results.values()], unsteady });
process.exitCode = failed > 0 ? 1 : 0;
