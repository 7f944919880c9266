import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { errorsPage } from './errors-page.ts';
import { limitsPage } from './limits-page.ts';

/** Writes the pages that are made from code: `npm run docs`; `--check` fails when one is out of date. */
const pages: Record<string, () => string> = {
  'docs/errors.md': errorsPage,
  'docs/limits.md': limitsPage,
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
  if (!values.check) await writeFile(file, render());
  else if ((await readOrEmpty(file)) !== render()) {
    console.error(`${path} is out of date: run \`npm run docs\` and commit what it changes.`);
    process.exitCode = 1;
  }
}
