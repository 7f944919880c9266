import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { VouchError } from '../../protocol/errors.ts';
import { filesOf } from '../export/site-dag.ts';
import { connectNode } from '../shop/node-client.ts';
import type { CommandInput } from './command.ts';
import { accountWord, nodeOption, text } from './options.ts';

/** Downloads the site, checks every block, writes the files; prints the CID of the folder. */
export async function run({ positionals, values, console, env }: CommandInput): Promise<number> {
  const shop = accountWord(positionals[0], 'ADDRESS');
  const out = path.resolve(text(values, 'out') ?? shop);
  const present = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (present.length > 0)
    throw new VouchError({
      code: 'option.invalid',
      message: `The folder ${out} is not empty.`,
      hint: 'Name a new folder with --out.',
      details: { field: 'out' },
    });
  const dag = await connectNode(nodeOption(values, env)).site(shop);
  // A folder that was cut short must not pass for the whole shop.
  const draft = `${out}.part`;
  await rm(draft, { recursive: true, force: true });
  let count = 0;
  for await (const file of filesOf(dag)) {
    const target = path.join(draft, ...file.path.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.bytes);
    count += 1;
  }
  await rm(out, { recursive: true, force: true });
  await rename(draft, out);
  console.err(`${count} files written to ${out}\n`);
  console.out(`${dag.root}\n`);
  return 0;
}
