import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import { VouchError } from '../../protocol/errors.ts';

/** One write of a batch. */
export type Operation = { type: 'put'; key: Uint8Array; value: Uint8Array } | { type: 'del'; key: Uint8Array };

/** The LevelDB under a node's blocks: byte keys, atomic batches, changes one after another. */
export interface Database {
  get(key: Uint8Array): Promise<Uint8Array | undefined>;
  getMany(keys: Uint8Array[]): Promise<(Uint8Array | undefined)[]>;
  hasMany(keys: Uint8Array[]): Promise<boolean[]>;
  /** Rows whose key begins with the prefix, in key order. */
  rows(prefix: Uint8Array, options?: { most?: number }): AsyncIterable<[Uint8Array, Uint8Array]>;
  /**
   * Makes one change: reads what it needs, pushes operations, which are then written in one atomic batch. Changes run one
   * after another, so that what a change read still holds when it is written.
   * @param options `sync` waits until the batch, and so every batch before it, is on the disk
   */
  change<T>(make: (operations: Operation[]) => Promise<T>, options?: { sync?: boolean }): Promise<T>;
  /** Bytes that the files take. */
  diskBytes(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens or creates the database in a folder.
 * @throws VouchError `store.locked` when another process has it open, `store.unreadable` when it cannot be opened
 */
export async function openDatabase(folder: string): Promise<Database> {
  const level = new Level<Uint8Array, Uint8Array>(folder, {
    keyEncoding: 'view',
    valueEncoding: 'view',
    compression: false,
    cacheSize: 16 * 2 ** 20,
    writeBufferSize: 8 * 2 ** 20,
  });
  try {
    await level.open();
  } catch (cause) {
    throw openError(folder, cause);
  }
  let queue: Promise<unknown> = Promise.resolve();
  return {
    get: (key) => level.get(key),
    getMany: (keys) => level.getMany(keys),
    hasMany: (keys) => level.hasMany(keys),
    rows: (prefix, options) => level.iterator({ gte: prefix, lt: after(prefix), limit: options?.most ?? -1 }),
    change: (make, { sync = false } = {}) => {
      const run = async () => {
        const operations: Operation[] = [];
        const result = await make(operations);
        if (operations.length > 0) await level.batch(operations, { sync });
        return result;
      };
      const done = queue.then(run);
      // A change that failed wrote nothing and is its caller's to report; the next one still runs.
      queue = done.catch(() => undefined);
      return done;
    },
    diskBytes: async () => {
      const sizes = await Promise.all(
        (await readdir(folder)).map((name) => stat(join(folder, name)).then((file) => file.size, goneIsZero)),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    close: async () => {
      await queue;
      await level.close();
    },
  };
}

/** The smallest key after all keys with the prefix; prefixes here never end in 0xff alone. */
function after(prefix: Uint8Array): Uint8Array {
  const next = Uint8Array.from(prefix);
  for (let index = next.length - 1; index >= 0; index--) {
    const byte = next[index] ?? 0;
    if (byte < 0xff) {
      next[index] = byte + 1;
      return next.subarray(0, index + 1);
    }
  }
  throw new RangeError('a prefix of 0xff alone has no key after it');
}

/** LevelDB removes files while they are being counted. */
const goneIsZero = (error: NodeJS.ErrnoException): number => {
  if (error.code === 'ENOENT') return 0;
  throw error;
};

function openError(folder: string, cause: unknown): VouchError {
  const locked = cause instanceof Error && (cause.cause as NodeJS.ErrnoException | undefined)?.code === 'LEVEL_LOCKED';
  return locked
    ? new VouchError({
        code: 'store.locked',
        message: `Another process uses the block store in ${folder}.`,
        hint: 'Stop the other node, or give this one its own data folder.',
        cause,
        details: { folder },
      })
    : new VouchError({
        code: 'store.unreadable',
        message: `The block store in ${folder} cannot be opened.`,
        hint: 'Check the rights and the free space of the folder.',
        cause,
        details: { folder },
      });
}
