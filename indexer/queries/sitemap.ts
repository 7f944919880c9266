import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';

/** A listing as a sitemap names it. */
export interface SitemapListing {
  /** Place in the order of the sitemap. */
  id: number;
  cid: string;
  updatedAt: number;
}
/** A shop, and when it last listed anything. */
export interface SitemapShop {
  address: string;
  updatedAt: number;
}

/** Shops that list anything, at most so many. */
export async function sitemapShops(db: Kysely<Database>, limit: number): Promise<SitemapShop[]> {
  const { rows } = await sql<SitemapShop>`
    select shop as address, max(updated_at) as "updatedAt" from listings group by shop order by shop limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** The listing with so many before it, in the order in which they came; undefined beyond the last. */
export async function sitemapStart(db: Kysely<Database>, before: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from listings order by id offset ${before} limit 1`.execute(db);
  return rows[0]?.id;
}

/** Listings from one on, in the order in which they came. */
export async function sitemapListings(
  db: Kysely<Database>,
  { from, limit }: { from: number; limit: number },
): Promise<SitemapListing[]> {
  const { rows } = await sql<SitemapListing>`
    select id, cid, updated_at as "updatedAt" from listings where id >= ${from} order by id limit ${limit}`.execute(db);
  return rows;
}
