import type { Kysely } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { ListingSummary } from '../../protocol/api/listing.ts';
import { findListings, type TimedSearch } from '../search/search-listings.ts';
import type { Database } from '../store/schema.ts';

export type ListListingsParameters = TimedSearch;

/**
 * Lists current listings of open shops in accepted tokens, without catalogues that were cancelled or ran out: a search
 * without its count.
 * @throws VouchError `cursor.invalid`
 */
export async function listListings(
  db: Kysely<Database>,
  parameters: ListListingsParameters,
): Promise<Page<ListingSummary>> {
  const { page } = await findListings(db, parameters);
  return { items: page.items, nextCursor: page.nextCursor };
}
