import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from './database.ts';
import { row } from './keys.ts';

type RawRow = [key: Uint8Array, value: Uint8Array];

/**
 * Reads every row of a stopped node's block store, bookkeeping included.
 * @param read takes the rows before the store is let go
 * @throws VouchError `store.locked` while the node runs, `store.unreadable`
 */
export async function readRawRows<T>(
  dataDir: string,
  read: (rows: AsyncIterable<RawRow>, diskBytes: number) => Promise<T>,
): Promise<T> {
  const folder = join(dataDir, 'blocks');
  await mkdir(folder, { recursive: true });
  const database = await openDatabase(folder);
  const rows = async function* (): AsyncGenerator<RawRow> {
    for (const kind of Object.values(row)) yield* database.rows(Uint8Array.of(kind.charCodeAt(0)));
  };
  try {
    return await read(rows(), await database.diskBytes());
  } finally {
    await database.close();
  }
}

/**
 * Writes rows into a new block store; each batch is on the disk before the next is asked for.
 * @throws VouchError `store.write_failed`, such as on a full disk
 */
export async function writeRawRows(dataDir: string, batches: AsyncIterable<readonly RawRow[]>): Promise<void> {
  const folder = join(dataDir, 'blocks');
  await mkdir(folder, { recursive: true });
  const database = await openDatabase(folder);
  try {
    for await (const batch of batches)
      await database.change(
        async (operations) => {
          for (const [key, value] of batch) operations.push({ type: 'put', key, value });
        },
        { sync: true },
      );
  } finally {
    await database.close();
  }
}
