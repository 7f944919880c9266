import { readdir, stat, statfs } from 'node:fs/promises';
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
  /** Rows whose key begins with the prefix, in key order, or from the last to the first. */
  rows(prefix: Uint8Array, options?: { most?: number; lastFirst?: boolean }): AsyncIterable<[Uint8Array, Uint8Array]>;
  /**
   * Makes one change: reads what it needs, pushes operations, which are then written in one atomic batch. Changes run one
   * after another, so that what a change read still holds when it is written.
   * @param options `sync` waits until the batch, and so every batch before it, is on the disk
   * @throws VouchError `store.write_failed` (retryable), for instance on a full disk: nothing of the change was written, and
   * all that was acknowledged before stays
   */
  change<T>(make: (operations: Operation[]) => Promise<T>, options?: { sync?: boolean }): Promise<T>;
  /**
   * Says within a change that it stores so many further bytes.
   * @throws VouchError `store.disk_full` (retryable) when the disk would have less room than its reserve
   */
  room(bytes: number): Promise<void>;
  /** Rewrites the files without what was deleted, so that the disk has the space again. */
  compact(): Promise<void>;
  /** Bytes that the files take. */
  diskBytes(): Promise<number>;
  close(): Promise<void>;
}

/** What a test puts in the place of the file system. */
export interface DatabasePorts {
  /** Free bytes of the disk that a folder is on. */
  freeBytes(folder: string): Promise<number>;
  /** Called before each batch is written; what it throws counts as the disk's fault. */
  beforeWrite?(): void;
}

/** The part of classic-level that the common interface lacks. */
interface Compactable {
  compactRange(start: Uint8Array, end: Uint8Array): Promise<void>;
}

/** How long a look at the free space holds. */
const FREE_MILLISECONDS = 1_000;

const realPorts: DatabasePorts = {
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
};

/**
 * Opens or creates the database in a folder.
 *
 * INVARIANT: after a batch that failed nothing is written before the files were opened anew. LevelDB may have left a part of
 * the batch in its log, and what came after that would be lost at the next start.
 * @param options `reserveBytes` of free space are left on the disk
 * @throws VouchError `store.locked` when another process has it open, `store.unreadable` when it cannot be opened
 */
export async function openDatabase(
  folder: string,
  { reserveBytes = 0, ports = realPorts }: { reserveBytes?: number; ports?: DatabasePorts } = {},
): Promise<Database> {
  let level = await openLevel(folder);
  /** Set while the last batch failed: its error. */
  let broken: VouchError | undefined;
  /** Readers wait while the files are opened anew. */
  let reopening: Promise<unknown> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let free = { bytes: 0, at: Number.NEGATIVE_INFINITY };

  const freeBytes = async (): Promise<number> => {
    if (performance.now() - free.at > FREE_MILLISECONDS) {
      free = { bytes: await ports.freeBytes(folder), at: performance.now() };
    }
    return free.bytes;
  };
  const reopen = async (): Promise<void> => {
    // Opening writes a table; without room it would fail and leave nothing to read from.
    if (broken === undefined || (await ports.freeBytes(folder)) < Math.max(reserveBytes, leastToReopen)) return;
    reopening = (async () => {
      await level.close();
      level = await openLevel(folder);
      broken = undefined;
    })();
    try {
      await reopening;
    } finally {
      reopening = undefined;
    }
  };
  const reading = async <T>(read: () => Promise<T>): Promise<T> => {
    await reopening;
    return read();
  };
  const run = async <T>(make: (operations: Operation[]) => Promise<T>, sync: boolean): Promise<T> => {
    await reopen();
    if (broken !== undefined) throw broken;
    const operations: Operation[] = [];
    const result = await make(operations);
    if (operations.length === 0) return result;
    try {
      ports.beforeWrite?.();
      await level.batch(operations, { sync });
    } catch (cause) {
      broken = writeFailed(folder, cause);
      throw broken;
    }
    return result;
  };

  return {
    get: (key) => reading(() => level.get(key)),
    getMany: (keys) => reading(() => level.getMany(keys)),
    hasMany: (keys) => reading(() => level.hasMany(keys)),
    rows: async function* (prefix, options) {
      await reopening;
      const { most = -1, lastFirst = false } = options ?? {};
      yield* level.iterator({ gte: prefix, lt: after(prefix), limit: most, reverse: lastFirst });
    },
    change: (make, { sync = false } = {}) => {
      const done = queue.then(() => run(make, sync));
      // A change that failed wrote nothing and is its caller's to report; the next one still runs.
      queue = done.catch(() => undefined);
      return done;
    },
    room: async (bytes) => {
      const left = (await freeBytes()) - bytes;
      if (left < reserveBytes) throw diskFull(folder, reserveBytes);
      free.bytes = left;
    },
    // Safety: under Node the package is classic-level, whose databases have this method.
    compact: () => reading(() => (level as unknown as Compactable).compactRange(Uint8Array.of(0), Uint8Array.of(0xff))),
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

const cacheBytes = 16 * 2 ** 20;
/** What a copy of a few thousand listings brings fits: files that it is read back from meanwhile would be merged again and again. */
const writeBufferBytes = 16 * 2 ** 20;
/** Opening writes out what the log holds. */
const leastToReopen = 2 * writeBufferBytes;

async function openLevel(folder: string): Promise<Level<Uint8Array, Uint8Array>> {
  const level = new Level<Uint8Array, Uint8Array>(folder, {
    keyEncoding: 'view',
    valueEncoding: 'view',
    compression: false,
    cacheSize: cacheBytes,
    writeBufferSize: writeBufferBytes,
  });
  try {
    await level.open();
  } catch (cause) {
    throw openError(folder, cause);
  }
  return level;
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

const writeFailed = (folder: string, cause: unknown): VouchError =>
  new VouchError({
    code: 'store.write_failed',
    message: `The block store in ${folder} cannot be written.`,
    hint: 'Make room on the disk. The node goes on serving what it has, and writes again by itself.',
    retryable: true,
    cause,
    details: { folder },
  });

const diskFull = (folder: string, reserveBytes: number): VouchError =>
  new VouchError({
    code: 'store.disk_full',
    message: `The disk of ${folder} has less free space than is to be left: nothing new is stored.`,
    hint: 'Make room on the disk, or carry fewer shops.',
    retryable: true,
    details: { folder, limit: `${reserveBytes} bytes` },
  });
