import type { CID } from 'multiformats/cid';
import type { Address } from '../../protocol/primitives.ts';

/** First byte of each kind of row in the database. */
export const row = {
  /** digest → block of an accepted or arriving catalogue */
  block: 'b',
  /** digest → block that the chain names: review, order details */
  content: 'c',
  /** digest → block uploaded and not yet named */
  staged: 's',
  /** digest → time and size of a staged block */
  stagedAt: 'S',
  /** shop, number → digests of blocks stored by a replication that is not settled */
  arrival: 'a',
  /** shop → the two roots of a replication between commit and settling */
  pending: 'p',
  /** shop, digest → time from which the block, dropped by the catalogue, may go */
  dropped: 'd',
  /** shop, digest → listing kept for orders although its catalogue dropped it */
  kept: 'k',
  /** shop → root of the catalogue that is being dropped, empty for none */
  leaving: 'l',
  /** shop → time since which it has not been worth keeping */
  unkept: 'u',
  /** image digest, document digest → the document shows the image */
  image: 'i',
  /** image digest → size of an image that a document shows and that is not here yet */
  wanted: 'w',
  /** shop, image digest → the image was not here when the shop's catalogue came; it may have come since */
  absent: 'm',
  /** shop, root digest → bytes of the catalogue */
  total: 'q',
  /** kind of block → number and bytes of its blocks */
  count: 'n',
} as const;
export type RowKind = (typeof row)[keyof typeof row];

export const DIGEST_BYTES = 32;
export const SHOP_BYTES = 20;

/** Makes a row's key of its kind and parts. */
export function keyOf(kind: RowKind, ...parts: Uint8Array[]): Uint8Array {
  let bytes = 1;
  for (const part of parts) bytes += part.length;
  // A slice of a common buffer costs much less to hand to LevelDB than an array of its own.
  const key = Buffer.allocUnsafe(bytes);
  key[0] = kind.charCodeAt(0);
  let at = 1;
  for (const part of parts) {
    key.set(part, at);
    at += part.length;
  }
  return key;
}

export const digestBytes = (cid: CID): Uint8Array => cid.multihash.digest;
// Copies, because a small array gets memory outside the heap, for good, when its buffer is asked for.
export const hexOf = (digest: Uint8Array): string => Buffer.from(digest).toString('hex');
export const digestHex = (cid: CID): string => hexOf(cid.multihash.digest);

/** Digests that follow one another, each in hex: one call for all costs a small part of one for each. */
export function hexesOf(digests: Uint8Array): string[] {
  const text = hexOf(digests);
  return Array.from({ length: digests.length / DIGEST_BYTES }, (_, index) =>
    text.slice(2 * index * DIGEST_BYTES, 2 * (index + 1) * DIGEST_BYTES),
  );
}

/** What `digestHex` gives for each. @param cids of SHA-256 */
export function digestHexes(cids: readonly CID[]): string[] {
  const digests = new Uint8Array(cids.length * DIGEST_BYTES);
  for (const [index, cid] of cids.entries()) digests.set(digestBytes(cid), index * DIGEST_BYTES);
  return hexesOf(digests);
}
export const shopBytes = (shop: Address): Uint8Array => Buffer.from(shop.slice(2), 'hex');
// Safety: the rows hold the 20 bytes of an address there.
export const shopFrom = (bytes: Uint8Array): Address => `0x${hexOf(bytes)}`;

/** Encodes a number as 8 bytes whose order is that of the numbers. */
export function numberBytes(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
export const numberFrom = (bytes: Uint8Array): number =>
  Number(Buffer.from(bytes.buffer, bytes.byteOffset, 8).readBigUInt64BE());
