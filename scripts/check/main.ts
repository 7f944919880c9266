import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkDependencyReasons } from './dependency-reasons.ts';
import { checkFileSizes } from './file-sizes.ts';
import { projectFiles } from './project-files.ts';
import { runCommand } from './run-command.ts';
import type { Step, StepResult } from './step.ts';
import { checkWording } from './wording.ts';

const nothing: StepResult = { failures: [], warnings: [] };

const forContracts = async (run: () => Promise<StepResult>): Promise<StepResult> =>
  (await projectFiles()).some((file) => file.startsWith('contracts/') && file.endsWith('.sol')) ? run() : nothing;

/** Runs every check, or those named: `npm run check`, `npm run check -- types wording`. */
const steps: Step[] = [
  // First, because the compiler takes longer than all the rest, which runs beside it.
  {
    name: 'abi',
    run: () => forContracts(() => runCommand({ script: 'scripts/contracts/export-abi.ts', args: ['--check'] })),
  },
  {
    name: 'biome',
    run: () =>
      runCommand({
        script: 'node_modules/@biomejs/biome/bin/biome',
        args: ['ci', '--colors=off', '--diagnostic-level=warn', '--max-diagnostics=50', '.'],
      }),
  },
  {
    name: 'types',
    run: () => runCommand({ script: 'node_modules/typescript/bin/tsc', args: ['--noEmit', '-p', '.'] }),
  },
  {
    name: 'knip',
    run: () => runCommand({ script: 'node_modules/knip/bin/knip.js', args: ['--no-progress', '--no-config-hints'] }),
  },
  {
    name: 'solhint',
    run: () =>
      forContracts(() =>
        runCommand({
          script: 'node_modules/solhint/solhint.js',
          args: ['--disc', '--max-warnings', '0', 'contracts/**/*.sol'],
          ignoreLines: /^[┌│└]/,
        }),
      ),
  },
  {
    name: 'prettier',
    run: () =>
      forContracts(() =>
        runCommand({
          script: 'node_modules/prettier/bin/prettier.cjs',
          args: ['--check', '--log-level', 'warn', 'contracts/**/*.sol'],
        }),
      ),
  },
  { name: 'docs', run: () => runCommand({ script: 'scripts/docs/main.ts', args: ['--check'] }) },
  { name: 'file sizes', run: checkFileSizes },
  { name: 'dependencies', run: checkDependencyReasons },
  { name: 'wording', run: checkWording },
];

process.chdir(join(import.meta.dirname, '../..'));
const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such check: ${unknown.join(', ')}. There are: ${steps.map((step) => step.name).join(', ')}.`);
  process.exit(2);
}

const failed: string[] = [];
const left = steps.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
async function runStep(step: Step): Promise<void> {
  const began = performance.now();
  const result = await step.run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const ok = result.failures.length === 0;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${step.name.padEnd(14)} ${seconds.padStart(6)} s`);
  for (const warning of result.warnings) console.log(`       warning: ${warning}`);
  if (!ok) failed.push(`\n# ${step.name}\n${result.failures.join('\n')}`);
}
const lane = async (): Promise<void> => {
  for (let step = left.shift(); step !== undefined; step = left.shift()) await runStep(step);
};
await Promise.all([lane(), lane()]);

if (failed.length > 0) {
  console.error(`${failed.join('\n')}\n\n${failed.length} of the checks failed.`);
  process.exitCode = 1;
}
