import { keccak_256 } from '@noble/hashes/sha3';
import type { CID } from 'multiformats/cid';
import { type Block, digestOf, encodeDocument } from './block.ts';
import { type CatalogueEntry, type CatalogueRoot, catalogueRootSchema } from './catalogue.ts';
import { unwrap } from './errors.ts';
import { createOfferHasher, type OfferHasher, type OfferSet } from './offer-hasher.ts';
import type { Address, Hex } from './primitives.ts';
import { buildTree, type TreeMemo } from './tree.ts';
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

/** What building one version leaves for the next, so that its cost is that of what changed. */
export interface CatalogueMemo {
  readonly tree: TreeMemo;
  /** The entries of the last version by handle, and their offers. */
  last?: { entries: Map<string, CatalogueEntry>; offers: OfferSet };
}

/**
 * Builds one version of a shop's catalogue.
 * @param options `previous` is the root block of the version before, or null for the first; `profile` the shop's profile
 * block, or null; `entries` in any order; `hasher` a faster hasher than noble's, where there is one; `memo` for who builds
 * version after version of the same entry objects: `blocks` then has only nodes that the last version did not have
 * @throws VouchError those of `buildTree`, and `catalogue.invalid`
 */
export function buildCatalogue(options: {
  shop: Address;
  version: number;
  previous: CID | null;
  profile: CID | null;
  entries: readonly CatalogueEntry[];
  hasher?: OfferHasher;
  memo?: CatalogueMemo;
}): BuiltCatalogue {
  const { shop, version, previous, profile, entries } = options;
  const hasher = options.hasher ?? createOfferHasher(keccak_256);
  const blocks: Block[] = [];
  const tree = buildTree(entries, (block) => blocks.push(block), options.memo?.tree);
  const last = offersAfter({ shop, entries, hasher, last: options.memo?.last });
  if (options.memo !== undefined) options.memo.last = last;
  const offers = last.offers.root;
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

/** All offers, of which those that did not change since the last version are not hashed again. */
function offersAfter(parts: {
  shop: Address;
  entries: readonly CatalogueEntry[];
  hasher: OfferHasher;
  last: CatalogueMemo['last'];
}): Required<CatalogueMemo>['last'] {
  const { shop, entries, hasher, last } = parts;
  if (last === undefined) {
    return { entries: new Map(entries.map((entry) => [entry.handle, entry])), offers: hasher.set(shop, entries) };
  }
  const fresh = entries.filter((entry) => last.entries.get(entry.handle) !== entry);
  const gone = fresh.flatMap((entry) => last.entries.get(entry.handle) ?? []);
  const removed = removedEntries(entries, last.entries, fresh.length - gone.length);
  const offers = last.offers.replace([...gone, ...removed], fresh);
  for (const { handle } of removed) last.entries.delete(handle);
  for (const entry of fresh) last.entries.set(entry.handle, entry);
  return { entries: last.entries, offers };
}

/** Entries of the last version whose handles this one lacks. @param newHandles how many this one adds */
function removedEntries(
  entries: readonly CatalogueEntry[],
  last: ReadonlyMap<string, CatalogueEntry>,
  newHandles: number,
): CatalogueEntry[] {
  if (last.size + newHandles === entries.length) return [];
  const handles = new Set(entries.map((entry) => entry.handle));
  return [...last.values()].filter(({ handle }) => !handles.has(handle));
}
