import { type Kysely, sql } from 'kysely';
import type { Hex } from '../../protocol/primitives.ts';
import { journaledTables } from '../store/migrations/journaled-tables.ts';
import type { Database } from '../store/schema.ts';
import type { StateSums } from './state-sums.ts';

/** The digest at one final block. */
export interface StateAt {
  block: number;
  hash: Hex;
  digest: Hex;
  tables: StateSums;
}

/** The newest digests, newest first. */
export async function readStates(db: Kysely<Database>, { limit }: { limit: number }): Promise<StateAt[]> {
  return await db.selectFrom('state_history').selectAll().orderBy('block', 'desc').limit(limit).execute();
}

/** The digest at a block, or undefined when it is not kept. */
export const stateAt = (db: Kysely<Database>, block: number): Promise<StateAt | undefined> =>
  db.selectFrom('state_history').selectAll().where('block', '=', block).executeTakeFirst();

/** Rows of a part are listed up to so many; a part with more is told in 256 smaller ones. */
const LISTED_ROWS = 256;

/** A part of a table at the newest final block: the rows whose key's hash begins with a prefix. */
export type StatePart = { block: number } & (
  | { kind: 'rows'; rows: { key: string; hash: string }[] }
  | { kind: 'parts'; parts: { byte: number; rows: number; sum: string }[] }
);

/**
 * Reads a part of a table as it was at the newest final block. It scans the whole table.
 * @param part name of a table that mirrors the chain, and hex digits of the prefix: none to six, an even number
 * @returns undefined for a table that does not exist, or before the first digest
 */
export async function readStatePart(
  db: Kysely<Database>,
  { table, prefix }: { table: string; prefix: string },
): Promise<StatePart | undefined> {
  if (!Object.hasOwn(journaledTables, table)) return undefined;
  const columns: readonly string[] = journaledTables[table as keyof typeof journaledTables];
  const keyJson = sql`jsonb_build_object(${sql.join(columns.flatMap((name) => [sql.lit(name), sql`t.${sql.ref(name)}`]))})`;
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (reader) => {
      const final = await reader.selectFrom('state_digest').select('block').executeTakeFirst();
      if (final === undefined) return undefined;
      const { block } = final;
      const images = sql`with later as (
          select distinct on (key) key, was from journal where table_name = ${table} and block > ${block} order by key, op_id
        ), images as (
          select k.key, to_jsonb(t) as image from ${sql.table(table)} t, lateral (select ${keyJson} as key) k
          where not exists (select from later where later.key = k.key)
          union all
          select key, was from later where was is not null
        ), hashed as (
          select key::text as key, encode(sha256(convert_to(key::text, 'UTF8')), 'hex') as place,
            sha256(convert_to(image::text, 'UTF8')) as hash from images
        ), found as (select * from hashed where starts_with(place, ${prefix}))`;
      const { rows } = await sql<{ key: string; hash: string }>`${images}
        select key, encode(hash, 'hex') as hash from found order by place limit ${LISTED_ROWS + 1}`.execute(reader);
      if (rows.length <= LISTED_ROWS) return { block, kind: 'rows' as const, rows };
      const parts = await sql<{ byte: number; rows: number; sum: string }>`${images}
        select ('x' || substr(place, ${prefix.length + 1}::int, 2))::bit(8)::int as byte, count(*) as rows,
          sum(row_lane(hash, 0))::text as sum from found group by 1 order by 1`.execute(reader);
      return { block, kind: 'parts' as const, parts: parts.rows };
    });
}
