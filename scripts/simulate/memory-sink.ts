import type { Sink } from '../../node/p2p/ports.ts';
import { encodeHead, type Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';

/** What a simulated node has recorded, which outlives its stops and goes with its disk. */
export interface MemorySink extends Sink {
  held: Map<Address, Head>;
  /** Shop → handle → listing CID. */
  listings: Map<Address, Map<string, string>>;
  /** `shop/version` of each equivocation that was seen. */
  equivocations: Set<string>;
}

/** Makes an empty one. */
export function createMemorySink(): MemorySink {
  const sink: MemorySink = {
    held: new Map(),
    listings: new Map(),
    equivocations: new Set(),
    heads: async () => [...sink.held.values()],
    apply: async ({ head, changed, removed, complete }) => {
      const { shop } = head.catalogue;
      const rows = new Map(complete ? [] : sink.listings.get(shop));
      for (const handle of removed) rows.delete(handle);
      for await (const part of changed) for (const { entry } of part) rows.set(entry.handle, entry.listing.toString());
      sink.listings.set(shop, rows);
      sink.held.set(shop, head);
    },
    drop: async (shop) => {
      sink.held.delete(shop);
      sink.listings.delete(shop);
      return [];
    },
    equivocation: async ({ other }) => {
      sink.equivocations.add(`${other.catalogue.shop}/${other.catalogue.version}`);
    },
    isReferenced: async () => false,
    wanted: async () => [],
    content: async () => 'unwanted',
  };
  return sink;
}

/** What two nodes must agree on, as text: each shop with the bytes of its head. */
export const headsOf = (sink: MemorySink): string =>
  [...sink.held.values()]
    .map((head) => Buffer.from(encodeHead(head).bytes).toString('hex'))
    .sort()
    .join('\n');
