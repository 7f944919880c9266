import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VouchError } from '../../protocol/errors.ts';
import { createSecretFile } from '../secret-file.ts';

const KEY_BYTES = 32;

/**
 * Reads the secret with which this node's sessions are sealed, or makes one at the first start. The file is readable by
 * its owner alone; without it everyone signs in again.
 * @param dataDir the node's data folder
 * @throws VouchError `session.key_unreadable`
 */
export async function loadSessionKey(dataDir: string): Promise<Buffer> {
  const file = join(dataDir, 'session.key');
  const found = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw unreadable(file, error);
  });
  if (found !== undefined) {
    if (found.length !== KEY_BYTES) throw unreadable(file, new RangeError(`${found.length} bytes are no key`));
    return found;
  }
  const key = randomBytes(KEY_BYTES);
  await mkdir(dataDir, { recursive: true });
  await createSecretFile(file, key);
  return key;
}

const unreadable = (file: string, cause: unknown): VouchError =>
  new VouchError({
    code: 'session.key_unreadable',
    message: `The key of sessions in ${file} cannot be read.`,
    hint: 'Remove the file to get a new one; whoever was signed in signs in again.',
    cause,
    details: { file },
  });
