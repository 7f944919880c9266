import type { CatalogueEntry } from '../catalogue.ts';
import { limits } from '../limits.ts';
import { groupSharesBps } from '../offer.ts';
import type { Draft } from './draft.ts';

/**
 * The offers of an imported listing with the group prices that it had: product files say nothing of them. One that would
 * not be below the new price, or whose shares the new terms leave no room for, goes.
 * @param before the listing's entry in the catalogue so far; undefined for a new listing
 */
export function keptGroups(
  { offers, terms }: Pick<Draft, 'offers' | 'terms'>,
  before: Pick<CatalogueEntry, 'offers'> | undefined,
): Draft['offers'] {
  return offers.map((offer) => {
    const group = before?.offers.find(({ code }) => code === offer.code)?.group;
    if (group === undefined || offer.group !== undefined) return offer;
    const holds =
      BigInt(group.priceUnits) < BigInt(offer.priceUnits) && groupSharesBps(terms, group) <= limits.sharesBps;
    return holds ? { ...offer, group } : offer;
  });
}
