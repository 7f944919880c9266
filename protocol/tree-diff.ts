import * as dagCbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import { sameBytes } from './block.ts';
import type { CatalogueEntry, TreeNode } from './catalogue.ts';
import { unwrap, VouchError } from './errors.ts';
import { limits } from './limits.ts';
import { createReadMemo, type ReadMemo } from './read-memo.ts';
import { compareKeys, decodeTreeNode } from './tree.ts';

/** What differs between two catalogue trees. */
export interface TreeDiff {
  /** New or changed entries, in the order of their handles. */
  changed: CatalogueEntry[];
  /** Handles that are gone. */
  removed: string[];
  /** The old tree's entries that changed or are gone. */
  replaced: CatalogueEntry[];
  /** Nodes that only the new tree has. */
  addedNodes: CID[];
  /** Nodes that only the old tree has. */
  droppedNodes: CID[];
}

/** Bounds of one walk; what a hostile tree can cost. */
export interface TreeLimits {
  nodes: number;
  bytes: number;
}

/** Nodes asked for together. */
const NODES_AT_ONCE = 512;

/**
 * Finds what changed between two trees by reading only the nodes that differ, level by level, in batches.
 * @param options `oldRoot` null reads the whole new tree; `get` gives the bytes of the asked blocks in their order, already
 * checked against their hashes, and is asked for the next part while the last is looked at; `most` bounds the nodes and
 * bytes read of the new tree; `memo` of documents read before, none by default
 * @throws VouchError `tree.too_deep`, `tree.too_large`, `tree.unordered`, `tree.invalid` and whatever
 * `get` throws
 */
export async function diffTree(options: {
  oldRoot: CID | null;
  newRoot: CID;
  get: (cids: CID[]) => Promise<Uint8Array[]>;
  most: TreeLimits;
  memo?: ReadMemo;
}): Promise<TreeDiff> {
  const { oldRoot, newRoot, get, most, memo = createReadMemo() } = options;
  const spent = { nodes: 0, bytes: 0 };
  const spend = (nodes: Loaded[]) => {
    spent.nodes += nodes.length;
    spent.bytes += nodes.reduce((sum, node) => sum + node.bytes, 0);
    if (spent.nodes > most.nodes || spent.bytes > most.bytes) throw tooLarge(most);
  };
  const read = async (references: Reference[], level: number, counted?: typeof spend): Promise<Loaded[]> => {
    const loaded: Loaded[] = [];
    let asked = 0;
    const ask = (start: number) => {
      const part = references.slice(start, start + NODES_AT_ONCE);
      const bytes = part.length === 0 ? Promise.resolve([]) : get(part.map((reference) => reference.cid));
      // Awaited when its turn comes; until then a failure must not count as unhandled.
      bytes.catch(() => undefined);
      return { part, bytes };
    };
    let next = ask(0);
    while (next.part.length > 0) {
      const { part } = next;
      const bytes = await next.bytes;
      next = ask(NODES_AT_ONCE * ++asked);
      const nodes = part.map((reference, index) => load(reference, bytes[index], { level, memo }));
      counted?.(nodes);
      loaded.push(...nodes);
    }
    return loaded;
  };
  // Only a root tells at which level its tree begins, so both are read first.
  const readTop = async (cid: CID) => load(wholeTree(cid), (await get([cid]))[0], { level: null, memo });
  const oldTop = oldRoot === null ? undefined : await readTop(oldRoot);
  const newTop = await readTop(newRoot);
  spend([newTop]);

  const added: Loaded[] = [];
  const dropped: Loaded[] = [];
  let oldReferences: Reference[] = [];
  let newReferences: Reference[] = [];
  for (let level = Math.max(oldTop?.level ?? 0, newTop.level); level >= 0; level--) {
    if (oldTop?.level === level) oldReferences.push(oldTop.reference);
    if (newTop.level === level) newReferences.push(newTop.reference);
    // A node under both trees within the same bounds is the same subtree, and was checked before.
    const oldKeys = new Set(oldReferences.map(keyOf));
    const newKeys = new Set(newReferences.map(keyOf));
    const step = async (
      references: Reference[],
      others: Set<string>,
      { top, counted }: { top: Loaded | undefined; counted?: typeof spend },
    ) => {
      const differing = references.filter((reference) => !others.has(keyOf(reference)));
      const known = differing.some((reference) => reference === top?.reference) && top !== undefined ? [top] : [];
      return {
        known,
        read: await read(
          differing.filter((reference) => reference !== top?.reference),
          level,
          counted,
        ),
      };
    };
    const before = await step(oldReferences, newKeys, { top: oldTop });
    const after = await step(newReferences, oldKeys, { top: newTop, counted: spend });
    const oldNodes = [...before.read, ...before.known];
    const newNodes = [...after.read, ...after.known];
    dropped.push(...oldNodes);
    added.push(...newNodes);
    oldReferences = oldNodes.flatMap(childrenOf);
    newReferences = newNodes.flatMap(childrenOf);
  }
  const addedKeys = new Set(added.map((node) => node.reference.cid.toString()));
  const droppedKeys = new Set(dropped.map((node) => node.reference.cid.toString()));
  return {
    ...compareEntries(dropped.flatMap(entriesOf), added.flatMap(entriesOf)),
    addedNodes: cidsOf(added).filter((cid) => !droppedKeys.has(cid.toString())),
    droppedNodes: cidsOf(dropped).filter((cid) => !addedKeys.has(cid.toString())),
  };
}

/** A node to read, with the bounds that its place in the tree sets for its keys. */
interface Reference {
  cid: CID;
  /** The first key, or null for a root. */
  first: string | null;
  /** All keys are below this one, or null at the right edge. */
  below: string | null;
}

interface Loaded {
  reference: Reference;
  node: TreeNode;
  level: number;
  bytes: number;
}

const wholeTree = (cid: CID): Reference => ({ cid, first: null, below: null });
const keyOf = (reference: Reference): string => `${reference.cid.toString()} ${reference.below ?? ''}`;
const cidsOf = (nodes: Loaded[]): CID[] => nodes.map((node) => node.reference.cid);
const entriesOf = ({ node }: Loaded): CatalogueEntry[] => (node.type === 'leaf' ? node.entries : []);

const childrenOf = ({ node, reference }: Loaded): Reference[] =>
  node.type === 'leaf'
    ? []
    : node.children.map(({ cid, first }, index) => ({
        cid,
        first,
        below: node.children[index + 1]?.first ?? reference.below,
      }));

/** Decodes a node and checks that it fits its place: level, first key, order of keys, and bounds. */
function load(
  reference: Reference,
  bytes: Uint8Array | undefined,
  { level, memo }: { level: number | null; memo: ReadMemo },
): Loaded {
  if (bytes === undefined) throw missing(reference.cid);
  const node = unwrap(decodeTreeNode(bytes, memo));
  const found = node.type === 'leaf' ? 0 : node.level;
  if (found >= limits.treeDepth || (level !== null && found !== level)) {
    throw new VouchError({
      code: 'tree.too_deep',
      message: `A node of level ${found} stands where ${level ?? `less than ${limits.treeDepth}`} is expected.`,
      hint: 'Rebuild the catalogue with the tool of this version.',
      details: { field: 'level', limit: `${limits.treeDepth} levels` },
    });
  }
  const keys =
    node.type === 'leaf' ? node.entries.map((entry) => entry.handle) : node.children.map((child) => child.first);
  const ordered = keys.every((key, index) => {
    const next = keys[index + 1] ?? reference.below;
    return next === null || key < next;
  });
  if (!ordered || (reference.first !== null && keys[0] !== reference.first)) {
    throw new VouchError({
      code: 'tree.unordered',
      message: 'The keys of a tree node are out of order or outside its bounds.',
      hint: 'Rebuild the catalogue with the tool of this version.',
      details: { field: 'handle', cid: reference.cid.toString() },
    });
  }
  return { reference, node, level: found, bytes: bytes.length };
}

function compareEntries(
  before: CatalogueEntry[],
  after: CatalogueEntry[],
): Pick<TreeDiff, 'changed' | 'removed' | 'replaced'> {
  const old = new Map(before.map((entry) => [entry.handle, entry]));
  const changed: CatalogueEntry[] = [];
  const kept = new Set<string>();
  for (const entry of after) {
    const known = old.get(entry.handle);
    if (known !== undefined && sameBytes(dagCbor.encode(known), dagCbor.encode(entry))) kept.add(entry.handle);
    else changed.push(entry);
  }
  const handles = new Set(after.map((entry) => entry.handle));
  return {
    changed: changed.sort((a, b) => compareKeys(a.handle, b.handle)),
    removed: before.map((entry) => entry.handle).filter((handle) => !handles.has(handle)),
    replaced: before.filter((entry) => !kept.has(entry.handle)),
  };
}

const tooLarge = (most: TreeLimits): VouchError =>
  new VouchError({
    code: 'tree.too_large',
    message: `The catalogue tree has more than ${most.nodes} nodes or ${most.bytes} bytes.`,
    hint: 'Publish fewer listings, or stake a larger deposit.',
    details: { field: 'tree', limit: `${most.nodes} nodes, ${most.bytes} bytes` },
  });

const missing = (cid: CID): VouchError =>
  new VouchError({
    code: 'catalogue.block_missing',
    message: `The block ${cid.toString()} of the catalogue tree is missing.`,
    hint: 'Upload it, or wait until a peer serves it.',
    retryable: true,
    details: { field: 'tree', cid: cid.toString() },
  });
