import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CarWriter } from '@ipld/car';
import type { Log } from '../../indexer/log.ts';
import { dumpStore } from '../../indexer/store/restore-store.ts';
import type { Block } from '../../protocol/block.ts';
import { readRawRows } from '../store/raw-rows.ts';
import { version } from '../version.ts';
import { keptFiles } from './files.ts';
import { type BackupHeader, type BackupPart, createTally, encodePart, PART_BYTES } from './format.ts';

export interface WriteBackupParameters {
  file: string;
  dataDir: string;
  databaseUrl: string | undefined;
  /** Puts the node's own keys in too. */
  keys: boolean;
  /** Unix seconds. */
  now: number;
  log: Log;
  progress: (label: 'Tables' | 'Blocks', done: number, total: number) => void;
}

/** What a backup holds. */
export interface BackupSummary {
  rows: number;
  blocks: number;
  files: number;
}

/**
 * Writes everything of a stopped node that the chain cannot give again into one file: a CAR whose blocks are the parts. The
 * file has its name only once it is whole and on the disk.
 * @throws VouchError `store.locked` while the node runs, those of `dumpStore`
 */
export async function writeBackup(parameters: WriteBackupParameters): Promise<BackupSummary> {
  const { file, dataDir, databaseUrl, keys, now, log, progress } = parameters;
  const summary: BackupSummary = { rows: 0, blocks: 0, files: 0 };
  const unfinished = `${file}.part`;
  try {
    // The lock of the block store is held over all: no node changes the one while the other is read.
    await readRawRows(dataDir, (blocks, diskBytes) =>
      dumpStore({ dataDir, databaseUrl, log }, async ({ migrations, rows }, total) => {
        const header: BackupHeader = { type: 'vouch-backup', v: 1, release: version, createdAt: now, migrations, keys };
        const parts = async function* (): AsyncGenerator<BackupPart> {
          for await (const { table, rows: batch } of rows) {
            summary.rows += batch.length;
            progress('Tables', Math.min(summary.rows, total), total);
            yield { type: 'rows', table, rows: batch };
          }
          let done = 0;
          for await (const batch of batched(blocks)) {
            summary.blocks += batch.length;
            done += bytesOf(batch);
            progress('Blocks', Math.min(done, diskBytes), diskBytes);
            yield { type: 'blocks', rows: batch };
          }
          for await (const kept of keptFiles(dataDir, { keys })) {
            summary.files += 1;
            yield { type: 'file', ...kept };
          }
        };
        await writeCar(unfinished, header, parts());
      }),
    );
    await rename(unfinished, file);
    await syncPath(dirname(file));
    return summary;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

type RawRow = [key: Uint8Array, value: Uint8Array];

const bytesOf = (rows: readonly RawRow[]): number =>
  rows.reduce((sum, [key, value]) => sum + key.length + value.length, 0);

async function* batched(rows: AsyncIterable<RawRow>): AsyncGenerator<RawRow[]> {
  let batch: RawRow[] = [];
  let bytes = 0;
  for await (const row of rows) {
    batch.push(row);
    bytes += row[0].length + row[1].length;
    if (bytes < PART_BYTES) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

async function writeCar(file: string, header: BackupHeader, parts: AsyncIterable<BackupPart>): Promise<void> {
  const root = encodePart(header);
  const { writer, out } = CarWriter.create([root.cid]);
  const fill = async (): Promise<void> => {
    const tally = createTally();
    const put = async (block: Block): Promise<void> => {
      tally.add(block);
      await writer.put(block);
    };
    await put(root);
    for await (const part of parts) await put(encodePart(part));
    await writer.put(encodePart(tally.end()));
    await writer.close();
  };
  const source = Readable.from(out, { objectMode: false });
  const filling = fill().catch((error: Error) => {
    source.destroy(error);
    throw error;
  });
  await Promise.all([filling, pipeline(source, createWriteStream(file, { mode: 0o600, flush: true }))]);
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
