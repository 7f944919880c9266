import { type Kysely, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { ShopDetail, ShopSummary } from '../../protocol/api/shop.ts';
import type { Address } from '../../protocol/primitives.ts';
import { searchQuery } from '../search/vectors.ts';
import type { Database } from '../store/schema.ts';
import { neutralMilliStars } from '../trust/neutral.ts';
import { cutPage, decodeCursor, encodeCursor } from './cursor.ts';
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
  const key = sort === 'score' ? sql`coalesce(sc.milli_stars, ${neutralMilliStars})` : sql`s.opened_at`;
  const matches =
    search === undefined
      ? sql`true`
      : sql`exists (select from profiles p left join heads h on h.shop = p.shop
          where p.shop = s.address and (p.cid = h.profile or p.digest = s.profile) and p.search @@ ${search}::tsquery)`;
  const isAfter = after === undefined ? sql`true` : sql`(${key}, s.address) < (${after[0]}, ${after[1]})`;
  const { rows } = await sql<{ address: Address; key: number }>`
    select s.address, ${key} as key from shops s left join shop_scores sc on sc.shop = s.address
    where ${matches} and is_carried(s.address) and ${isAfter} order by key desc, s.address desc limit ${limit + 1}`.execute(
    db,
  );
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
