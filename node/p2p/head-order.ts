import { sameBytes } from '../../protocol/block.ts';
import { encodeHead, type Head } from '../../protocol/head.ts';
import type { Anchor } from './ports.ts';

/**
 * Decides which of two heads of one shop is held: the higher version; of one version the root that the shop anchored on
 * chain, and else the lower root, so that all nodes agree after an equivocation; of one root the one valid longer; then the
 * lower bytes. A total order, so that nodes with the same messages and the same chain hold the same head (I13).
 * @param anchor what the shop anchored last, if anything
 * @returns true when the candidate takes the held one's place
 */
export function supersedes(candidate: Head, held: Head, anchor: Anchor | null): boolean {
  const { catalogue: a } = candidate;
  const { catalogue: b } = held;
  if (a.version !== b.version) return a.version > b.version;
  if (a.root !== b.root) {
    if (anchor?.version === a.version && (anchor.root === a.root || anchor.root === b.root))
      return anchor.root === a.root;
    return a.root < b.root;
  }
  if (a.validUntil !== b.validUntil) return a.validUntil > b.validUntil;
  return Buffer.compare(encodeHead(candidate).bytes, encodeHead(held).bytes) < 0;
}

/** True when a shop signed two catalogues under one version. */
export const equivocates = (one: Head, other: Head): boolean =>
  one.catalogue.shop === other.catalogue.shop &&
  one.catalogue.version === other.catalogue.version &&
  (one.catalogue.root !== other.catalogue.root || one.catalogue.offers !== other.catalogue.offers);

/** True when both are the same message with the same signature. */
export const sameHead = (one: Head, other: Head): boolean => sameBytes(encodeHead(one).bytes, encodeHead(other).bytes);
