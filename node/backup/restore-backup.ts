import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../indexer/log.ts';
import { restoreStore } from '../../indexer/store/restore-store.ts';
import { VouchError } from '../../protocol/errors.ts';
import { COMPILED_FOLDER } from '../compile-cache.ts';
import { writeRawRows } from '../store/raw-rows.ts';
import { writeKeptFile } from './files.ts';
import type { BackupHeader, BackupPart } from './format.ts';
import { checkBackup, openBackup } from './read-backup.ts';

/** Says, while it lies in a data folder, that the folder is not whole. */
const MARKER = 'restore-unfinished';

export interface RestoreBackupParameters {
  file: string;
  dataDir: string;
  databaseUrl: string | undefined;
  log: Log;
  progress: (done: number, total: number) => void;
}

/**
 * Makes the data folder of a node from a backup. The node reads the chain's part anew when it starts.
 *
 * INVARIANT: a folder that is not whole is never started from. The file is checked to its end first; what fails after that
 * takes back what it made, and a marker in the folder outlives a kill.
 * @returns what the backup says about itself
 * @throws VouchError `restore.not_empty`, `backup.*`, those of `restoreStore`
 */
export async function restoreBackup(parameters: RestoreBackupParameters): Promise<BackupHeader> {
  const { file, dataDir, databaseUrl, log, progress } = parameters;
  const there = await readdir(dataDir).catch(none);
  if (there.some((name) => name !== COMPILED_FOLDER)) throw notEmpty(dataDir);
  const total = await checkBackup(file);
  const { header, parts } = await openBackup(file);
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, MARKER), '');
  try {
    let done = 0;
    const take = byType(parts, () => {
      done += 1;
      progress(done, total);
    });
    await restoreStore({ dataDir, databaseUrl, log }, { migrations: header.migrations, rows: take('rows') });
    await writeRawRows(dataDir, rowsOf(take('blocks')));
    for await (const kept of take('file')) await writeKeptFile(dataDir, kept);
    await rm(join(dataDir, MARKER));
    return header;
  } catch (error) {
    for (const name of await readdir(dataDir)) await rm(join(dataDir, name), { recursive: true, force: true });
    throw error;
  }
}

/**
 * Refuses a data folder whose restore was cut short.
 * @throws VouchError `restore.unfinished`
 */
export async function refuseUnfinished(dataDir: string): Promise<void> {
  const isThere = await stat(join(dataDir, MARKER)).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new VouchError({
    code: 'restore.unfinished',
    message: `The restore of ${dataDir} was cut short.`,
    hint: 'Delete the folder, and the tables if DATABASE_URL named the database, and restore the backup again.',
    details: { field: 'DATA_DIR' },
  });
}

type Part<T> = Extract<BackupPart, { type: T }>;

/** Gives the parts of one type until another type comes: a backup has them in the order in which they are used. */
function byType(parts: AsyncIterator<BackupPart>, taken: () => void) {
  let next: Promise<IteratorResult<BackupPart>> | undefined;
  return async function* take<T extends BackupPart['type']>(type: T): AsyncGenerator<Part<T>> {
    for (;;) {
      next ??= parts.next();
      const { done, value } = await next;
      if (done || value.type !== type) return;
      next = undefined;
      taken();
      // Safety: its type was just compared.
      yield value as Part<T>;
    }
  };
}

async function* rowsOf(parts: AsyncIterable<Part<'blocks'>>): AsyncGenerator<Part<'blocks'>['rows']> {
  for await (const { rows } of parts) yield rows;
}

const none = (error: NodeJS.ErrnoException): string[] => {
  if (error.code === 'ENOENT') return [];
  throw error;
};

const notEmpty = (dataDir: string): VouchError =>
  new VouchError({
    code: 'restore.not_empty',
    message: `${dataDir} is not empty.`,
    hint: 'Name a new folder with --data-dir; nothing is ever written over.',
    details: { field: 'DATA_DIR' },
  });
