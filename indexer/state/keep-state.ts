import type pg from 'pg';
import type { Connection } from '../store/batch-write.ts';
import { journaledTables } from '../store/migrations/journaled-tables.ts';
import { transaction } from '../store/transaction.ts';
import { addSums, type StateSums, type SumRow, stateDigest } from './state-sums.ts';

/** Final blocks whose digests are kept, so that nodes that are not equally far find a block that both know. */
const HISTORY_BLOCKS = 256;

/**
 * Moves the digest on, in the transaction that makes blocks final and before their journal goes. Blocks become final one
 * by one in the history, whatever the step.
 * @param range the block that was final before, and the one that is final now
 * @param journaled false when the step wrote rows that no journal knows: then the digest is taken anew once all is read
 */
export async function advanceState(
  client: Connection,
  range: { from: number; to: number },
  journaled: boolean,
): Promise<void> {
  if (!journaled) {
    await client.query('delete from state_digest');
    return;
  }
  if (range.to <= range.from) return;
  const { rows } = await client.query<HeldState>('select block, schema, tables from state_digest');
  const [held] = rows;
  if (held === undefined) return;
  const blocks = await client.query<{ number: number; hash: string; changes: SumRow[] | null }>(
    `select b.number, b.hash, (select jsonb_agg(jsonb_build_object('name', d.name, 'rows', d.rows,
       'a', d.a::text, 'b', d.b::text, 'c', d.c::text, 'd', d.d::text)) from state_delta(b.number) d) as changes
     from blocks b where b.number > $1 and b.number <= $2 order by b.number`,
    [held.block, range.to],
  );
  let sums = held.tables;
  const history = blocks.rows.map(({ number, hash, changes }) => {
    sums = addSums(sums, changes ?? []);
    return { block: number, hash, digest: stateDigest({ schema: held.schema, hash, sums }), tables: sums };
  });
  await writeState(client, { block: range.to, schema: held.schema, history });
}

/**
 * Takes the digest over all rows where there is none: after the first reading of the chain, and whenever rows came without
 * a journal. Reads every row once.
 * @param schema as `stateSchemaOf` gives it; a digest of another one is taken anew
 * @returns true when it was taken now
 */
export async function ensureState(pool: pg.Pool, schema: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from state_digest where schema = $1', [schema]);
  if (rowCount !== 0) return false;
  await transaction(pool, async (client) => {
    const { rows } = await client.query<{ number: number; hash: string }>(
      'select b.number, b.hash from checkpoint c join blocks b on b.number = c.finalized',
    );
    const [final] = rows;
    if (final === undefined) return;
    let sums: StateSums = {};
    for (const table of Object.keys(journaledTables)) sums = addSums(sums, [await sumOf(client, table)]);
    const later = await client.query<SumRow>(
      `select d.name, d.rows, d.a::text, d.b::text, d.c::text, d.d::text
       from blocks b, lateral state_delta(b.number) d where b.number > $1`,
      [final.number],
    );
    sums = addSums(sums, later.rows, -1);
    const digest = stateDigest({ schema, hash: final.hash, sums });
    await client.query('delete from state_history');
    const history = [{ block: final.number, hash: final.hash, digest, tables: sums }];
    await writeState(client, { block: final.number, schema, history });
  });
  return true;
}

async function sumOf(client: Connection, table: string): Promise<SumRow> {
  const { rows } = await client.query<SumRow>(
    `select $1 as name, count(*) as rows, coalesce(sum(row_lane(hash, 0)), 0)::text as a,
       coalesce(sum(row_lane(hash, 1)), 0)::text as b, coalesce(sum(row_lane(hash, 2)), 0)::text as c,
       coalesce(sum(row_lane(hash, 3)), 0)::text as d
     from (select sha256(convert_to(to_jsonb(t)::text, 'UTF8')) as hash from "${table}" t) hashes`,
    [table],
  );
  // Safety: an aggregate without groups gives one row.
  return rows[0] as SumRow;
}

interface HeldState {
  block: number;
  schema: string;
  tables: StateSums;
}

interface HistoryRow {
  block: number;
  hash: string;
  digest: string;
  tables: StateSums;
}

async function writeState(
  client: Connection,
  { block, schema, history }: { block: number; schema: string; history: readonly HistoryRow[] },
): Promise<void> {
  const newest = history.at(-1);
  if (newest === undefined) return;
  await client.query(
    `with kept as (
       insert into state_digest values (1, $1, $2, $3)
       on conflict (id) do update set block = excluded.block, schema = excluded.schema, tables = excluded.tables
     ), gone as (delete from state_history where block <= $1 - ${HISTORY_BLOCKS})
     insert into state_history select (h ->> 'block')::int, h ->> 'hash', h ->> 'digest', h -> 'tables'
     from jsonb_array_elements($4) h on conflict (block) do update
       set hash = excluded.hash, digest = excluded.digest, tables = excluded.tables`,
    [block, schema, JSON.stringify(newest.tables), JSON.stringify(history.slice(-HISTORY_BLOCKS))],
  );
}
