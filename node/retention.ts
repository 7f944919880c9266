import { pruneListingDocuments } from '../indexer/catalogue/retention.ts';
import { expiredDetails, forgetSealed, SEALED_KEPT_SECONDS } from '../indexer/messages/expired-sealed.ts';
import { heldSealed, wantSealedAgain } from '../indexer/messages/held-messages.ts';
import type { Store } from '../indexer/store/open-store.ts';
import { cidFromDigest, digestOf, RAW } from '../protocol/block.ts';
import type { Messages } from './messages/messages.ts';
import type { Clock, Log } from './p2p/ports.ts';
import { type Repeated, repeat } from './p2p/repeat.ts';
import type { BlockStore } from './store/block-store.ts';
import { deleteOldVisits } from './visits/visit-rows.ts';

/** Encrypted details deleted in one step. */
const DETAILS_AT_ONCE = 500;
const EVERY_SECONDS = 3_600;

export interface RetentionParts {
  store: Pick<Store, 'db'>;
  blockStore: Pick<BlockStore, 'contents' | 'staging' | 'missing'>;
  messages: Pick<Messages, 'deleteExpired'>;
  clock: Clock;
}

/**
 * Deletes what its time is over for: the encrypted details and the messages of orders that have been final for 30 days, and
 * replaced listing documents that no order names, and old visits.
 * @returns how many of each went
 */
export async function deleteExpired({
  store,
  blockStore,
  messages,
  clock,
}: RetentionParts): Promise<{ details: number; messages: number; documents: number; visits: number }> {
  let details = 0;
  for (;;) {
    const digests = await expiredDetails(store.db, { now: clock(), limit: DETAILS_AT_ONCE });
    if (digests.length === 0) break;
    // The blocks go first: a crash in between leaves a row that the next run finds again.
    const cids = digests.map((digest) => cidFromDigest(digest, RAW));
    await blockStore.contents.delete(cids);
    await blockStore.staging.drop(cids);
    await forgetSealed(store.db, digests);
    details += digests.length;
  }
  return {
    details,
    messages: await messages.deleteExpired(),
    documents: await pruneListingDocuments(store.db, { now: clock() }),
    visits: await deleteOldVisits(store.db, clock()),
  };
}

/**
 * Asks again for encrypted blocks that the index counts as held and the store lacks, such as after its folder was deleted:
 * other nodes may have them, or a party sends them again.
 * @returns how many those were
 */
export async function wantLost({ store, blockStore, clock }: Omit<RetentionParts, 'messages'>): Promise<number> {
  let lost = 0;
  for await (const digests of heldSealed(store.db)) {
    const missing = await blockStore.missing(digests.map((digest) => cidFromDigest(digest, RAW)));
    for (const cid of missing) {
      const wanted = await wantSealedAgain(store.db, digestOf(cid), { now: clock(), keptSeconds: SEALED_KEPT_SECONDS });
      if (wanted) lost += 1;
    }
  }
  return lost;
}

/** Repeats `deleteExpired` and `wantLost` every hour, and once at the start. */
export function startRetention(parts: RetentionParts, log: Log): Repeated {
  const retention = repeat({ seconds: EVERY_SECONDS, name: 'Deleting what has expired', log }, async () => {
    const gone = await deleteExpired(parts);
    if (gone.details + gone.messages + gone.documents + gone.visits > 0) log.info(gone, 'expired contents deleted');
    const lost = await wantLost(parts);
    if (lost > 0) log.warn({ blocks: lost }, 'encrypted contents are lost, and asked for again');
  });
  retention.now();
  return retention;
}
