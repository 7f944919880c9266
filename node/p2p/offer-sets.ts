import type { OfferSet } from '../../protocol/offer-hasher.ts';
import type { Address } from '../../protocol/primitives.ts';

/** The hashed offers of catalogues in use, so that an edit does not hash a whole catalogue again. */
export interface OfferSets {
  /** @returns the set of a shop's catalogue, when it is the one with this tree */
  of(shop: Address, tree: string): OfferSet | undefined;
  keep(shop: Address, tree: string, offers: OfferSet): void;
}

/** Makes the memory. @param mostLeaves leaves over all shops; the shops used longest ago go first */
export function createOfferSets(mostLeaves: number): OfferSets {
  const known = new Map<Address, { tree: string; offers: OfferSet }>();
  let leaves = 0;
  const forget = (shop: Address) => {
    leaves -= known.get(shop)?.offers.size ?? 0;
    known.delete(shop);
  };
  return {
    of: (shop, tree) => {
      const found = known.get(shop);
      return found?.tree === tree ? found.offers : undefined;
    },
    keep: (shop, tree, offers) => {
      forget(shop);
      known.set(shop, { tree, offers });
      leaves += offers.size;
      for (const oldest of known.keys()) {
        if (leaves <= mostLeaves || oldest === shop) break;
        forget(oldest);
      }
    },
  };
}
