import { sha256 } from '@noble/hashes/sha2';
import type { CID } from 'multiformats/cid';
import { type Block, decodeDocument, encodeDocument } from './block.ts';
import { type CatalogueEntry, type TreeNode, treeNodeSchema } from './catalogue.ts';
import { type Result, VouchError } from './errors.ts';
import { limits } from './limits.ts';
import type { ReadMemo } from './read-memo.ts';
import { sureTreeNode } from './sure-entry.ts';

/**
 * The catalogue tree: entries sorted by handle, cut into nodes where the content says so, so that an edit of one entry
 * changes one node per level and equal catalogues have equal roots, whatever the order of building.
 *
 * A node closes after an item whose key hashes below a threshold, but holds at least `least` items (so that nodes vary
 * little in size) and at most `most`, and never grows past `bytes`.
 */
interface Cut {
  least: number;
  /** One in so many keys closes a node that has enough items. */
  oneIn: number;
  most: number;
  bytes: number;
}

// Nodes are small because an edit moves one per level: about 6 entries a leaf and 11 children a branch.
const leafCut: Cut = { least: 4, oneIn: 3, most: 12, bytes: limits.treeNodeBytes / 4 };
const branchCut: Cut = { least: 6, oneIn: 6, most: 20, bytes: limits.treeNodeBytes / 4 };

/** A reference to a node: what a branch holds of its child. */
export interface NodeReference {
  first: string;
  cid: CID;
}

/** What one build leaves for that of the next version. */
export interface TreeMemo {
  /** What an item weighs, and whether its key closes a node; an item is on one level only. */
  readonly measured: WeakMap<object, { bytes: number; closes: boolean }>;
  /** Where the entries were in the list of the last build, in the order of their handles; lists most often stay alike. */
  order: number[];
  /** The nodes of the last build, by level and first key. */
  sealed: Map<string, Sealed>;
}

/** A node of a build. */
interface Sealed {
  items: readonly object[];
  reference: NodeReference;
  /** True when its items alone made it close, whatever comes after them. */
  closed: boolean;
}

/** Items that become a node. */
interface Group<T> {
  items: readonly T[];
  first: string;
  closed: boolean;
  /** The same node of the last build. */
  kept?: Sealed;
}

/** Makes the memo for a catalogue that is built version after version. */
export const createTreeMemo = (): TreeMemo => ({ measured: new WeakMap(), order: [], sealed: new Map() });

/**
 * Builds the tree over a catalogue's entries.
 * @param entries at least one, in any order, every handle once
 * @param put receives each node's block, children before parents
 * @param memo of the version before, where there is one: entries that are the same objects as then cost next to nothing, and
 * only nodes that are new are put
 * @returns the root's CID
 * @throws VouchError `catalogue.empty`, `catalogue.too_many_listings`, `catalogue.handle_repeated`
 */
export function buildTree(
  entries: readonly CatalogueEntry[],
  put: (block: Block) => void,
  memo: TreeMemo = createTreeMemo(),
): CID {
  const sorted = sortedEntries(entries, memo);
  const sealed: TreeMemo['sealed'] = new Map();
  const seal = <T extends object>(
    { items, first, closed, kept }: Group<T>,
    level: number,
    nodeOf: (items: T[]) => TreeNode,
  ) => {
    const node = kept ?? { items, closed, reference: { first, cid: putNode(nodeOf([...items]), put) } };
    sealed.set(nameOf(level, first), node);
    return node.reference;
  };
  let nodes = cut(sorted, leafCut, { memo, keyOf: (entry) => entry.handle, level: 0 }).map((group) =>
    seal(group, 0, (entries) => ({ v: 1, type: 'leaf', entries })),
  );
  // Branches have at least six children, so the most listings a catalogue may have, each in a leaf of its own, need seven
  // levels above the leaves: always below limits.treeDepth.
  for (let level = 1; nodes.length > 1; level++) {
    nodes = cut(nodes, branchCut, { memo, keyOf: (node) => node.first, level }).map((group) =>
      seal(group, level, (children) => ({ v: 1, type: 'branch', level, children })),
    );
  }
  memo.sealed = sealed;
  return firstOf(nodes).cid;
}

/** Decodes and checks one node of a tree. @param memo of documents read before, where many are read */
export const decodeTreeNode = (bytes: Uint8Array, memo?: ReadMemo): Result<TreeNode> =>
  decodeDocument(bytes, {
    schema: treeNodeSchema,
    mostBytes: limits.treeNodeBytes,
    noun: 'tree',
    sure: sureTreeNode,
    memo,
  });

/** The key order of trees: by UTF-16 code unit, which for handles is the order of their bytes. */
export const compareKeys = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sortedEntries(entries: readonly CatalogueEntry[], memo: TreeMemo): CatalogueEntry[] {
  if (entries.length === 0) {
    throw new VouchError({
      code: 'catalogue.empty',
      message: 'A catalogue needs at least one listing.',
      hint: 'Add a listing. To close a shop, raise its lowest accepted version.',
      details: { field: 'entries', limit: '1 listing' },
    });
  }
  if (entries.length > limits.catalogueListings) {
    throw new VouchError({
      code: 'catalogue.too_many_listings',
      message: `The catalogue has ${entries.length} listings, more than ${limits.catalogueListings}.`,
      hint: 'Remove listings, or open a second shop.',
      details: { field: 'entries', limit: `${limits.catalogueListings} listings` },
    });
  }
  const order = memo.order.filter((at) => at < entries.length);
  for (let at = order.length; at < entries.length; at++) order.push(at);
  // Safety: the order has the places of all entries. Sorting what is nearly in order is one pass.
  const entryAt = (at: number) => entries[at] as CatalogueEntry;
  order.sort((a, b) => compareKeys(entryAt(a).handle, entryAt(b).handle));
  memo.order = order;
  const sorted = order.map(entryAt);
  const repeated = sorted.find((entry, index) => entry.handle === sorted[index + 1]?.handle);
  if (repeated !== undefined) {
    throw new VouchError({
      code: 'catalogue.handle_repeated',
      message: `Two listings have the handle ${repeated.handle}.`,
      hint: 'Give each listing a handle of its own.',
      details: { field: 'handle', handle: repeated.handle },
    });
  }
  return sorted;
}

function putNode(node: TreeNode, put: (block: Block) => void): CID {
  const block = encodeDocument(node);
  put(block);
  return block.cid;
}

/**
 * Cuts sorted items into groups; the cuts depend on nothing but the items. A group that closed by its own items in the last
 * build is taken as it was where the same items begin one.
 */
function cut<T extends object>(
  items: readonly T[],
  rule: Cut,
  { memo, keyOf, level }: { memo: TreeMemo; keyOf: (item: T) => string; level: number },
): Group<T>[] {
  const groups: Group<T>[] = [];
  let group: T[] = [];
  let bytes = 0;
  const end = (closed: boolean) => {
    const first = keyOf(firstOf(group));
    const known = memo.sealed.get(nameOf(level, first));
    const isSame = known?.items.length === group.length && startWith(group, 0, known.items);
    groups.push({ items: group, first, closed, ...(isSame ? { kept: { ...known, closed } } : {}) });
    group = [];
    bytes = 0;
  };
  for (let at = 0; at < items.length; at++) {
    // Safety: `at` is below the length.
    const item = items[at] as T;
    if (group.length === 0) {
      const first = keyOf(item);
      const kept = memo.sealed.get(nameOf(level, first));
      if (kept?.closed && startWith(items, at, kept.items)) {
        // Safety: these are items of this list.
        groups.push({ items: kept.items as readonly T[], first, closed: true, kept });
        at += kept.items.length - 1;
        continue;
      }
    }
    let known = memo.measured.get(item);
    if (known === undefined) {
      known = { bytes: weigh(item), closes: closesNode(keyOf(item), level, rule.oneIn) };
      memo.measured.set(item, known);
    }
    const size = known.bytes;
    if (group.length > 0 && bytes + size > rule.bytes) end(false);
    group.push(item);
    bytes += size;
    if (group.length >= rule.most || (group.length >= rule.least && known.closes)) end(true);
  }
  if (group.length > 0) end(false);
  return groups;
}

const nameOf = (level: number, first: string): string => `${level}:${first}`;

/** True when the items from a place on begin with these very objects. */
function startWith(items: readonly object[], at: number, wanted: readonly object[]): boolean {
  for (let index = 0; index < wanted.length; index++) if (items[at + index] !== wanted[index]) return false;
  return true;
}

const closesNode = (key: string, level: number, oneIn: number): boolean => {
  const digest = sha256(`${level}:${key}`);
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0) < 2 ** 32 / oneIn;
};

/** The most bytes that an item can take when encoded; no entry reaches a quarter of a node. */
const weigh = (item: object): number =>
  'offers' in item && Array.isArray(item.offers)
    ? 700 + item.offers.length * (120 + 4 * limits.skuCodeCharacters)
    : 250;

/** The first of a group, which is never empty. */
function firstOf<T>(group: readonly T[]): T {
  const [first] = group;
  if (first === undefined) throw new RangeError('a group of the tree is never empty');
  return first;
}
