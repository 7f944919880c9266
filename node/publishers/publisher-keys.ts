import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import { type Address, addressSchema, bytes32Schema } from '../../protocol/primitives.ts';
import { createSecretFile } from '../secret-file.ts';

const keySchema = z.strictObject({ v: z.literal(1), key: bytes32Schema, createdAt: z.int() });
const fileName = /^(0x[0-9a-f]{40})\.json$/;

/** A publisher key that this node keeps for a shop. */
export interface KeptKey {
  account: PrivateKeyAccount;
  address: Address;
  /** Unix seconds. */
  createdAt: number;
}

/** Publisher keys of shops, each in a file that only the node's own user reads. */
export interface PublisherKeys {
  /** @throws VouchError `publisher.key_unreadable` */
  find(shop: Address): Promise<KeptKey | undefined>;
  /**
   * Makes a key, unless the shop has one here.
   * @throws VouchError `publisher.keys_full`, `publisher.key_unreadable`
   */
  make(shop: Address, now: number): Promise<KeptKey>;
  /** Removes the shop's key for ever. @returns false where there was none */
  remove(shop: Address): Promise<boolean>;
}

/** Where a node with this data folder keeps publisher keys. */
export const publisherKeysFolder = (dataDir: string): string => join(dataDir, 'publishers');

/**
 * @param dataDir the node's data folder
 * @param most keys that the node keeps at a time
 */
export function createPublisherKeys(dataDir: string, most: number): PublisherKeys {
  const folder = publisherKeysFolder(dataDir);
  const fileOf = (shop: Address) => join(folder, `${shop}.json`);

  async function find(shop: Address): Promise<KeptKey | undefined> {
    const file = fileOf(shop);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      // Safety: what the file system throws has a code.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw unreadable(file, error);
    }
    try {
      const { key, createdAt } = keySchema.parse(JSON.parse(text));
      const account = privateKeyToAccount(key);
      return { account, address: addressSchema.parse(account.address), createdAt };
    } catch (error) {
      throw unreadable(file, error);
    }
  }

  return {
    find,
    async make(shop, now) {
      const kept = await find(shop);
      if (kept !== undefined) return kept;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const names = await readdir(folder);
      if (names.filter((name) => fileName.test(name)).length >= most) throw full(most);
      const content = JSON.stringify({ v: 1, key: generatePrivateKey(), createdAt: now });
      await createSecretFile(fileOf(shop), content).catch((error: NodeJS.ErrnoException) => {
        // Another request made it in between: then that one counts.
        if (error.code !== 'EEXIST') throw error;
      });
      const made = await find(shop);
      if (made === undefined) throw unreadable(fileOf(shop), new RangeError('the key is gone'));
      return made;
    },
    async remove(shop) {
      if ((await find(shop)) === undefined) return false;
      await rm(fileOf(shop), { force: true });
      return true;
    },
  };
}

const unreadable = (file: string, cause: unknown): VouchError =>
  new VouchError({
    code: 'publisher.key_unreadable',
    message: `The publisher key in ${file} cannot be read.`,
    hint: 'The operator removes the file; the shop then makes a new key at its desk.',
    cause,
    details: { file },
  });

const full = (most: number): VouchError =>
  new VouchError({
    code: 'publisher.keys_full',
    message: `This node keeps publisher keys for ${most} shops, and no more.`,
    hint: 'Use another node, or sign with your wallet.',
    details: { field: 'shop', limit: `${most} keys` },
  });
