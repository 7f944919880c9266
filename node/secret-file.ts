import { open } from 'node:fs/promises';

/**
 * Creates a file that its owner alone reads, and waits until it is on the disk.
 * @throws what the file system throws: `EEXIST` where there is one
 */
export async function createSecretFile(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
