import { VouchError } from '../../protocol/errors.ts';
import { type ServerParameters, startServer, withConnection } from './connect.ts';
import { countDumpedRows, type DumpedRows, dumpRows, fillTables } from './dump.ts';
import { appliedMigrations, migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { transaction } from './transaction.ts';

/** What a backup says about its database. */
export interface DumpedStore {
  /** Changes of the schema that the rows have seen. */
  migrations: string[];
  rows: AsyncIterable<DumpedRows>;
}

/**
 * Reads what the chain cannot give again from a node's database, all as it was at one moment.
 * @param read takes the rows, and their number, before the database is let go
 * @throws VouchError `store.newer_release`, `store.unreachable`, those of `startCluster`
 */
export async function dumpStore<T>(
  parameters: ServerParameters,
  read: (dumped: DumpedStore, total: number) => Promise<T>,
): Promise<T> {
  const server = await startServer(parameters);
  try {
    return await withConnection(server.url, parameters.log, async (pool, db) => {
      const applied = await appliedMigrations(db);
      const client = await pool.connect();
      try {
        return await read({ migrations: [...applied], rows: dumpRows(client) }, await countDumpedRows(client));
      } finally {
        client.release();
      }
    });
  } finally {
    await server.stop();
  }
}

/**
 * Fills an empty database from a backup and brings it to the newest schema: all rows or none. The chain's tables stay empty
 * until an indexer has read the chain again.
 * @throws VouchError `restore.not_empty`, `backup.newer_release`, `backup.invalid`, those of `startCluster`
 */
export async function restoreStore(parameters: ServerParameters, dumped: DumpedStore): Promise<void> {
  const unknown = dumped.migrations.find((name) => !(name in migrations));
  if (unknown !== undefined)
    throw new VouchError({
      code: 'backup.newer_release',
      message: `A newer release made this backup: this one does not know its change ${unknown}.`,
      hint: 'Restore it with that release or a later one.',
      details: { migration: unknown },
    });
  const server = await startServer(parameters);
  try {
    await withConnection(server.url, parameters.log, async (pool, db) => {
      if ((await appliedMigrations(db)).size > 0) throw notEmpty();
      await migrate(db, dumped.migrations);
      try {
        await transaction(pool, (client) => fillTables(client, dumped.rows));
      } catch (error) {
        // Empty as it was found: another try need not be told of this one.
        await pool.query('drop schema public cascade; create schema public');
        throw error;
      }
      await migrate(db);
    });
  } finally {
    await server.stop();
  }
}

const notEmpty = (): VouchError =>
  new VouchError({
    code: 'restore.not_empty',
    message: 'The database has tables of a node already.',
    hint: 'Name an empty database by DATABASE_URL; nothing is ever written over.',
    details: { field: 'DATABASE_URL' },
  });
