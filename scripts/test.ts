import { parseArgs } from 'node:util';
import { selectGroups, type TestGroup } from './test/groups.ts';
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

async function runGroup(group: TestGroup): Promise<void> {
  if (group.files.length === 0) {
    console.log(`\n# ${group.name}\nno tests yet`);
    lines.push(`${group.name.padEnd(12)} no tests yet`);
    return;
  }
  const began = performance.now();
  const run = inHardhat.has(group.name) ? runMocha : runNodeTests;
  const result = await run({ ...group, pattern: values.pattern, alone: wholeMarkets.has(group.name) });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  totals.passed += result.passed;
  totals.failed += result.failed;
  totals.skipped += result.skipped;
  lines.push(
    `${group.name.padEnd(12)} ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${seconds} s)`,
  );
}

async function runInTurn(turns: readonly TestGroup[]): Promise<void> {
  for (const group of turns) await runGroup(group);
}

// Hardhat runs on one core, so its groups go beside the others; its output comes group by group.
const { true: contracts = [], false: others = [] } = Object.groupBy(groups, ({ name }) => `${inHardhat.has(name)}`);
await Promise.all([runInTurn(contracts), runInTurn(others)]);

console.log(`\n${lines.join('\n')}\n\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 ? 1 : 0;
