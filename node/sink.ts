import { applyCatalogue } from '../indexer/catalogue/apply-catalogue.ts';
import { storeContent, wantedContents } from '../indexer/catalogue/contents.ts';
import { forgetShop } from '../indexer/catalogue/drop-shop.ts';
import { allHeads, recordEquivocation } from '../indexer/catalogue/heads.ts';
import { isReferenced } from '../indexer/catalogue/retention.ts';
import type { Store } from '../indexer/store/open-store.ts';
import { encodeHead, type Head } from '../protocol/head.ts';
import type { Clock, Sink } from './p2p/ports.ts';

/** Wanted contents that one round takes. */
const WANTED_AT_ONCE = 500;

/**
 * The index as the network's sink: accepted catalogues and contents go into PostgreSQL.
 * @param applied told of every catalogue whose rows are in
 */
export function createSink(store: Store, clock: Clock, applied: (catalogue: Head['catalogue']) => void): Sink {
  const { db } = store;
  return {
    heads: () => Array.fromAsync(allHeads(db), ({ head }) => head),
    apply: async (update) => {
      await applyCatalogue(store, update, { now: clock() });
      applied(update.head.catalogue);
    },
    drop: (shop, { ordered }) => forgetShop(store, { shop, ordered, now: clock() }),
    equivocation: ({ held, other }) =>
      recordEquivocation(db, {
        shop: held.catalogue.shop,
        version: held.catalogue.version,
        first: encodeHead(held).bytes,
        second: encodeHead(other).bytes,
        seenAt: clock(),
      }),
    isReferenced: (listing) => isReferenced(db, listing),
    wanted: () => wantedContents(db, { limit: WANTED_AT_ONCE, now: clock() }),
    content: (block) => storeContent(store, block, { now: clock() }),
  };
}
