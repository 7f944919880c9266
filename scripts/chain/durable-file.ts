import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder's entries (creations, renames) survive a power cut.
 * @param folder path of the folder
 */
export async function syncFolder(folder: string): Promise<void> {
  // Windows can't open a folder for syncing; its renames are journaled by the file system.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Puts a finished, already synced temporary file in place, so that a reader finds either the old or the new one whole.
 * @param temporary path of the finished file, in the same folder as `path`
 * @param path where it belongs
 */
export async function putInPlace(temporary: string, path: string): Promise<void> {
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/**
 * Writes a file so that after a crash at any moment either the old or the new content is there, whole.
 * @param path where it belongs
 * @param content the whole content
 */
export async function writeDurably(path: string, content: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await putInPlace(temporary, path);
}
