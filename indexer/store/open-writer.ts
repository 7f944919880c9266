import { Kysely, PostgresDialect } from 'kysely';
import type { Log } from '../log.ts';
import { checkReachable } from './connect.ts';
import { createPool, poolSettings } from './pools.ts';
import type { Database } from './schema.ts';

/** One connection that may write. */
export interface TableWriter {
  db: Kysely<Database>;
  stop(): Promise<void>;
}

/**
 * Opens the way to add to one table of a database that another process keeps.
 * @returns undefined where the database takes nothing: a replica, or an account that may not
 * @throws VouchError `store.unreachable`
 */
export async function openWriter(
  databaseUrl: string,
  { table, log }: { table: keyof Database; log: Log },
): Promise<TableWriter | undefined> {
  const pool = createPool(databaseUrl, 'writer', { ...poolSettings.writer, connections: 1 }, log);
  const stop = () => pool.end();
  let mayWrite = false;
  try {
    const asking = pool.query<{ mayWrite: boolean }>(
      `select current_setting('transaction_read_only') = 'off' and has_table_privilege($1, 'select') and has_table_privilege($1, 'insert')
         and has_table_privilege($1, 'update') as "mayWrite"`,
      [table],
    );
    await checkReachable(asking);
    mayWrite = (await asking).rows[0]?.mayWrite ?? false;
  } finally {
    if (!mayWrite) await stop();
  }
  return mayWrite ? { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), stop } : undefined;
}
