import { keccak_256 } from '@noble/hashes/sha3';
import type { CID } from 'multiformats/cid';
import { type Block, digestOf, encodeDocument } from './block.ts';
import { type CatalogueEntry, type CatalogueRoot, catalogueRootSchema } from './catalogue.ts';
import { unwrap } from './errors.ts';
import { createOfferHasher, type OfferHasher } from './offer-hasher.ts';
import type { Address, Hex } from './primitives.ts';
import { buildTree } from './tree.ts';
import { validate } from './validate.ts';

/** A catalogue ready to be signed and published. */
export interface BuiltCatalogue {
  root: CatalogueRoot;
  rootBlock: Block;
  /** The nodes of the tree and, last, the root block; the listings' own blocks are the caller's. */
  blocks: Block[];
  /** What goes into the signed message beside shop, version and validity. */
  signed: { root: Hex; offers: Hex };
}

/**
 * Builds one version of a shop's catalogue.
 * @param options `previous` is the root block of the version before, or null for the first; `profile` the shop's profile
 * block, or null; `entries` in any order; `hasher` a faster hasher than noble's, where there is one
 * @throws VouchError those of `buildTree`, and `catalogue.invalid`
 */
export function buildCatalogue(options: {
  shop: Address;
  version: number;
  previous: CID | null;
  profile: CID | null;
  entries: readonly CatalogueEntry[];
  hasher?: OfferHasher;
}): BuiltCatalogue {
  const { shop, version, previous, profile, entries } = options;
  const hasher = options.hasher ?? createOfferHasher(keccak_256);
  const blocks: Block[] = [];
  const tree = buildTree(entries, (block) => blocks.push(block));
  const offers = hasher.set(shop, entries).root;
  const root = unwrap(
    validate(
      catalogueRootSchema,
      { v: 1, type: 'catalogue', shop, version, previous, profile, offers, count: entries.length, tree },
      'catalogue',
    ),
  );
  const rootBlock = encodeDocument(root);
  return { root, rootBlock, blocks: [...blocks, rootBlock], signed: { root: digestOf(rootBlock.cid), offers } };
}
