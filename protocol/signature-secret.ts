import { hkdf } from '@noble/hashes/hkdf';
import { sha256 } from '@noble/hashes/sha2';
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils';
import type { Hex } from './primitives.ts';

/** True for a signature of 65 bytes; those of contract accounts have any length. */
export const isPlainSignature = (signature: Hex): boolean => /^0x[0-9a-fA-F]{130}$/.test(signature);

/**
 * Makes a secret of a wallet's signature: HKDF-SHA-256 over r and s. The recovery byte is left out, because wallets write
 * it differently. The same wallet gives the same secret again, so nothing has to be kept.
 * @param signature of an account that signs deterministically (RFC 6979)
 * @param use what the secret is for, with a version: secrets of two uses tell nothing about each other
 * @returns 32 bytes, or undefined when the signature is not 65 bytes long, such as that of a contract account
 */
export const secretFromSignature = (signature: Hex, use: string): Uint8Array | undefined =>
  isPlainSignature(signature)
    ? hkdf(sha256, hexToBytes(signature.slice(2, 130)), utf8ToBytes('vouch'), utf8ToBytes(use), 32)
    : undefined;
