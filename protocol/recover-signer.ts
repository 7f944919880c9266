import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak_256 } from '@noble/hashes/sha3';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils';
import type { Address, Hex } from './primitives.ts';

/**
 * Finds who signed a digest, accepting exactly what the contract accepts: 65 bytes, r and s with s in the lower half of
 * the order, and 27 or 28.
 * @returns the signer's address, or undefined when the signature is none
 */
export function recoverSigner(digest: Hex, signature: Uint8Array): Address | undefined {
  const recovery = signature[64];
  if (signature.length !== 65 || (recovery !== 27 && recovery !== 28)) return undefined;
  try {
    const parsed = secp256k1.Signature.fromCompact(signature.subarray(0, 64)).addRecoveryBit(recovery - 27);
    if (parsed.hasHighS()) return undefined;
    const publicKey = parsed.recoverPublicKey(hexToBytes(digest.slice(2))).toRawBytes(false);
    return `0x${bytesToHex(keccak_256(publicKey.subarray(1)).subarray(12))}`;
  } catch {
    // The library throws for numbers that are no point of the curve: then nobody signed.
    return undefined;
  }
}
