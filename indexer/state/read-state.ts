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

/** Rows of a part are listed up to so many. */
export const LISTED_ROWS = 256;

/** A part of a table at the newest final block: the rows whose key's hash begins with a prefix. */
export interface StatePart {
  block: number;
  /** The part cut by the next byte of that hash, with how many rows there are and the sum of their hashes. */
  parts: { byte: number; rows: number; sum: string }[];
  /** Each row by its key, in the order of its hash; null where they are too many to list. */
  rows: { key: string; hash: string }[] | null;
}

/**
 * Reads a part of a table as it was at the newest final block. It scans the whole table.
 * @param part name of a table that mirrors the chain, and hex digits of the prefix: an even number
 * @returns undefined for a table that does not exist, or before the first digest
 */
export async function readStatePart(
  db: Kysely<Database>,
  { table, prefix }: { table: string; prefix: string },
): Promise<StatePart | undefined> {
  if (!Object.hasOwn(journaledTables, table)) return undefined;
  // Safety: the line above found the name among the tables.
  const columns: readonly string[] = journaledTables[table as keyof typeof journaledTables];
  const key = sql`jsonb_build_object(${sql.join(columns.flatMap((name) => [sql.lit(name), sql`t.${sql.ref(name)}`]))})`;
  const { rows } = await sql<{ block: number; parts: StatePart['parts'] | null; rows: StatePart['rows'] }>`
    with final as (select block from state_digest), later as (
      select distinct on (key) key, was from journal, final where table_name = ${table} and journal.block > final.block
      order by key, op_id
    ), images as (
      select k.key, to_jsonb(t) as image from ${sql.table(table)} t, lateral (select ${key} as key) k
      where not exists (select from later where later.key = k.key)
      union all
      select key, was from later where was is not null
    ), hashed as (
      select key::text as key, encode(sha256(convert_to(key::text, 'UTF8')), 'hex') as place,
        sha256(convert_to(image::text, 'UTF8')) as hash from images
    ), found as materialized (select * from hashed where starts_with(place, ${prefix})
    ), cut as (
      select ('x' || substr(place, ${prefix.length + 1}::int, 2))::bit(8)::int as byte, count(*) as rows,
        sum(row_lane(hash, 0))::text as sum from found group by 1
    )
    select block, (select jsonb_agg(jsonb_build_object('byte', byte, 'rows', rows, 'sum', sum) order by byte) from cut) as parts,
      case when (select count(*) from found) <= ${LISTED_ROWS} then (select coalesce(
        jsonb_agg(jsonb_build_object('key', key, 'hash', encode(hash, 'hex')) order by place), '[]') from found) end as rows
    from final`.execute(db);
  const [part] = rows;
  return part && { ...part, parts: part.parts ?? [] };
}
