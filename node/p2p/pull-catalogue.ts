import type { CID } from 'multiformats/cid';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import type { CatalogueEntry, CatalogueRoot } from '../../protocol/catalogue.ts';
import { checkEntryTimes, checkRoot, decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import type { OfferHasher, OfferSet } from '../../protocol/offer-hasher.ts';
import type { Quota } from '../../protocol/quota.ts';
import type { ReadMemo } from '../../protocol/read-memo.ts';
import { diffTree, type TreeDiff } from '../../protocol/tree-diff.ts';
import type { NodePolicy } from '../policy/policy.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { Arrival, Departure } from '../store/catalogue-blocks.ts';
import { type ImageOwner, imagesOfBlock } from '../store/document-images.ts';
import { digestHex } from '../store/keys.ts';
import type { BlockSource } from './block-fetcher.ts';
import { createBlockReader, createKeepingReader } from './block-reader.ts';
import type { RoomShare } from './byte-room.ts';
import { inTurns } from './in-turns.ts';
import { createIncomingBlocks } from './incoming-blocks.ts';
import type { OfferSets } from './offer-sets.ts';
import type { Clock } from './ports.ts';
import { pullListings } from './pull-listings.ts';
import { type PulledProfile, pullProfile } from './pull-profile.ts';
import { storedListings } from './stored-listings.ts';

/** A catalogue whose documents are all here and checked, ready to be committed, recorded and settled. */
export interface Pulled {
  update: CatalogueUpdate;
  arrival: Arrival;
  departure: Departure;
  offers: OfferSet;
}

export interface PullOptions {
  head: Head;
  /** The head held before, if any. */
  held: Head | undefined;
  store: BlockStore;
  source: BlockSource;
  hasher: OfferHasher;
  offerSets: OfferSets;
  memo: ReadMemo;
  quota: Quota;
  policy: Pick<NodePolicy, 'blockRefusal'>;
  /** Room for listings that are handed on as they were read; the others are read from the store again. */
  handedOn: Pick<RoomShare, 'take'>;
  clock: Clock;
}

/** The catalogue to compare with: the one held, when all that is needed of it is at hand. */
interface Base {
  cid: CID;
  root: CatalogueRoot;
  totalBytes: number;
}

/**
 * Brings the documents of a catalogue here: tree nodes that differ from the held one, then changed listings. Everything is
 * checked before it is stored: hashes, forms, order and depth of the tree, listings against entries, number, offers root,
 * quota. Images come later.
 * @throws VouchError `catalogue.*`, `tree.*`, `listing.*`, `profile.*` for what is wrong; only `retryable` ones may pass with
 * time
 */
export async function pullCatalogue(options: PullOptions): Promise<Pulled> {
  const { head, held, store, source, quota, policy, memo } = options;
  const { shop } = head.catalogue;
  const base = held === undefined ? null : await loadBase(held, store);
  const incoming = createIncomingBlocks(shop, store);
  const reader = createKeepingReader({ store, source, incoming });
  const to = cidFromDigest(head.catalogue.root, DAG_CBOR);
  const [rootBytes] = await reader.get([to]);
  const root = unwrap(checkRoot(unwrap(decodeCatalogueRoot(rootBytes ?? new Uint8Array())), head.catalogue));
  if (root.count > quota.listings) throw quotaExceeded('listings', root.count, quota.listings);

  const diff = await diffTree({
    oldRoot: base?.root.tree ?? null,
    newRoot: root.tree,
    memo,
    get: reader.get,
    // Every node but the last of each level has at least four items.
    most: { nodes: Math.ceil(root.count / 2) + 16, bytes: quota.bytes },
  });
  const count = (base?.root.count ?? 0) - diff.replaced.length + diff.changed.length;
  if (count !== root.count) throw countMismatch(count, root.count);
  const late = checkEntryTimes(diff.changed, { validUntil: head.catalogue.validUntil, now: options.clock() });
  if (late !== null) throw late;
  const isCarried = (cid: CID) => policy.blockRefusal(cid) === null;
  const cid = root.profile !== null && isCarried(root.profile) ? root.profile : null;
  const profile = await pullProfile({ shop, cid, before: base?.root.profile, reader });
  const keeping = reader.finish();
  // Awaited with the rest; until then a failure must not count as unhandled.
  keeping.catch(() => undefined);

  const before = (base?.totalBytes ?? 0) - (await bytesOf(diff.replaced, store));
  // What the operator leaves out is not brought here; its offers still count, or the signed root would not come out.
  const [carried, withheld] = partition(diff.changed, (entry) => isCarried(entry.listing));
  // Hashing the offers takes about as long as the first listings need to come here.
  let refusal: unknown;
  const hashing = checkedOffers(options, base, diff).catch((error) => {
    refusal = error;
    throw error;
  });
  const pulling = pullListings({
    shop,
    entries: carried,
    store,
    source,
    incoming,
    memo,
    handedOn: options.handedOn,
    checkBytes: (bytes) => {
      if (refusal !== undefined) throw refusal;
      if (before + bytes > quota.bytes) throw quotaExceeded('bytes', before + bytes, quota.bytes);
    },
  });
  const [offers, listings] = await bothDone(hashing, pulling);
  await keeping;

  const needed = [to, ...diff.addedNodes, ...profile.added, ...diff.changed.map((entry) => entry.listing)];
  const stays = new Set(diff.replaced.length === 0 ? [] : diff.changed.map((entry) => digestHex(entry.listing)));
  const dropped = [
    ...(base === null || base.cid.equals(to) ? [] : [base.cid]),
    ...diff.droppedNodes,
    ...profile.dropped,
    ...diff.replaced.map((entry) => entry.listing).filter((cid) => !stays.has(digestHex(cid))),
  ];
  const from = base?.cid ?? null;
  const owners: ImageOwner[] = [...profile.owners, ...listings.owners];
  return {
    update: updateOf({
      head,
      root,
      profile,
      base,
      carried,
      removed: [...diff.removed, ...withheld.map((entry) => entry.handle)],
      listings: storedListings(carried, { read: listings.read, store, memo }),
    }),
    arrival: { shop, from, to, needed, blocks: incoming.waiting(), owners, totalBytes: before + listings.bytes },
    departure: { shop, from, to, needed, dropped },
    offers,
  };
}

function updateOf(parts: {
  head: Head;
  root: CatalogueRoot;
  profile: PulledProfile;
  base: Base | null;
  carried: CatalogueEntry[];
  removed: string[];
  listings: CatalogueUpdate['changed'];
}): CatalogueUpdate {
  const { head, root, profile, base, carried, removed, listings } = parts;
  const update: CatalogueUpdate = {
    head,
    root,
    changed: listings,
    changedCount: carried.length,
    removed,
    complete: base === null,
  };
  return profile.document === undefined ? update : { ...update, profile: profile.document };
}

function partition<T>(items: readonly T[], matches: (item: T) => boolean): [matching: T[], others: T[]] {
  const { true: matching = [], false: others = [] } = Object.groupBy(items, (item) => `${matches(item)}`);
  return [matching, others];
}

async function loadBase(held: Head, store: BlockStore): Promise<Base | null> {
  const cid = cidFromDigest(held.catalogue.root, DAG_CBOR);
  const totalBytes = await store.catalogues.totalBytes(held.catalogue.shop, cid);
  const bytes = await store.get(cid);
  if (totalBytes === null || bytes === undefined) return null;
  return { cid, root: unwrap(decodeCatalogueRoot(bytes)), totalBytes };
}

/** Waits for both even if one fails, so that nothing is stored after a refusal. */
async function bothDone<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

async function checkedOffers(options: PullOptions, base: Base | null, diff: Changes): Promise<OfferSet> {
  const offers = await offersAfter(options, base, diff);
  const { offers: wanted } = options.head.catalogue;
  if (offers.root !== wanted) throw offersMismatch(offers.root, wanted);
  return offers;
}

type Changes = Pick<TreeDiff, 'changed' | 'replaced'>;

/** The offers of the new catalogue: those of the held one with the changes, or all of them. */
async function offersAfter(
  { head, store, hasher, offerSets }: PullOptions,
  base: Base | null,
  diff: Changes,
): Promise<OfferSet> {
  const { shop } = head.catalogue;
  if (base === null) return inTurns(hasher.setInSteps(shop, diff.changed));
  const known =
    offerSets.of(shop, base.root.tree.toString()) ??
    (await inTurns(hasher.setInSteps(shop, await allEntries(base.root.tree, store))));
  return known.replace(diff.replaced, diff.changed);
}

async function allEntries(tree: CID, store: BlockStore): Promise<CatalogueEntry[]> {
  const reader = createBlockReader(store, null);
  const most = { nodes: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };
  return (await diffTree({ oldRoot: null, newRoot: tree, get: reader.get, most })).changed;
}

/** Bytes of stored listings with their images. */
async function bytesOf(entries: readonly CatalogueEntry[], store: BlockStore): Promise<number> {
  let sum = 0;
  for (let start = 0; start < entries.length; start += 256) {
    const batch = entries.slice(start, start + 256).map((entry) => entry.listing);
    for (const bytes of await store.getMany(batch)) {
      if (bytes === undefined) continue;
      sum += imagesOfBlock(bytes).images.reduce((total, image) => total + image.bytes, bytes.length);
    }
  }
  return sum;
}

const quotaExceeded = (field: 'listings' | 'bytes', found: number, most: number): VouchError =>
  new VouchError({
    code: 'catalogue.quota_exceeded',
    message: `The catalogue has ${found} ${field}, but this node carries ${most} of the shop, by its deposit or the room that is left.`,
    hint: 'Stake a larger deposit, or publish fewer listings and smaller pictures.',
    details: { field, limit: `${most} ${field}`, found },
  });

const countMismatch = (found: number, wanted: number): VouchError =>
  new VouchError({
    code: 'catalogue.count_mismatch',
    message: `The catalogue has ${found} listings, but its root says ${wanted}.`,
    hint: 'Build the catalogue again from its listings.',
    details: { field: 'count', found, wanted },
  });

const offersMismatch = (found: string, wanted: string): VouchError =>
  new VouchError({
    code: 'catalogue.offers_mismatch',
    message: `The offers hash to ${found}, but the signature names ${wanted}.`,
    hint: 'Build the catalogue again from its listings.',
    details: { field: 'offers', found, wanted },
  });
