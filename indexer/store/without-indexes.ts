import type { Connection } from './batch-write.ts';

/**
 * Fills empty tables while they have no index beside their keys, and builds the indexes when all rows are there: that takes a
 * part of what keeping them row by row does. Others wait for the tables until the transaction ends.
 * @param client within a transaction, so that a killed process leaves all as it was
 */
export async function withoutIndexes(
  client: Connection,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = any($1::regclass[]) and not i.indisunique order by c.relname`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index "${name}"`);
  await fill();
  for (const { definition } of rows) await client.query(definition);
}
