import { keccak_256 } from '@noble/hashes/sha3';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import type { CatalogueEntry, CatalogueRoot } from '../../protocol/catalogue.ts';
import { checkRoot, createEntryCheck, decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import { decodeListing, type Listing } from '../../protocol/listing.ts';
import { createOfferHasher } from '../../protocol/offer-hasher.ts';
import type { Address } from '../../protocol/primitives.ts';
import { decodeProfile, type Profile } from '../../protocol/profile.ts';
import { diffTree } from '../../protocol/tree-diff.ts';
import type { BlockPool } from './block-pool.ts';
import { peerLimits } from './peer-limits.ts';

/** A whole catalogue as its signature names it: every hash, the tree's order and depth, and all offers were checked. */
export interface Catalogue {
  root: CatalogueRoot;
  /** In the order of their handles. */
  entries: CatalogueEntry[];
  profile: Profile | null;
}

/**
 * Reads the catalogue that a head names.
 * @throws VouchError `catalogue.*`, `tree.*`, `profile.*`
 */
export async function readCatalogue(head: Head, pool: BlockPool): Promise<Catalogue> {
  const { shop } = head.catalogue;
  const [rootBytes = new Uint8Array()] = await pool.documents([cidFromDigest(head.catalogue.root, DAG_CBOR)]);
  const root = unwrap(checkRoot(unwrap(decodeCatalogueRoot(rootBytes)), head.catalogue));
  if (root.count > peerLimits.listings) throw wrong('too_large', `The catalogue has ${root.count} listings.`);
  const { changed: entries } = await diffTree({
    oldRoot: null,
    newRoot: root.tree,
    get: (cids) => pool.documents(cids),
    // Every node but the last of each level has at least four items.
    most: { nodes: Math.ceil(root.count / 2) + 16, bytes: peerLimits.catalogueBytes },
  });
  if (entries.length !== root.count)
    throw wrong('count_mismatch', `The catalogue has ${entries.length} listings where its root says ${root.count}.`);
  const offers = createOfferHasher(keccak_256).set(shop, entries).root;
  if (offers !== head.catalogue.offers)
    throw wrong('offers_mismatch', `The offers hash to ${offers}, but the signature names ${head.catalogue.offers}.`);
  return { root, entries, profile: await readProfile(root, pool) };
}

async function readProfile(root: CatalogueRoot, pool: BlockPool): Promise<Profile | null> {
  if (root.profile === null) return null;
  const [bytes = new Uint8Array()] = await pool.documents([root.profile]);
  const profile = unwrap(decodeProfile(bytes));
  if (profile.shop !== root.shop) throw wrong('shop_mismatch', 'The profile belongs to another shop.');
  return profile;
}

/** A listing with its place in the catalogue. */
export interface ReadListing {
  entry: CatalogueEntry;
  listing: Listing;
}

/**
 * Reads listings and checks each against its entry.
 * @throws VouchError `listing.*`, `catalogue.block_missing`
 */
export async function readListings(
  shop: Address,
  entries: readonly CatalogueEntry[],
  pool: BlockPool,
): Promise<ReadListing[]> {
  const blocks = await pool.documents(entries.map(({ listing }) => listing));
  const check = createEntryCheck(shop);
  return entries.map((entry, index) => {
    const listing = unwrap(decodeListing(blocks[index] ?? new Uint8Array()));
    const fault = check(entry, listing);
    if (fault !== null) throw fault;
    return { entry, listing };
  });
}

const wrong = (problem: string, message: string): VouchError =>
  new VouchError({
    code: `catalogue.${problem}`,
    message,
    hint: 'Read this shop on a node, and tell its seller.',
  });
