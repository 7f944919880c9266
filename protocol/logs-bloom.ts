import { keccak256, toBytes, toHex } from 'viem/utils';
import type { Hex } from './primitives.ts';

const BYTES = 256;

/** The three bits of a bloom that an address or a topic sets, as places counted from the filter's last bit. */
export type BloomBits = readonly [number, number, number];

/** Places of the bits that an address or a topic sets in a block's `logsBloom`. */
export function bloomBits(item: Hex): BloomBits {
  const digest = keccak256(item, 'bytes');
  const at = (index: number) => (((digest[index] ?? 0) << 8) | (digest[index + 1] ?? 0)) & 0x7ff;
  return [at(0), at(2), at(4)];
}

/**
 * Whether a filter may hold an item. A filter that does not is proof that no log of the block names the item; one that does
 * may do so by chance.
 * @param bloom `logsBloom` of a block, 256 bytes
 */
export function bloomHolds(bloom: Hex, bits: BloomBits): boolean {
  return bits.every((bit) => {
    // The digit of four bits: the last digit of the text holds bits 0 to 3.
    const digit = Number.parseInt(bloom[bloom.length - 1 - (bit >> 2)] ?? '0', 16);
    return ((digit >> (bit & 3)) & 1) === 1;
  });
}

/** The filter over logs, as a receipt or a block header carries it. */
export function bloomOf(logs: readonly { address: Hex; topics: readonly Hex[] }[]): Hex {
  const filter = new Uint8Array(BYTES);
  for (const { address, topics } of logs) {
    for (const item of [address, ...topics]) {
      for (const bit of bloomBits(item)) {
        const byte = BYTES - 1 - (bit >> 3);
        filter[byte] = (filter[byte] ?? 0) | (1 << (bit & 7));
      }
    }
  }
  return toHex(filter);
}

/** A filter in which nothing is. */
export const emptyBloom: Hex = toHex(toBytes('', { size: BYTES }));
