import { setImmediate as othersFirst } from 'node:timers/promises';
import { keccak_256 } from '@noble/hashes/sha3';
import type { OfferTree } from '../../protocol/offer-tree.ts';
import type { Hex } from '../../protocol/primitives.ts';

const BYTES = 32;
/** Hashes between two looks at what else is waiting: about five milliseconds. */
const HASHES_AT_ONCE = 1_000;

/**
 * Builds the tree of `buildOfferTree` without holding up the process: a shop may have a hundred thousand offers, and
 * pages are served meanwhile.
 * @param leaves at least one leaf hash, in any order
 */
export async function buildProofTree(leaves: readonly Hex[]): Promise<OfferTree> {
  if (leaves.length === 0) throw new RangeError('a Merkle tree needs at least one leaf');
  // OpenZeppelin's layout: leaves in ascending order fill a complete binary tree from its end.
  const sorted = leaves.map((leaf) => leaf.toLowerCase() as Hex).sort();
  const nodes = 2 * sorted.length - 1;
  const tree = Buffer.alloc(nodes * BYTES);
  const places = new Map<string, number>();
  for (const [index, leaf] of sorted.entries()) {
    const place = nodes - 1 - index;
    tree.write(leaf.slice(2), place * BYTES, 'hex');
    places.set(leaf, place);
  }
  const pair = Buffer.alloc(2 * BYTES);
  for (let place = nodes - 1 - sorted.length; place >= 0; place -= 1) {
    const [left, right] = [nodeAt(tree, 2 * place + 1), nodeAt(tree, 2 * place + 2)];
    const isAscending = left.compare(right) < 0;
    (isAscending ? left : right).copy(pair, 0);
    (isAscending ? right : left).copy(pair, BYTES);
    tree.set(keccak_256(pair), place * BYTES);
    if (place % HASHES_AT_ONCE === 0) await othersFirst();
  }
  return {
    root: hexOf(tree, 0),
    proof: (leaf) => {
      const place = places.get(leaf.toLowerCase());
      return place === undefined ? undefined : pathOf(tree, place);
    },
  };
}

const nodeAt = (tree: Buffer, place: number): Buffer => tree.subarray(place * BYTES, (place + 1) * BYTES);

const hexOf = (tree: Buffer, place: number): Hex => `0x${nodeAt(tree, place).toString('hex')}`;

/** The siblings from a leaf up to the root. */
function pathOf(tree: Buffer, leaf: number): Hex[] {
  const path: Hex[] = [];
  for (let place = leaf; place > 0; place = Math.floor((place - 1) / 2)) {
    path.push(hexOf(tree, place % 2 === 0 ? place - 1 : place + 1));
  }
  return path;
}
