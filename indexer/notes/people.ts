import { type Kysely, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { FollowerView, PersonView } from '../../protocol/api/person.ts';
import type { BuyerRecordView } from '../../protocol/api/trust.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';
import { cutPage, decodeCursor, encodeCursor } from '../queries/cursor.ts';
import type { Database } from '../store/schema.ts';
import { recommendationsBy } from './recommendations.ts';

interface PersonRow {
  names: Localised | null;
  about: Localised | null;
  updatedAt: number | null;
  followsPeople: Address[];
  followsShops: Address[];
  followers: number;
  hasStanding: boolean;
}

/** An account as others see it: what it signed, and what it did. @param buyer its record as a buyer */
export async function getPerson(
  { db, buyer }: { db: Kysely<Database>; buyer: (account: Address) => Promise<BuyerRecordView> },
  account: Address,
): Promise<PersonView> {
  const [{ rows }, recommendations, record] = await Promise.all([
    sql<PersonRow>`
      select n.names, n.about, n.updated_at as "updatedAt", exists (select from standing where account = ${account}) as "hasStanding",
        array(select target from follows where author = ${account} and kind = 'person' order by target) as "followsPeople",
        array(select target from follows where author = ${account} and kind = 'shop' order by target) as "followsShops",
        (select count(*)::int from follows where target = ${account}) as followers
      from (select 1) one left join notes n on n.author = ${account} and n.hidden_at is null`.execute(db),
    recommendationsBy(db, account),
    buyer(account),
  ]);
  const row = rows[0];
  if (row === undefined) throw new RangeError('a query of one row gave none');
  return { account, ...row, names: row.names ?? {}, about: row.about ?? {}, recommendations, buyer: record };
}

/** What an account calls itself. */
export interface Named {
  names: Localised;
}

/** What accounts call themselves, by account; those that signed no note are left out. */
export async function namesOf(db: Kysely<Database>, accounts: readonly string[]): Promise<Record<string, Named>> {
  const { rows } = await sql<{ author: Address; names: Localised }>`
    select author, names from notes where author = any(${accounts}) and hidden_at is null`.execute(db);
  return Object.fromEntries(rows.map(({ author, names }) => [author, { names }]));
}

export interface ListFollowersParameters {
  account: Address;
  limit: number;
  cursor?: string | undefined;
}

const SORT = 'weight';

/**
 * Who follows an account, as a person or as a shop: by the fees of their settled purchases.
 * @throws VouchError `cursor.invalid`
 */
export async function listFollowers(
  db: Kysely<Database>,
  { account, limit, cursor }: ListFollowersParameters,
): Promise<Page<FollowerView>> {
  const after = decodeCursor(cursor, { sort: SORT, keys: ['amount', 'hex'] });
  const { rows } = await sql<FollowerView>`
    select n.author as account, n.names, n.weight_micros::text as "weightUnits" from notes n
    where n.author in (select author from follows where target = ${account})
      ${after === undefined ? sql`` : sql`and (-n.weight_micros, n.author) > (-${after[0]}::numeric, ${after[1]})`}
    order by n.weight_micros desc, n.author limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) => encodeCursor(SORT, [row.weightUnits, row.account]));
  return { items: kept, nextCursor };
}
