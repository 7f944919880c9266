import { type Kysely, sql } from 'kysely';
import type { TokenView } from '../../protocol/api/common.ts';
import type { Database, StoredListing } from '../store/schema.ts';
import { tokenJson } from './listing-summaries.ts';

/** One variant as a feed tells of it. */
export interface FeedOffer {
  code: string;
  priceUnits: string;
  /** Units that can still be bought. */
  left: number;
}

/** A current listing with all that a feed tells of it. */
export interface FeedListing {
  cid: string;
  handle: string;
  updatedAt: number;
  token: TokenView;
  document: StoredListing;
  /** In the order of the document's variants. */
  offers: FeedOffer[];
}

/** What a feed of a shop depends on: a new catalogue, or a sale, changes it. Undefined for a shop without a catalogue. */
export async function feedMark(db: Kysely<Database>, shop: string): Promise<string | undefined> {
  const { rows } = await sql<{ mark: string }>`
    select h.version || '-' || coalesce((select sum(units) from sold where shop = h.shop), 0) as mark
    from heads h where h.shop = ${shop}`.execute(db);
  return rows[0]?.mark;
}

/** Current listings of a shop by handle, those after one handle, at most so many. */
export async function feedListings(
  db: Kysely<Database>,
  { shop, after, limit }: { shop: string; after: string; limit: number },
): Promise<FeedListing[]> {
  const { rows } = await sql<FeedListing>`
    select l.cid, l.handle, l.updated_at as "updatedAt", ${tokenJson} as token, d.document, (
      select jsonb_agg(jsonb_build_object('code', o.code, 'priceUnits', o.price_units::text,
        'left', greatest(o.max_sold - coalesce(sold.units, 0), 0)) order by o.position)
      from offers o left join sold on sold.shop = o.shop and sold.sku = o.sku
      where o.shop = l.shop and o.handle = l.handle) as offers
    from listings l join listing_documents d on d.cid = l.cid join tokens t on t.address = l.token and t.accepted
    where l.shop = ${shop} and l.handle > ${after} order by l.handle limit ${limit}`.execute(db);
  return rows;
}

/** The listings of a shop that it changed last, newest first. */
export async function newestFeedListings(
  db: Kysely<Database>,
  { shop, limit }: { shop: string; limit: number },
): Promise<FeedListing[]> {
  const { rows } = await sql<FeedListing>`
    select l.cid, l.handle, l.updated_at as "updatedAt", ${tokenJson} as token, d.document, '[]'::jsonb as offers
    from listings l join listing_documents d on d.cid = l.cid join tokens t on t.address = l.token and t.accepted
    where l.shop = ${shop} order by l.updated_at desc, l.place desc limit ${limit}`.execute(db);
  return rows;
}
