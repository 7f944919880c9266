import secp256k1 from 'secp256k1';
import { keccak256 } from 'viem/utils';
import type { Address, Hex } from '../../protocol/primitives.ts';

/** Half the order of secp256k1, big-endian: a larger s is a copy of a valid signature, which the contract refuses. */
const halfOrder = Buffer.from('7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0', 'hex');

/**
 * Finds who signed a digest, as `recoverSigner` of the protocol does and the contract accepts, with native code.
 * @param signature 65 bytes: r, s in the lower half, 27 or 28
 * @returns undefined when the signature is none
 */
export function recoverNative(digest: Hex, signature: Uint8Array): Address | undefined {
  const recovery = signature[64];
  if (signature.length !== 65 || (recovery !== 27 && recovery !== 28)) return undefined;
  if (Buffer.compare(signature.subarray(32, 64), halfOrder) > 0) return undefined;
  try {
    const message = Buffer.from(digest.slice(2), 'hex');
    const key = secp256k1.ecdsaRecover(signature.subarray(0, 64), recovery - 27, message, false);
    return `0x${keccak256(key.subarray(1)).slice(26)}`;
  } catch {
    // The library throws for numbers that are no point of the curve: then nobody signed.
    return undefined;
  }
}
