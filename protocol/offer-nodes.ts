/** keccak-256 of bytes. */
export type Keccak = (bytes: Uint8Array) => Uint8Array;

/** A node of the Merkle tree over offers. */
export interface OfferNode {
  /** 32 bytes as characters of a code each: a fifth of the memory of an array, and compared at once. */
  readonly hash: string;
  /** The right sibling that the node had last, and the node over both: hashed once, found again after every shift. */
  right: OfferNode | null;
  parent: OfferNode | null;
}

const HASH_BYTES = 32;
/** Nodes made between two steps. */
const STEP_NODES = 1_000;
/** Nodes below this height remember the node above. */
const REMEMBERED_HEIGHT = 4;

export const offerNode = (hash: Uint8Array): OfferNode => ({
  // Safety: `apply` reads any list of numbers.
  hash: String.fromCharCode.apply(null, hash as unknown as number[]),
  right: null,
  parent: null,
});

/** Puts nodes into the order of their hashes. */
export const sortNodes = (nodes: OfferNode[]): OfferNode[] => nodes.sort((a, b) => (a.hash < b.hash ? -1 : 1));

/**
 * Replaces leaves.
 * @param sorted all leaves in order
 * @param edit hashes of leaves that go, of which some may not be there, and new leaves in order
 * @returns all leaves in order
 */
export function replaceNodes(
  sorted: readonly OfferNode[],
  { gone, added }: { gone: readonly string[]; added: readonly OfferNode[] },
): OfferNode[] {
  const leaving = new Set(
    gone.map((hash) => placeOf(sorted, hash)).filter((at, index) => sorted[at]?.hash === gone[index]),
  );
  const next: OfferNode[] = [];
  let copied = 0;
  const copyTo = (end: number) => {
    for (; copied < end; copied++) if (!leaving.has(copied)) next.push(sorted[copied] as OfferNode);
  };
  for (const node of added) {
    copyTo(placeOf(sorted, node.hash));
    next.push(node);
  }
  copyTo(sorted.length);
  return next;
}

/** The place of the first node whose hash is not below. */
function placeOf(sorted: readonly OfferNode[], hash: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // Safety: the middle is below the end.
    if ((sorted[middle] as OfferNode).hash < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Builds the tree in OpenZeppelin's layout: sorted leaves fill a complete binary tree from its end; pairs are hashed in
 * ascending order.
 *
 * An edit shifts all leaves between the old and the new place of an offer, and so pairs them anew. Pairs, and pairs of
 * pairs, that were next to each other before are remembered, and what did not shift is taken from the tree before: after
 * some edits one costs a twentieth of the first tree. Higher up too few nodes are ever seen again to be worth the memory.
 */
export function* offerTree(
  sorted: readonly OfferNode[],
  before: readonly OfferNode[],
  keccak: Keccak,
): Generator<void, OfferNode[]> {
  const tree = new Array<OfferNode>(2 * sorted.length - 1);
  for (let index = 0; index < sorted.length; index++) tree[tree.length - 1 - index] = sorted[index] as OfferNode;
  const sameShape = before.length === tree.length;
  const firstRemembered = tree.length / 2 ** (REMEMBERED_HEIGHT + 1);
  const pair = new Uint8Array(2 * HASH_BYTES);
  for (let index = tree.length - 1 - sorted.length; index >= 0; index--) {
    if (index % STEP_NODES === 0) yield;
    // Safety: both children of an inner node were written before it.
    const left = tree[2 * index + 1] as OfferNode;
    const right = tree[2 * index + 2] as OfferNode;
    let node = left.right === right ? left.parent : null;
    if (node === null && sameShape && before[2 * index + 1] === left && before[2 * index + 2] === right)
      node = before[index] ?? null;
    if (node === null) {
      const ascending = left.hash < right.hash;
      writeHash(pair, 0, ascending ? left.hash : right.hash);
      writeHash(pair, HASH_BYTES, ascending ? right.hash : left.hash);
      node = offerNode(keccak(pair));
    }
    if (index >= firstRemembered) {
      left.right = right;
      left.parent = node;
    }
    tree[index] = node;
  }
  return tree;
}

function writeHash(bytes: Uint8Array, start: number, hash: string): void {
  for (let index = 0; index < HASH_BYTES; index++) bytes[start + index] = hash.charCodeAt(index);
}
