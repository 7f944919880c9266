import { randomUUID } from 'node:crypto';
import { link, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const draftName = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.draft$/;

/**
 * Creates a file that its owner alone reads, whole and on the disk before it bears its name: whoever is killed midway leaves
 * no half of it, and a file that is there is never replaced. When this returns, a power cut does not take it away either.
 * @throws what the file system throws: `EEXIST` where there is one
 */
export async function createSecretFile(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${randomUUID()}.draft`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Unlike a rename, a link never takes the place of another file.
    await link(draft, file);
    await syncFolder(dirname(file));
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Removes the secrets that somebody who was killed left without a name in folders; a folder that is not there has none.
 * Nobody else may be creating secret files there meanwhile.
 */
export async function removeSecretDrafts(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return [];
    });
    for (const name of names) if (draftName.test(name)) await rm(join(folder, name), { force: true });
  }
}

/** Puts the names in a folder on the disk. Windows has no such call, and neither have some file systems over a network. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync().catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EINVAL') throw error;
    });
  } finally {
    await handle.close();
  }
}
