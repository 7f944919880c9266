import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { supersedes } from './head-order.ts';

/** The heads that this node holds, in memory: what gossip is compared with. */
export interface HeadBook {
  held(shop: Address): Head | undefined;
  /** All held heads, in no certain order. */
  all(): Iterable<Head>;
  size(): number;
  /** Records a head as accepted. */
  hold(head: Head): void;
}

/** Opens the book over the heads that were accepted before. */
export function createHeadBook(heads: readonly Head[]): HeadBook {
  const held = new Map<Address, Head>();
  const hold = (head: Head) => {
    const known = held.get(head.catalogue.shop);
    if (known === undefined || supersedes(head, known)) held.set(head.catalogue.shop, head);
  };
  heads.forEach(hold);
  return { held: (shop) => held.get(shop), all: () => held.values(), size: () => held.size, hold };
}
