import { sha256 } from '@noble/hashes/sha2';
import type { CID } from 'multiformats/cid';
import { type Block, decodeDocument, encodeDocument } from './block.ts';
import { type CatalogueEntry, type TreeNode, treeNodeSchema } from './catalogue.ts';
import { type Result, VouchError } from './errors.ts';
import { limits } from './limits.ts';
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
  /** The nodes of the last build, by level and first key. */
  sealed: Map<string, { items: readonly object[]; reference: NodeReference }>;
}

/** Makes the memo for a catalogue that is built version after version. */
export const createTreeMemo = (): TreeMemo => ({ measured: new WeakMap(), sealed: new Map() });

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
  const sorted = sortedEntries(entries);
  const sealed: TreeMemo['sealed'] = new Map();
  const seal = <T extends object>(items: T[], place: { level: number; first: string }, node: TreeNode) => {
    const name = `${place.level}:${place.first}`;
    const known = memo.sealed.get(name);
    const isSame = known?.items.length === items.length && items.every((item, index) => item === known.items[index]);
    const kept = isSame ? known : { items, reference: { first: place.first, cid: putNode(node, put) } };
    sealed.set(name, kept);
    return kept.reference;
  };
  let nodes = cut(sorted, leafCut, { memo, keyOf: (entry) => entry.handle, level: 0 }).map((group) =>
    seal(group, { level: 0, first: firstOf(group).handle }, { v: 1, type: 'leaf', entries: group }),
  );
  // Branches have at least six children, so the most listings a catalogue may have, each in a leaf of its own, need seven
  // levels above the leaves: always below limits.treeDepth.
  for (let level = 1; nodes.length > 1; level++) {
    nodes = cut(nodes, branchCut, { memo, keyOf: (node) => node.first, level }).map((group) =>
      seal(group, { level, first: firstOf(group).first }, { v: 1, type: 'branch', level, children: group }),
    );
  }
  memo.sealed = sealed;
  return firstOf(nodes).cid;
}

/** Decodes and checks one node of a tree. */
export const decodeTreeNode = (bytes: Uint8Array): Result<TreeNode> =>
  decodeDocument(bytes, {
    schema: treeNodeSchema,
    mostBytes: limits.treeNodeBytes,
    noun: 'tree',
    sure: sureTreeNode,
  });

/** The key order of trees: by UTF-16 code unit, which for handles is the order of their bytes. */
export const compareKeys = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sortedEntries(entries: readonly CatalogueEntry[]): CatalogueEntry[] {
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
  const sorted = [...entries].sort((a, b) => compareKeys(a.handle, b.handle));
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

/** Cuts sorted items into groups; the cuts depend on nothing but the items. */
function cut<T extends object>(
  items: readonly T[],
  rule: Cut,
  { memo, keyOf, level }: { memo: TreeMemo; keyOf: (item: T) => string; level: number },
): T[][] {
  const groups: T[][] = [];
  let group: T[] = [];
  let bytes = 0;
  for (const item of items) {
    let known = memo.measured.get(item);
    if (known === undefined) {
      known = { bytes: weigh(item), closes: closesNode(keyOf(item), level, rule.oneIn) };
      memo.measured.set(item, known);
    }
    const size = known.bytes;
    if (group.length > 0 && bytes + size > rule.bytes) {
      groups.push(group);
      group = [];
      bytes = 0;
    }
    group.push(item);
    bytes += size;
    if (group.length >= rule.most || (group.length >= rule.least && known.closes)) {
      groups.push(group);
      group = [];
      bytes = 0;
    }
  }
  if (group.length > 0) groups.push(group);
  return groups;
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
