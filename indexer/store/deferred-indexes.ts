import type pg from 'pg';
import { type DroppedIndex, dropIndexes } from './drop-indexes.ts';
import { transaction } from './transaction.ts';

/** Tables that grow with every order and have indexes beside their keys: nearly all that reading a chain anew writes. */
const tables = [
  'orders',
  'reviews',
  'commissions',
  'order_evidence',
  'discounts',
  'points_balances',
  'groups',
] as const;

/**
 * Drops what finds rows other than by their key, to be built at once when all rows are there: that takes a small part of
 * what keeping it row by row does. The database remembers the definitions, so that whoever opens it next can build them.
 * @param pool of a writer; the tables should be empty, or nearly
 */
export async function deferIndexes(pool: pg.Pool): Promise<void> {
  await transaction(pool, async (client) => {
    const dropped = await dropIndexes(client, tables);
    await client.query('insert into deferred_indexes (name, definition) select * from unnest($1::text[], $2::text[])', [
      dropped.map(({ name }) => name),
      dropped.map(({ definition }) => definition),
    ]);
  });
}

/** Builds what `deferIndexes` dropped, if anything, each in a transaction of its own: a killed process loses one. */
export async function restoreIndexes(pool: pg.Pool): Promise<void> {
  const { rows: known } = await pool.query<{ exists: boolean }>(
    `select to_regclass('deferred_indexes') is not null as exists`,
  );
  if (!known[0]?.exists) return;
  const { rows } = await pool.query<DroppedIndex>('select name, definition from deferred_indexes');
  for (const { name, definition } of rows)
    await transaction(pool, async (client) => {
      await client.query(definition);
      await client.query('delete from deferred_indexes where name = $1', [name]);
    });
}
