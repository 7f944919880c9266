import type { Block } from '../../protocol/block.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { createEntryCheck } from '../../protocol/catalogue-check.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { decodeListing, type Listing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { ReadMemo } from '../../protocol/read-memo.ts';
import type { BlockStore } from '../store/block-store.ts';
import { type ImageOwner, imagesOfListing } from '../store/document-images.ts';
import { digestHexes } from '../store/keys.ts';
import type { BlockSource } from './block-fetcher.ts';
import type { RoomShare } from './byte-room.ts';
import { inTurns } from './in-turns.ts';
import type { IncomingBlocks } from './incoming-blocks.ts';
import { networkLimits } from './network-limits.ts';

/** Batches that wait for the disk while further ones come and are checked. */
const writesWaiting = 3;

/** What is to be remembered of listings that are here now. */
export interface PulledListings {
  /** Those that show images. */
  owners: ImageOwner[];
  /** Bytes of the listings with their images. */
  bytes: number;
  /** Those of them for which there was room, as they were read and checked. */
  read: Map<CatalogueEntry, Listing>;
}

/**
 * Brings listings here: what the store has is read and checked again, the rest is fetched, checked and stored batch by batch.
 * No more than a few batches are in memory, and a replication that is killed goes on where it was.
 * @param options `entries` in the order of their handles; `checkBytes` gets the sum so far and throws when it is too much; `handedOn` is
 * the room for listings that stay in memory
 * @throws VouchError `listing.*` for a listing that is wrong, `catalogue.block_missing` and those of the source
 */
export async function pullListings(options: {
  shop: Address;
  entries: readonly CatalogueEntry[];
  store: BlockStore;
  source: BlockSource;
  incoming: Pick<IncomingBlocks, 'add'>;
  memo: ReadMemo;
  checkBytes: (bytes: number) => void;
  handedOn: Pick<RoomShare, 'take'>;
}): Promise<PulledListings> {
  const { shop, entries, store, source, incoming, memo, checkBytes, handedOn } = options;
  const check = createEntryCheck(shop);
  if (new Set(digestHexes(entries.map((entry) => entry.listing))).size !== entries.length) throw repeated();
  const byListing = new Map(entries.map((entry) => [entry.listing, entry]));
  const owners: ImageOwner[] = [];
  const read = new Map<CatalogueEntry, Listing>();
  let bytes = 0;

  function* take(blocks: readonly Block[]): Generator<void, void> {
    for (const block of blocks) {
      // Safety: sources and store give only blocks that were asked for, under the very objects that asked for them.
      const entry = byListing.get(block.cid) as CatalogueEntry;
      const listing = unwrap(decodeListing(block.bytes, memo));
      const wrong = check(entry, listing);
      if (wrong !== null) throw wrong;
      const owner = imagesOfListing(entry.listing, listing);
      bytes += owner.images.reduce((sum, image) => sum + image.bytes, block.bytes.length);
      if (owner.images.length > 0) owners.push(owner);
      if (handedOn.take(block.bytes.length)) read.set(entry, listing);
      yield;
    }
    checkBytes(bytes);
  }

  const lacking = new Set(await store.missing(entries.map((entry) => entry.listing)));
  const absent = entries.filter((entry) => lacking.has(entry.listing));
  const present = entries.filter((entry) => !lacking.has(entry.listing));
  for (let start = 0; start < present.length; start += networkLimits.listingsPerBatch) {
    const batch = present.slice(start, start + networkLimits.listingsPerBatch);
    const found = await store.getMany(batch.map((entry) => entry.listing));
    const here: Block[] = [];
    for (const [index, entry] of batch.entries()) {
      const stored = found[index];
      // An uploaded block, which the source has.
      if (stored === undefined) absent.push(entry);
      else here.push({ cid: entry.listing, bytes: stored });
    }
    await inTurns(take(here));
  }

  const writing: Promise<void>[] = [];
  const cids = absent.map((entry) => entry.listing);
  for await (const blocks of source.fetch(cids, networkLimits.listingsPerBatch)) {
    await inTurns(take(blocks));
    if (writing.length >= writesWaiting) await writing.shift();
    const written = incoming.add(blocks);
    // Awaited a few batches later; until then a failure must not count as unhandled.
    written.catch(() => undefined);
    writing.push(written);
  }
  await Promise.all(writing);
  return { owners, bytes, read };
}

const repeated = (): VouchError =>
  new VouchError({
    code: 'catalogue.listing_repeated',
    message: 'Two entries of the catalogue name the same listing.',
    hint: 'Build the catalogue again from its listings.',
    details: { field: 'listing' },
  });
