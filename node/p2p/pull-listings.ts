import type { Block } from '../../protocol/block.ts';
import { readCanonical } from '../../protocol/canonical-cbor.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { createEntryCheck } from '../../protocol/catalogue-check.ts';
import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { decodeListing, type Listing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { BlockStore } from '../store/block-store.ts';
import { type ImageOwner, imagesOfListing } from '../store/document-images.ts';
import { digestHex } from '../store/keys.ts';
import type { BlockSource } from './block-fetcher.ts';
import type { ListingChecker } from './listing-checker.ts';
import { networkLimits } from './network-limits.ts';

/** Listings that are here now, with their entries. */
export interface PulledListings {
  /** In the order of the entries. */
  documents: CatalogueUpdate['changed'];
  owners: ImageOwner[];
  /** Bytes of the listings with their images. */
  bytes: number;
}

/**
 * Brings listings here: what the store has is read and checked again, the rest is fetched, checked and stored batch by batch,
 * so that a replication that is killed goes on where it was.
 * @param options `entries` in the order of their handles; `checkBytes` gets the sum so far and throws when it is too much
 * @throws VouchError `listing.*` for a listing that is wrong, `catalogue.block_missing` and those of the source
 */
export async function pullListings(options: {
  shop: Address;
  entries: readonly CatalogueEntry[];
  store: BlockStore;
  source: BlockSource;
  checker: ListingChecker;
  checkBytes: (bytes: number) => void;
}): Promise<PulledListings> {
  const { shop, entries, store, source, checker, checkBytes } = options;
  const check = createEntryCheck(shop);
  const places = new Map(entries.map((entry, index) => [digestHex(entry.listing), index]));
  if (places.size !== entries.length) throw repeated();
  const documents = new Array<CatalogueUpdate['changed'][number]>(entries.length);
  const owners: ImageOwner[] = [];
  let bytes = 0;

  const take = (index: number, block: Block, listing: Listing) => {
    // Safety: `index` is a place in `entries`.
    const entry = entries[index] as CatalogueEntry;
    const wrong = check(entry, listing);
    if (wrong !== null) throw wrong;
    const owner = imagesOfListing(entry.listing, listing);
    bytes += owner.images.reduce((sum, image) => sum + image.bytes, block.bytes.length);
    documents[index] = { entry, listing };
    if (owner.images.length > 0) owners.push(owner);
  };

  const absent: CatalogueEntry[] = [];
  for (let start = 0; start < entries.length; start += networkLimits.listingsPerBatch) {
    const batch = entries.slice(start, start + networkLimits.listingsPerBatch);
    const found = await store.getMany(batch.map((entry) => entry.listing));
    for (const [index, entry] of batch.entries()) {
      const here = found[index];
      if (here === undefined) absent.push(entry);
      else take(start + index, { cid: entry.listing, bytes: here }, unwrap(decodeListing(here)));
    }
    checkBytes(bytes);
  }
  const keep = async (batch: CheckedBatch): Promise<void> => {
    const listings = await batch.listings();
    for (const [index, block] of batch.blocks.entries()) {
      // Safety: a source gives only blocks that were asked for, and there is a listing for each block.
      take(places.get(digestHex(block.cid)) as number, block, listings[index] as Listing);
    }
    checkBytes(bytes);
    await writing;
    writing = store.catalogues.add(shop, batch.blocks);
    // Awaited with the next batch; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
  };
  let writing: Promise<void> = Promise.resolve();
  let ahead: CheckedBatch | undefined;
  const cids = absent.map((entry) => entry.listing);
  for await (const blocks of source.fetch(cids, networkLimits.listingsPerBatch)) {
    const batch = checkBatch(blocks, checker);
    if (ahead !== undefined) await keep(ahead);
    ahead = batch;
  }
  if (ahead !== undefined) await keep(ahead);
  await writing;
  return { documents, owners, bytes };
}

/** Blocks whose check is under way. */
interface CheckedBatch {
  blocks: Block[];
  listings(): Promise<Listing[]>;
}

/** Checks a few listings here and many in the thread, which works while this one takes in the batch before. */
function checkBatch(blocks: Block[], checker: ListingChecker): CheckedBatch {
  if (blocks.length < networkLimits.listingsForThread || !checker.ready()) {
    return { blocks, listings: async () => blocks.map(({ bytes }) => unwrap(decodeListing(bytes))) };
  }
  const checked = checker.check(blocks.map(({ bytes }) => bytes));
  // Awaited when the batch's turn comes; until then a refusal must not count as unhandled.
  checked.catch(() => undefined);
  return {
    blocks,
    listings: async () => {
      await checked;
      // Safety: the thread decoded the same bytes by the schema, which changes nothing in what is canonical.
      return blocks.map(({ bytes }) => (readCanonical(bytes) as Listing | undefined) ?? unwrap(decodeListing(bytes)));
    },
  };
}

const repeated = (): VouchError =>
  new VouchError({
    code: 'catalogue.listing_repeated',
    message: 'Two entries of the catalogue name the same listing.',
    hint: 'Build the catalogue again from its listings.',
    details: { field: 'listing' },
  });
