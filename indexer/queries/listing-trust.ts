import { type Kysely, sql } from 'kysely';
import type { ListingTrustView } from '../../protocol/api/trust.ts';
import type { Database } from '../store/schema.ts';
import { isDisputed, isRefunded, isSale } from '../trust/facts/outcomes.ts';
import {
  MOST_PARTS,
  partColumns,
  type StoredPart,
  type StoredScore,
  scoredDay,
  scoreEvidence,
} from './score-evidence.ts';
import { flagsOf } from './trust-flags.ts';

/** What became of so many of the newest sales is counted: it bounds what a question costs. */
const COUNTED_SALES = 5_000;

/**
 * What a listing's own record says: of all its versions, and for the stars, of those that sold what it sells now. Undefined
 * when this node holds no document of it.
 */
export async function listingTrust(
  db: Kysely<Database>,
  shop: string,
  handle: string,
): Promise<ListingTrustView | undefined> {
  const [score, day, parts, sales, flags] = await Promise.all([
    scoreOf(db, shop, handle),
    scoredDay(db),
    heaviestOf(db, shop, handle),
    salesOf(db, shop, handle),
    flagsOf(db, { subject: 'listing', account: shop, handle }),
  ]);
  if (sales === undefined) return undefined;
  return { shop, handle, score: scoreEvidence(score, parts, day), ...sales, flags };
}

async function scoreOf(db: Kysely<Database>, shop: string, handle: string): Promise<StoredScore | undefined> {
  const { rows } = await sql<StoredScore>`
    select milli_stars, reviews, weight_micros::text, weight::text, histogram from listing_scores
    where shop = ${shop} and handle = ${handle}`.execute(db);
  return rows[0];
}

async function heaviestOf(db: Kysely<Database>, shop: string, handle: string): Promise<StoredPart[]> {
  const { rows } = await sql<StoredPart>`
    select p.* from version_scores v cross join lateral (
      select ${partColumns} from review_parts p where p.shop = v.shop and p.listing = v.listing
      order by p.weight desc, p.order_id limit ${MOST_PARTS}) p
    where v.shop = ${shop} and v.handle = ${handle} and v.counts
    order by p.weight::numeric desc, p.order_id limit ${MOST_PARTS}`.execute(db);
  return rows;
}

async function salesOf(
  db: Kysely<Database>,
  shop: string,
  handle: string,
): Promise<Pick<ListingTrustView, 'sold' | 'refunded' | 'disputed'> | undefined> {
  const { rows } = await sql<{ known: boolean; sold: number; refunded: number; disputed: number }>`
    select exists (select from listing_documents d where d.shop = ${shop} and d.handle = ${handle}) as known,
      count(*)::int as sold, count(*) filter (where ${sql.raw(isRefunded)})::int as refunded,
      count(*) filter (where ${sql.raw(isDisputed)})::int as disputed
    from (
      select o.* from listing_documents d join orders o on o.listing = d.digest and o.shop = d.shop
      where d.shop = ${shop} and d.handle = ${handle} and ${sql.raw(isSale)} limit ${COUNTED_SALES}) o`.execute(db);
  const row = rows[0];
  return row?.known ? { sold: row.sold, refunded: row.refunded, disputed: row.disputed } : undefined;
}
