import { randomUUID } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';

/**
 * Creates a file that its owner alone reads, whole and on the disk before it bears its name: whoever is killed midway leaves
 * no half of it, and a file that is there is never replaced.
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
  } finally {
    await rm(draft, { force: true });
  }
}
