import { readCanonical } from '../../protocol/canonical-cbor.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import type { ChangedListing } from '../../protocol/catalogue-update.ts';
import { unwrap } from '../../protocol/errors.ts';
import { decodeListing, type Listing } from '../../protocol/listing.ts';
import type { BlockStore } from '../store/block-store.ts';
import { missingBlock } from './block-reader.ts';

const listingsAtOnce = 250;

/**
 * Entries with their listings as the store has them, read when they are asked for, each time anew.
 * @param entries whose listings are in the store
 * @throws VouchError `catalogue.block_missing`, while reading
 */
export const storedListings = (
  entries: readonly CatalogueEntry[],
  store: Pick<BlockStore, 'getMany'>,
): AsyncIterable<ChangedListing[]> => ({
  async *[Symbol.asyncIterator]() {
    for (let start = 0; start < entries.length; start += listingsAtOnce) {
      const part = entries.slice(start, start + listingsAtOnce);
      const blocks = await store.getMany(part.map((entry) => entry.listing));
      yield part.map((entry, index): ChangedListing => {
        const bytes = blocks[index];
        if (bytes === undefined) throw missingBlock(entry.listing);
        // Safety: the block passed its schema before it was stored, and that changes nothing in what is canonical.
        return { entry, listing: (readCanonical(bytes) as Listing | undefined) ?? unwrap(decodeListing(bytes)) };
      });
    }
  },
});
