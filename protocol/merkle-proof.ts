import { keccak_256 } from '@noble/hashes/sha3';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils';
import type { Hex } from './primitives.ts';

/**
 * Checks a Merkle proof the way OpenZeppelin's MerkleProof does: pairs are hashed in ascending order. It is apart from
 * the tree builder so that browsers load only this.
 */
export function verifyOfferProof({ root, leaf, proof }: { root: Hex; leaf: Hex; proof: readonly Hex[] }): boolean {
  const hashPair = (a: Hex, b: Hex): Hex =>
    `0x${bytesToHex(keccak_256(concatBytes(hexToBytes(a.slice(2)), hexToBytes(b.slice(2)))))}`;
  return root === proof.reduce<Hex>((node, next) => (node < next ? hashPair(node, next) : hashPair(next, node)), leaf);
}
