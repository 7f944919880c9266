import type pg from 'pg';
import { transaction } from './transaction.ts';

/** Tables that grow without end, cut into ranges of blocks. */
export const partitionedTables = ['order_steps'] as const;

/** Bytes that a partition should come to, so that its indexes stay in memory while it is written. */
const TARGET_BYTES = 1_073_741_824;
/** A partition is at most so many times wider or narrower than the one before. */
const MOST_CHANGE = 8;
/** The next partition is made while this part of the newest one is still to come. */
const AHEAD = 0.1;
const LEAST_BLOCKS = 1_000;
/** Block numbers are 32-bit integers in the tables. */
const MOST_BLOCK = 2 ** 31 - 1;

/** Makes partitions before they are written to. */
export interface Partitions {
  /** Returns once every row up to this block has a place. Without anything to make it asks nothing of the database. */
  cover(block: number): Promise<void>;
}

/** A range of blocks: from the first, up to the second, which belongs to the next. */
interface Partition {
  from: number;
  to: number;
  bytes: number;
}

/** Reads which partitions there are. @param targetBytes 1 GiB by default */
export async function openPartitions(pool: pg.Pool, targetBytes = TARGET_BYTES): Promise<Partitions> {
  const newest = new Map<string, Partition>();
  for (const table of partitionedTables) newest.set(table, await newestPartition(pool, table));

  const coverTable = async (table: string, block: number): Promise<void> => {
    for (;;) {
      const last = newest.get(table) ?? (await newestPartition(pool, table));
      const width = last.to - last.from;
      if (block < last.to - width * AHEAD || last.to === MOST_BLOCK) return;
      // Its size is known only now, when it is nearly full.
      const { bytes } = await newestPartition(pool, table);
      const fitting = (width * targetBytes) / Math.max(bytes, 1);
      const next = Math.max(LEAST_BLOCKS, Math.min(width * MOST_CHANGE, Math.max(width / MOST_CHANGE, fitting)));
      const to = Math.min(MOST_BLOCK, last.to + Math.ceil(next));
      await addPartition(pool, table, { from: last.to, to });
      newest.set(table, { from: last.to, to, bytes: 0 });
    }
  };
  return {
    cover: async (block) => {
      for (const table of partitionedTables) await coverTable(table, block);
    },
  };
}

async function newestPartition(pool: pg.Pool, table: string): Promise<Partition> {
  const { rows } = await pool.query<{ bound: string; bytes: number }>(
    `select pg_get_expr(c.relpartbound, c.oid) as bound, pg_table_size(c.oid) as bytes
     from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = $1::regclass`,
    [table],
  );
  const partitions = rows.map(({ bound, bytes }) => {
    // As PostgreSQL writes it: FOR VALUES FROM (MINVALUE) TO (1000000).
    const [, from, to] = /FROM \((\w+)\) TO \((\d+)\)/.exec(bound.replaceAll("'", '')) ?? [];
    if (to === undefined) throw new RangeError(`a partition of ${table} has no end: ${bound}`);
    return { from: from === 'MINVALUE' ? 0 : Number(from), to: Number(to), bytes };
  });
  const newest = partitions.toSorted((a, b) => b.to - a.to)[0];
  if (newest === undefined) throw new RangeError(`${table} has no partition`);
  return newest;
}

/** Readers and the writer of other partitions go on meanwhile: attaching takes no lock that they wait for. */
const addPartition = (pool: pg.Pool, table: string, { from, to }: { from: number; to: number }): Promise<void> =>
  transaction(pool, async (client) => {
    const name = `${table}_${from}`;
    await client.query(`create table ${name} (like ${table} including all)`);
    await client.query(`alter table ${table} attach partition ${name} for values from (${from}) to (${to})`);
  });
