import { secp256k1 } from '@noble/curves/secp256k1';
import { hexToBytes } from '@noble/hashes/utils';
import { privateKeyToAddress } from 'viem/accounts';
import { bytesToHex } from 'viem/utils';
import { type Address, addressSchema, type Hex } from './primitives.ts';

/** A key of a program, which signs for an account once the account let it. */
export interface PlainKey {
  address: Address;
  /** 32 bytes: secret. */
  secret: Uint8Array;
}

/** The key of a secret. @param secret 32 random bytes */
export const plainKeyFromSecret = (secret: Uint8Array): PlainKey => ({
  address: addressSchema.parse(privateKeyToAddress(bytesToHex(secret))),
  secret,
});

/** Signs a digest. @returns 65 bytes: r, s in the lower half, and 27 or 28 */
export function signDigest(digest: Hex, { secret }: PlainKey): Uint8Array {
  const signature = secp256k1.sign(hexToBytes(digest.slice(2)), secret, { lowS: true });
  return Uint8Array.of(...signature.toCompactRawBytes(), 27 + signature.recovery);
}
