import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { apiPage, openapiSnapshot } from './api-page.ts';
import { cliPage } from './cli-page.ts';
import { economicsPage } from './economics-page.ts';
import { errorsPage } from './errors-page.ts';
import { limitsPage } from './limits-page.ts';
import { networkPage } from './network-page.ts';
import { operatorsPage } from './operators-page.ts';

/** Writes the pages that are made from code: `npm run docs`; `--check` fails when one is out of date. */
const pages: Record<string, (current: string) => string | Promise<string>> = {
  'docs/api.md': apiPage,
  'docs/cli.md': cliPage,
  'docs/economics.md': economicsPage,
  'docs/errors.md': errorsPage,
  'docs/limits.md': limitsPage,
  'docs/network.md': networkPage,
  'docs/operators.md': operatorsPage,
  'test/snapshots/openapi.json': openapiSnapshot,
};

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const readOrEmpty = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });

for (const [path, render] of Object.entries(pages)) {
  const file = join(root, path);
  const current = await readOrEmpty(file);
  const rendered = await render(current);
  if (!values.check) await writeFile(file, rendered);
  else if (current !== rendered) {
    console.error(`${path} is out of date: run \`npm run docs\` and commit what it changes.`);
    process.exitCode = 1;
  }
}
