import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { ShopDetail, ShopSummary } from '../../protocol/api/shop.ts';
import type { Address } from '../../protocol/primitives.ts';
import { searchQuery } from '../search/vectors.ts';
import type { Database } from '../store/schema.ts';
import { neutralMilliStars } from '../trust/neutral.ts';
import { cutPage, decodeCursor, encodeCursor, type SortKeys } from './cursor.ts';
import { shopDetails } from './shop-summaries.ts';

/** Orders of the list of shops. */
export const shopSorts = ['score', 'newest'] as const;
export type ShopSort = (typeof shopSorts)[number];

export interface ListShopsParameters {
  /** Words in the shop's names or taglines. */
  q?: string | undefined;
  sort?: ShopSort | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Lists open shops that this node carries.
 * @throws VouchError `cursor.invalid`
 */
export async function listShops(db: Kysely<Database>, parameters: ListShopsParameters): Promise<Page<ShopSummary>> {
  const { q, sort = 'score', limit } = parameters;
  const after = decodeCursor(parameters.cursor, { sort, keys: ['number', 'hex'] });
  const search = q === undefined ? undefined : searchQuery(q);
  if (q !== undefined && q.trim() !== '' && search === undefined) return { items: [], nextCursor: null };
  const found = (sort === 'newest' ? newest : byScore)({ matches: matching(search), after, limit: limit + 1 });
  const { rows } = await found.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) => encodeCursor(sort, [row.key, row.address]));
  return {
    items: (
      await shopDetails(
        db,
        kept.map(({ address }) => address),
      )
    ).map(summaryOf),
    nextCursor,
  };
}

/** The condition on `shops s` that a profile of the shop holds the words. */
const matching = (search: string | undefined) =>
  search === undefined
    ? sql`is_carried(s.address)`
    : sql`is_carried(s.address) and s.address in (select shop from profiles where search @@ ${search}::tsquery)
        and exists (select from profiles p left join heads h on h.shop = p.shop
          where p.shop = s.address and (p.cid = h.profile or p.digest = s.profile) and p.search @@ ${search}::tsquery)`;

interface Part {
  matches: RawBuilder<unknown>;
  after: SortKeys | undefined;
  limit: number;
}
interface FoundShop {
  address: Address;
  key: number;
}

const newest = ({ matches, after, limit }: Part) => sql<FoundShop>`
  select s.address, s.opened_at as key from shops s
  where ${matches} and ${after === undefined ? sql`true` : sql`(s.opened_at, s.address) < (${after[0]}::int8, ${after[1]})`}
  order by s.opened_at desc, s.address desc limit ${limit}`;

/** Shops with a score and shops without one, which all have the neutral score: each in the order of an index. */
function byScore({ matches, after, limit }: Part) {
  const isAfter = after === undefined ? sql`true` : sql`(sc.milli_stars, sc.shop) < (${after[0]}::int, ${after[1]})`;
  return sql<FoundShop>`
    select address, key from (
      (select sc.shop as address, sc.milli_stars as key from shop_scores sc join shops s on s.address = sc.shop
       where ${matches} and ${isAfter} order by sc.milli_stars desc, sc.shop desc limit ${limit})
      union all
      (select s.address, ${neutralMilliStars}::int from shops s
       where ${matches} and ${isNeutralAfter(after)} and not exists (select from shop_scores sc where sc.shop = s.address)
       order by s.address desc limit ${limit})
    ) found order by key desc, address desc limit ${limit}`;
}

/** Whether a shop with the neutral score comes after the one at the end of the page before. */
function isNeutralAfter(after: SortKeys | undefined): RawBuilder<unknown> {
  const [key = Number.POSITIVE_INFINITY, address] = after ?? [];
  if (neutralMilliStars === Number(key)) return sql`s.address < ${address}`;
  return neutralMilliStars < Number(key) ? sql`true` : sql`false`;
}

/** The full view of a shop, or undefined when it never opened. */
export async function getShop(db: Kysely<Database>, shop: string): Promise<ShopDetail | undefined> {
  const [detail] = await shopDetails(db, [shop]);
  return detail;
}

function summaryOf(detail: ShopDetail): ShopSummary {
  const {
    about: _about,
    shipping: _shipping,
    returns: _returns,
    encryptionKey: _key,
    publishers: _publishers,
    lowestVersion: _lowest,
    programs: _programs,
    ...summary
  } = detail;
  return summary;
}
