import { toEventSelector } from 'viem';
import { type BloomBits, bloomBits, bloomHolds } from '../../protocol/logs-bloom.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { type FollowedContract, followedAbis } from '../handlers/events.ts';
import type { Log } from '../rpc/answers.ts';

/** Compares logs of one block with the filter in its header. */
export interface BloomCheck {
  /** False is proof that the block has not all of these logs. */
  holds(bloom: Hex, logs: readonly Log[]): boolean;
  /** False is proof that the block has no event of the followed contracts; true may be by chance. */
  mayHaveEvents(bloom: Hex): boolean;
}

/** @param contracts where the followed contracts are */
export function createBloomCheck(contracts: Record<FollowedContract, Address>): BloomCheck {
  const sources = (Object.keys(followedAbis) as FollowedContract[]).map((name) => ({
    address: bloomBits(contracts[name]),
    events: followedAbis[name].filter(({ type }) => type === 'event').map((item) => bloomBits(selectorOf(item))),
  }));
  const known = new Map<Hex, BloomBits>();
  const bitsOf = (address: Address): BloomBits => {
    const bits = known.get(address) ?? bloomBits(address);
    known.set(address, bits);
    return bits;
  };
  return {
    holds: (bloom, logs) => {
      // Hashing is what this costs, and logs of a block repeat most of their topics.
      const topics = new Set(logs.flatMap((log) => log.topics));
      const addresses = new Set(logs.map(({ address }) => address));
      return (
        [...addresses].every((address) => bloomHolds(bloom, bitsOf(address))) &&
        [...topics].every((topic) => bloomHolds(bloom, bloomBits(topic)))
      );
    },
    mayHaveEvents: (bloom) =>
      sources.some(
        ({ address, events }) => bloomHolds(bloom, address) && events.some((event) => bloomHolds(bloom, event)),
      ),
  };
}

// Safety: only events are passed.
const selectorOf = (item: (typeof followedAbis)[FollowedContract][number]): Hex =>
  toEventSelector(item as Parameters<typeof toEventSelector>[0]);
