import { readCanonical } from '../../protocol/canonical-cbor.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import type { ChangedListing } from '../../protocol/catalogue-update.ts';
import { unwrap } from '../../protocol/errors.ts';
import { decodeListing, type Listing } from '../../protocol/listing.ts';
import type { ReadMemo } from '../../protocol/read-memo.ts';
import type { BlockStore } from '../store/block-store.ts';
import { missingBlock } from './block-reader.ts';

const listingsAtOnce = 250;

/**
 * Entries with their listings: those that were read already, which are let go as they are given, and the others as the store has
 * them, read when they are asked for, each time anew.
 * @param entries whose listings are in the store
 * @param options `read` are listings that are at hand; `memo` of documents read before
 * @throws VouchError `catalogue.block_missing`, while reading
 */
export const storedListings = (
  entries: readonly CatalogueEntry[],
  options: { read: Map<CatalogueEntry, Listing>; store: Pick<BlockStore, 'getMany'>; memo: ReadMemo },
): AsyncIterable<ChangedListing[]> => ({
  async *[Symbol.asyncIterator]() {
    const { read, store, memo } = options;
    for (let start = 0; start < entries.length; start += listingsAtOnce) {
      const part = entries.slice(start, start + listingsAtOnce);
      const others = part.filter((entry) => !read.has(entry)).map((entry) => entry.listing);
      const blocks = (others.length === 0 ? [] : await store.getMany(others)).values();
      yield part.map((entry): ChangedListing => {
        const known = read.get(entry);
        if (known !== undefined) {
          read.delete(entry);
          return { entry, listing: known };
        }
        const bytes = blocks.next().value;
        if (bytes === undefined) throw missingBlock(entry.listing);
        // Safety: the block passed its schema before it was stored, and that changes nothing in what is canonical.
        const listing = (readCanonical(bytes, memo) as Listing | undefined) ?? unwrap(decodeListing(bytes, memo));
        return { entry, listing };
      });
    }
  },
});
