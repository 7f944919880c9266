import { parseArgs } from 'node:util';
import { selectGroups } from './test/groups.ts';
import { runMocha } from './test/run-mocha.ts';
import { runNodeTests } from './test/run-node-tests.ts';

/**
 * Runs the tests group by group: `npm test`, `npm test -- protocol indexer`, `npm test -- test/node/relay.test.ts`.
 * A group is a folder of `test/`; those of the contracts run in Hardhat with mocha, all others with Node's test runner.
 * `FUZZ_MINUTES=60 npm test -- fuzz` plays random steps for an hour, `SEED=7` from this seed.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { pattern: { type: 'string', short: 't' } },
});
const inHardhat: ReadonlySet<string> = new Set(['contracts', 'fuzz', 'invariants', 'findings']);
const groups = await selectGroups(positionals).catch((error: Error) => {
  console.error(error.message);
  process.exit(2);
});
/** Groups whose every file starts a market of several processes. */
const wholeMarkets = new Set(['start', 'story']);
const totals = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];

for (const group of groups) {
  console.log(`\n# ${group.name}`);
  if (group.files.length === 0) {
    console.log('no tests yet');
    lines.push(`${group.name.padEnd(12)} no tests yet`);
    continue;
  }
  const began = performance.now();
  const run = inHardhat.has(group.name) ? runMocha : runNodeTests;
  const result = await run({ files: group.files, pattern: values.pattern, alone: wholeMarkets.has(group.name) });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  totals.passed += result.passed;
  totals.failed += result.failed;
  totals.skipped += result.skipped;
  lines.push(
    `${group.name.padEnd(12)} ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${seconds} s)`,
  );
}

console.log(`\n${lines.join('\n')}\n\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 ? 1 : 0;
