import { hash } from 'node:crypto';
import type { Address } from '../../protocol/primitives.ts';

/**
 * The place of a listing among those that a sort finds equal: the same on every node, and unlike the order of arrival or
 * of handles no advantage that comes by itself.
 * @returns the first 56 bits of the SHA-256 of `<shop>/<handle>`
 */
export const listingPlace = (shop: Address, handle: string): bigint =>
  hash('sha256', `${shop}/${handle}`, 'buffer').readBigUInt64BE() >> 8n;
