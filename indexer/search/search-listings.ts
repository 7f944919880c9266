import { type Kysely, sql } from 'kysely';
import type { ListingSearchPage, ListingSearchQuery } from '../../protocol/api/search.ts';
import { listingConditions, listListings } from '../queries/list-listings.ts';
import type { Database } from '../store/schema.ts';
import { searchQuery } from './vectors.ts';

/** Matches that are counted at most. */
const MOST_COUNTED = 10_000;

/**
 * Finds listings by words and filters.
 * @throws VouchError `cursor.invalid`
 */
export async function searchListings(
  db: Kysely<Database>,
  query: ListingSearchQuery & { now: number },
): Promise<ListingSearchPage> {
  const search = query.q === undefined ? undefined : searchQuery(query.q);
  const words = search === undefined ? sql`true` : sql`l.search @@ ${search}::tsquery`;
  const [page, { rows }] = await Promise.all([
    listListings(db, query),
    sql<{ count: number }>`select count(*)::int as count from (
      select from listings l where ${words} and ${listingConditions(query)} limit ${MOST_COUNTED}) found`.execute(db),
  ]);
  const count = rows[0]?.count ?? 0;
  return { ...page, corrected: null, total: { count, isExact: count < MOST_COUNTED } };
}
