import type { Connection } from './batch-write.ts';

/** An index that is not there, and the statement that builds it. */
export interface DroppedIndex {
  name: string;
  definition: string;
}

/**
 * Drops what finds rows of tables other than by their keys.
 * @param client within a transaction, so that a killed process leaves all as it was
 */
export async function dropIndexes(client: Connection, tables: readonly string[]): Promise<DroppedIndex[]> {
  const { rows } = await client.query<DroppedIndex>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = any($1::regclass[]) and not i.indisunique order by c.relname`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index "${name}"`);
  return rows;
}
