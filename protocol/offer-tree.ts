import { SimpleMerkleTree } from '@openzeppelin/merkle-tree';
import type { Hex } from './primitives.ts';

/** The Merkle tree over a catalogue's offers: its root is signed, its proofs go to buyers. */
export interface OfferTree {
  root: Hex;
  /** @returns the proof of a leaf, or undefined when it is not in the tree */
  proof(leaf: Hex): Hex[] | undefined;
}

/**
 * Builds the tree over leaf hashes made by `offerLeaf`. The order of the leaves does not matter.
 * @param leaves at least one leaf hash
 */
export function buildOfferTree(leaves: readonly Hex[]): OfferTree {
  const tree = SimpleMerkleTree.of([...leaves]);
  const known = new Set(leaves);
  return {
    // Safety: the library gives 0x-prefixed hex.
    root: tree.root as Hex,
    proof: (leaf) => (known.has(leaf) ? (tree.getProof(leaf) as Hex[]) : undefined),
  };
}
