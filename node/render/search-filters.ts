import type { ListingFilters } from '../../protocol/api/search.ts';
import { addressSchema } from '../../protocol/primitives.ts';
import { microsOf } from '../../web/components/search-link.ts';
import type { SearchQuery } from '../../web/search-query.ts';
import { pointOf } from './places.ts';

const METRES = 1_000;
const MILLI_STARS = 1_000;

/**
 * Turns what a page was asked for into filters of the index.
 * @param query as the page's address says it
 * @returns the filters, and whether the place that it names is known
 */
export function searchFilters(query: SearchQuery): { filters: ListingFilters; placeKnown: boolean } {
  const { q, asTyped, kind, category, tag, shop, min, max, stars, to, near, km, stock, group, covered } = query;
  const point = near === null ? null : pointOf(near);
  const filters: ListingFilters = {
    ...(q === '' ? {} : { q }),
    ...(asTyped ? { asTyped } : {}),
    ...(kind === null ? {} : { kind }),
    ...(category === null ? {} : { category }),
    ...(tag === null ? {} : { tag }),
    ...(shop === null ? {} : { shop: addressSchema.parse(shop) }),
    ...(min === null ? {} : { minPriceUnits: String(microsOf(min)) }),
    ...(max === null ? {} : { maxPriceUnits: String(microsOf(max)) }),
    ...(stars === null ? {} : { minMilliStars: Math.round(stars * MILLI_STARS) }),
    ...(to === null ? {} : { deliversTo: to }),
    ...(point === null ? {} : { near: point, withinMetres: km * METRES }),
    ...(stock ? { inStock: true } : {}),
    ...(group ? { group: true } : {}),
    ...(covered ? { covered: true } : {}),
  };
  return { filters, placeKnown: near === null || point !== null };
}
