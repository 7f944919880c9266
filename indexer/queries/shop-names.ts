import { type Kysely, sql } from 'kysely';
import type { Localised } from '../../protocol/text.ts';
import type { Named } from '../notes/people.ts';
import type { Database } from '../store/schema.ts';
import { shopNamesOf } from './listing-summaries.ts';

/** What shops call themselves, by address; those whose profile is not held are left out. One statement, whatever their number. */
export async function shopNames(db: Kysely<Database>, shops: readonly string[]): Promise<Record<string, Named>> {
  const { rows } = await sql<{ address: string; names: Localised | null }>`
    select s.address, ${shopNamesOf(sql`s.address`)} as names from shops s where s.address = any(${shops})`.execute(db);
  return Object.fromEntries(rows.flatMap(({ address, names }) => (names === null ? [] : [[address, { names }]])));
}
