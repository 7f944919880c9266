import { expiredDetails, forgetDetails, pruneListingDocuments } from '../indexer/catalogue/retention.ts';
import type { Store } from '../indexer/store/open-store.ts';
import { cidFromDigest, RAW } from '../protocol/block.ts';
import type { Clock, Log } from './p2p/ports.ts';
import { type Repeated, repeat } from './p2p/repeat.ts';
import type { BlockStore } from './store/block-store.ts';

/** Encrypted details deleted in one step. */
const DETAILS_AT_ONCE = 500;
const EVERY_SECONDS = 3_600;

export interface RetentionParts {
  store: Pick<Store, 'db'>;
  blockStore: Pick<BlockStore, 'contents'>;
  clock: Clock;
}

/**
 * Deletes what its time is over for: the encrypted details of orders that have been final for 30 days, and replaced
 * listing documents that no order names.
 * @returns how many of each went
 */
export async function deleteExpired({
  store,
  blockStore,
  clock,
}: RetentionParts): Promise<{ details: number; documents: number }> {
  let details = 0;
  for (;;) {
    const digests = await expiredDetails(store.db, { now: clock(), limit: DETAILS_AT_ONCE });
    if (digests.length === 0) break;
    // The blocks go first: a crash in between leaves a row that the next run finds again.
    await blockStore.contents.delete(digests.map((digest) => cidFromDigest(digest, RAW)));
    await forgetDetails(store.db, digests);
    details += digests.length;
  }
  return { details, documents: await pruneListingDocuments(store.db, { now: clock() }) };
}

/** Repeats `deleteExpired` every hour, and once at the start. */
export function startRetention(parts: RetentionParts, log: Log): Repeated {
  const retention = repeat({ seconds: EVERY_SECONDS, name: 'Deleting what has expired', log }, async () => {
    const gone = await deleteExpired(parts);
    if (gone.details + gone.documents > 0) log.info(gone, 'expired contents deleted');
  });
  retention.now();
  return retention;
}
