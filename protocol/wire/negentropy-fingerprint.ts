import { sha256 } from '@noble/hashes/sha2';
import { encodeVarint } from './negentropy-varint.ts';

/** A sum of ids modulo 2^256: eight limbs of 32 bits, the lowest first. */
export type Sum = Uint32Array;

const LIMBS = 8;
export const FINGERPRINT_BYTES = 16;

/** Zero. */
export const newSum = (): Sum => new Uint32Array(LIMBS);

/** Adds in place, modulo 2^256. */
export const add = (sum: Sum, other: Sum): void => addLimbs(sum, (limb) => other[limb] as number);

/** Adds the id that begins at `start`, its lowest byte first. */
export const addId = (sum: Sum, bytes: Uint8Array, start: number): void =>
  addLimbs(sum, (limb) => limbAt(bytes, start + limb * 4));

/** Subtracts in place, modulo 2^256. */
export const take = (sum: Sum, other: Sum): void => takeLimbs(sum, (limb) => other[limb] as number);

/** Subtracts the id that begins at `start`. */
export const takeId = (sum: Sum, bytes: Uint8Array, start: number): void =>
  takeLimbs(sum, (limb) => limbAt(bytes, start + limb * 4));

function addLimbs(sum: Sum, other: (limb: number) => number): void {
  let carry = 0;
  for (let limb = 0; limb < LIMBS; limb++) {
    const value = (sum[limb] as number) + other(limb) + carry;
    sum[limb] = value;
    carry = value > 0xffff_ffff ? 1 : 0;
  }
}

function takeLimbs(sum: Sum, other: (limb: number) => number): void {
  let borrow = 0;
  for (let limb = 0; limb < LIMBS; limb++) {
    const value = (sum[limb] as number) - other(limb) - borrow;
    sum[limb] = value;
    borrow = value < 0 ? 1 : 0;
  }
}

const limbAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)) >>>
  0;

/** The fingerprint of a range: the first 16 bytes of SHA-256 over the sum of its ids and their number. */
export function fingerprintOf(sum: Sum, count: number): Uint8Array {
  const number = encodeVarint(count);
  const bytes = new Uint8Array(LIMBS * 4 + number.length);
  const view = new DataView(bytes.buffer);
  for (let limb = 0; limb < LIMBS; limb++) view.setUint32(limb * 4, sum[limb] as number, true);
  bytes.set(number, LIMBS * 4);
  return sha256(bytes).slice(0, FINGERPRINT_BYTES);
}
