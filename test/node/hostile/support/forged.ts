import { randomBytes } from 'node:crypto';
import { encodeHead, type Head } from '../../../../protocol/head.ts';
import type { Address, Hex } from '../../../../protocol/primitives.ts';
import { seconds } from '../../p2p/support/node-parts.ts';

const hex = (bytes: number): Hex => `0x${randomBytes(bytes).toString('hex')}`;

/** A head in perfect form, of a shop that nobody owns or of a given one, with a signature of noise. */
export function forgedHead(options: { shop?: Address; version?: number } = {}): Uint8Array {
  // Safety: twenty bytes in lower-case hex are an address.
  const shop = options.shop ?? (hex(20) as Address);
  const signature = Uint8Array.from(randomBytes(65));
  signature[64] = 27;
  // High halves are refused by form; this one is looked at.
  signature[32] = 1;
  const head: Head = {
    v: 1,
    type: 'head',
    catalogue: { shop, version: options.version ?? 1, root: hex(32), offers: hex(32), validUntil: seconds() + 10_000 },
    signer: shop,
    signature,
  };
  return encodeHead(head).bytes;
}
