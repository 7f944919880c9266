import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Log } from '../../../indexer/log.ts';
import { deferIndexes } from '../../../indexer/store/deferred-indexes.ts';
import { journaledTables } from '../../../indexer/store/migrations/journaled-tables.ts';
import { openStore } from '../../../indexer/store/open-store.ts';
import { postgresCpu } from './postgres-cpu.ts';

/** The least that a PostgreSQL server takes for the rows of an indexed chain. */
export interface CopyFloor {
  rows: number;
  /** Milliseconds until all are committed. */
  loop: number;
  /** Milliseconds of the server's processor for it. */
  cpu: number;
}

/**
 * Writes the rows of an indexed chain once more, into empty tables of the same form, by COPY from the server's own files:
 * no client, no statement but these, every row once and in its last state.
 * @param options the database that has the rows, and an empty one of the same server, whose user may read and write files
 */
export async function measureCopyFloor(options: {
  from: string;
  to: string;
  dataDir: string;
  postmaster: number;
  log: Log;
}): Promise<CopyFloor> {
  const { from, to, dataDir, postmaster, log } = options;
  const tables = [...Object.keys(journaledTables), 'wanted'];
  const source = new pg.Client({ connectionString: from });
  await source.connect();
  const { rows: settings } = await source.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  );
  const fileOf = (table: string) => path.join(settings[0]?.folder ?? '', `floor-${table}`);
  let rows = 0;
  try {
    for (const table of tables)
      rows += (await source.query(`copy (select * from "${table}") to '${fileOf(table)}'`)).rowCount ?? 0;
    const store = await openStore({ dataDir, databaseUrl: to, log });
    const client = await store.pool.connect();
    try {
      await deferIndexes(store.pool);
      await client.query('checkpoint');
      const before = await postgresCpu(postmaster);
      const began = performance.now();
      await client.query('begin');
      await client.query('set local synchronous_commit = off');
      for (const table of tables) await client.query(`copy "${table}" from '${fileOf(table)}'`);
      await client.query('commit');
      const loop = performance.now() - began;
      return { rows, loop, cpu: (await postgresCpu(postmaster)) - before };
    } finally {
      client.release();
      await store.stop();
    }
  } finally {
    await source.end();
    for (const table of tables) await rm(fileOf(table), { force: true });
  }
}
