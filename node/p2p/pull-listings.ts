import type { Block } from '../../protocol/block.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { createEntryCheck } from '../../protocol/catalogue-check.ts';
import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { decodeListing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { BlockStore } from '../store/block-store.ts';
import { type ImageOwner, imagesOfListing } from '../store/document-images.ts';
import { digestHex } from '../store/keys.ts';
import type { BlockSource } from './block-fetcher.ts';
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
  checkBytes: (bytes: number) => void;
}): Promise<PulledListings> {
  const { shop, entries, store, source, checkBytes } = options;
  const check = createEntryCheck(shop);
  const places = new Map(entries.map((entry, index) => [digestHex(entry.listing), index]));
  if (places.size !== entries.length) throw repeated();
  const documents = new Array<CatalogueUpdate['changed'][number]>(entries.length);
  const owners: ImageOwner[] = [];
  let bytes = 0;

  const take = (index: number, block: Block) => {
    // Safety: `index` is a place in `entries`.
    const entry = entries[index] as CatalogueEntry;
    const listing = unwrap(decodeListing(block.bytes));
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
      else take(start + index, { cid: entry.listing, bytes: here });
    }
    checkBytes(bytes);
  }
  let writing: Promise<void> = Promise.resolve();
  const cids = absent.map((entry) => entry.listing);
  for await (const blocks of source.fetch(cids, networkLimits.listingsPerBatch)) {
    for (const block of blocks) {
      // Safety: a source gives only blocks that were asked for.
      take(places.get(digestHex(block.cid)) as number, block);
    }
    checkBytes(bytes);
    await writing;
    writing = store.catalogues.add(shop, blocks);
    // Awaited with the next batch; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
  }
  await writing;
  return { documents, owners, bytes };
}

const repeated = (): VouchError =>
  new VouchError({
    code: 'catalogue.listing_repeated',
    message: 'Two entries of the catalogue name the same listing.',
    hint: 'Build the catalogue again from its listings.',
    details: { field: 'listing' },
  });
