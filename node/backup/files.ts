import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files of the data folder that nothing else brings back; lists of denials lie in a folder. */
const kept = ['policy.json', 'policy-lists'];
/** The node's name in the network: whoever has it can pass for the node. */
const keys = ['peer.key'];

/** Reads what is to be kept of the files in a data folder. */
export async function* keptFiles(
  dataDir: string,
  options: { keys: boolean },
): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
  for (const name of [...kept, ...(options.keys ? keys : [])]) {
    const found = await readdir(join(dataDir, name), { withFileTypes: true }).catch(noFolder);
    const names =
      found === undefined ? [name] : found.filter((each) => each.isFile()).map((each) => `${name}/${each.name}`);
    for (const each of names) {
      const bytes = await readFile(join(dataDir, each)).catch(missing);
      if (bytes !== undefined) yield { name: each, bytes };
    }
  }
}

/** Writes a file back; a key is readable by its owner alone. */
export async function writeKeptFile(
  dataDir: string,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<void> {
  const file = join(dataDir, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes, { mode: keys.includes(name) ? 0o600 : 0o644 });
  if (keys.includes(name)) await chmod(file, 0o600);
}

const missing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};
const noFolder = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
};
