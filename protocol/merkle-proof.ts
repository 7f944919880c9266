import { concat, keccak256 } from 'viem/utils';
import type { Hex } from './primitives.ts';

/**
 * Checks a Merkle proof the way OpenZeppelin's MerkleProof does: pairs are hashed in ascending order. It is apart from
 * the tree builder so that browsers load only this.
 */
export function verifyOfferProof({ root, leaf, proof }: { root: Hex; leaf: Hex; proof: readonly Hex[] }): boolean {
  return (
    root ===
    proof.reduce<Hex>(
      (node, sibling) => keccak256(node < sibling ? concat([node, sibling]) : concat([sibling, node])),
      leaf,
    )
  );
}
