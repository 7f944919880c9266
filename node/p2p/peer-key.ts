import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { VouchError } from '../../protocol/errors.ts';
import { createSecretFile } from '../secret-file.ts';

/**
 * Reads the node's peer key, or makes one at the first start. The file is readable by its owner alone.
 * @param dataDir the node's data folder
 * @throws VouchError `network.peer_key_unreadable` when the file is no key
 */
export async function loadPeerKey(dataDir: string): Promise<PrivateKey> {
  const file = join(dataDir, 'peer.key');
  const found = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw unreadable(file, error);
  });
  if (found !== null) {
    try {
      return privateKeyFromProtobuf(found);
    } catch (cause) {
      throw unreadable(file, cause);
    }
  }
  const key = await generateKeyPair('Ed25519');
  await mkdir(dataDir, { recursive: true });
  await createSecretFile(file, privateKeyToProtobuf(key));
  return key;
}

const unreadable = (file: string, cause: unknown): VouchError =>
  new VouchError({
    code: 'network.peer_key_unreadable',
    message: `The peer key in ${file} cannot be read.`,
    hint: 'Restore the file from a backup, or remove it to get a new peer id.',
    cause,
    details: { file },
  });
