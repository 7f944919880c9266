import type { FeedListing } from '../../indexer/queries/feed-listings.ts';
import type { Queries } from '../../indexer/queries/queries.ts';

/** Listings that are read at once. */
const BATCH = 200;

/** All listings of a shop in pieces, by handle. */
export async function* feedBatches(
  queries: Pick<Queries, 'feedListings'>,
  shop: string,
): AsyncGenerator<FeedListing[]> {
  for (let after = ''; ; ) {
    const listings = await queries.feedListings({ shop, after, limit: BATCH });
    const last = listings.at(-1);
    if (last === undefined) return;
    yield listings;
    after = last.handle;
  }
}
