import { readdir } from 'node:fs/promises';
import { VouchError } from '../../protocol/errors.ts';
import { type RunBenchmark, renderTable } from './benchmark.ts';

/**
 * Runs a benchmark: `npm run bench -- <name> [--json] [arguments of the benchmark]`.
 * Prints a table, or with `--json` exactly `{ name, rows }` on standard output.
 */
const [name, ...rest] = process.argv.slice(2);
const json = rest.includes('--json');
const args = rest.filter((argument) => argument !== '--json');

// Tools that benchmarks use print as they like; with --json, standard output holds the result alone.
const print = console.log;
if (json) console.log = console.error;

const findBenchmark = async (wanted: string | undefined): Promise<RunBenchmark> => {
  const files = await readdir(import.meta.dirname);
  const modules = files.filter((file) => file.endsWith('.ts') && file !== 'main.ts');
  const loaded = wanted !== undefined && modules.includes(`${wanted}.ts`) ? await import(`./${wanted}.ts`) : {};
  if (typeof loaded.run === 'function') return loaded.run;
  throw new VouchError({
    code: 'bench.unknown',
    message: `There is no benchmark "${wanted ?? ''}".`,
    hint: `Benchmarks are the files of scripts/bench/ that export "run"; there are: ${modules.join(', ')}.`,
  });
};

const run = await findBenchmark(name);
const rows = await run({ args, log: (line) => console.error(line) });
print(json ? JSON.stringify({ name, rows }) : renderTable(rows));
// Clients of chains and peers keep sockets open.
process.exit(0);
