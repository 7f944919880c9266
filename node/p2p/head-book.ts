import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { supersedes } from './head-order.ts';
import type { Anchor } from './ports.ts';

/** The heads that this node holds, and the anchors it was told of, in memory: what new heads are compared with. */
export interface HeadBook {
  held(shop: Address): Head | undefined;
  /** All held heads, in no certain order. */
  all(): Iterable<Head>;
  size(): number;
  /** Records a head as accepted. */
  hold(head: Head): void;
  /** Forgets the head of a shop that is no longer kept. */
  release(shop: Address): void;
  /** Records what the chain says that a shop anchored last. */
  anchor(shop: Address, anchor: Anchor | null): void;
  anchored(shop: Address): Anchor | null;
  /** True when the candidate takes the other's place, by the shop's anchor as this book knows it. */
  supersedes(candidate: Head, held: Head): boolean;
}

/**
 * Opens the book over the heads that were accepted before.
 * @param changed is told of each head that a shop has from now on, undefined for none
 */
export function createHeadBook(
  heads: readonly Head[],
  changed: (shop: Address, head: Head | undefined) => void = () => undefined,
): HeadBook {
  const held = new Map<Address, Head>();
  const anchors = new Map<Address, Anchor>();
  const book: HeadBook = {
    held: (shop) => held.get(shop),
    all: () => held.values(),
    size: () => held.size,
    hold: (head) => {
      const known = held.get(head.catalogue.shop);
      if (known !== undefined && !book.supersedes(head, known)) return;
      held.set(head.catalogue.shop, head);
      changed(head.catalogue.shop, head);
    },
    release: (shop) => {
      held.delete(shop);
      changed(shop, undefined);
    },
    anchor: (shop, anchor) => {
      if (anchor === null) anchors.delete(shop);
      else anchors.set(shop, anchor);
    },
    anchored: (shop) => anchors.get(shop) ?? null,
    supersedes: (candidate, other) => supersedes(candidate, other, book.anchored(candidate.catalogue.shop)),
  };
  heads.forEach(book.hold);
  return book;
}
