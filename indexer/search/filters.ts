import { type RawBuilder, sql } from 'kysely';
import type { ListingFilters } from '../../protocol/api/search.ts';
import { kinds } from '../../protocol/kind.ts';
import { categoriesWithin } from './taxonomy.ts';
import { marks, tokenHash } from './token-hash.ts';

/** Filters with the time for which they hold. */
export type TimedFilters = Omit<ListingFilters, 'shop'> & {
  shop?: string | undefined;
  /** Unix seconds: catalogues that ended before are left out. */
  now: number;
};

/** What a listing must fulfil to be listed at all: an accepted token, a catalogue that is neither cancelled nor run out. */
export const isListed = (now: number) => sql`t.listed_until > ${now}::int8`;

/** Filters that a reader narrows a list by; each has its own facet. */
export const facetFilters = [
  'kind',
  'category',
  'tag',
  'shop',
  'minMilliStars',
  'price',
  'deliversTo',
  'inStock',
  'group',
  'covered',
] as const;
export type FacetFilter = (typeof facetFilters)[number];

/** The condition of each filter that is set, on `search_rows r join search_tills t`. */
export function facetConditions(filters: TimedFilters): Map<FacetFilter, RawBuilder<unknown>> {
  const { kind, category, tag, shop, minMilliStars, minPriceUnits, maxPriceUnits, deliversTo } = filters;
  const conditions = new Map<FacetFilter, RawBuilder<unknown>>();
  if (kind !== undefined) conditions.set('kind', sql`r.kind = ${kinds.indexOf(kind)}::int`);
  if (category !== undefined)
    conditions.set('category', sql`r.category in (select unnest(${categoriesWithin(category)}::int[]))`);
  if (tag !== undefined) conditions.set('tag', sql`${tag} = any(r.tags)`);
  if (shop !== undefined) conditions.set('shop', sql`t.shop = ${shop}`);
  if (minMilliStars !== undefined)
    conditions.set('minMilliStars', sql`r.reviews > 0 and r.milli_stars >= ${minMilliStars}::int`);
  if (minPriceUnits !== undefined || maxPriceUnits !== undefined)
    conditions.set(
      'price',
      sql`r.price_micros between ${micros(minPriceUnits, 0n)}::int8 and ${micros(maxPriceUnits, MOST_MICROS)}::int8`,
    );
  if (deliversTo !== undefined) conditions.set('deliversTo', sql`r.countries && array[${deliversTo}, '*']`);
  if (filters.inStock) conditions.set('inStock', sql`r.in_stock`);
  if (filters.group) conditions.set('group', sql`r.is_group`);
  if (filters.covered) conditions.set('covered', isCovered);
  return conditions;
}

/** With one filter at most: then statements have one of a few texts, and are worth being prepared. */
export const isUsual = (filters: TimedFilters): boolean =>
  filters.near === undefined && facetConditions(filters).size <= 1;

/** The free deposit pays the lowest price whole. */
export const isCovered = sql`(r.is_covered_whole and t.free_units >= r.price_units)`;

const MOST_MICROS = 2n ** 63n - 1n;
const micros = (text: string | undefined, otherwise: bigint): string => {
  const amount = text === undefined ? otherwise : BigInt(text);
  return String(amount > MOST_MICROS ? MOST_MICROS : amount);
};

/** The filters that the index of tokens answers, as a part of intarray's query_int; empty for none. */
export function indexedFilters({ category, tag, deliversTo }: TimedFilters): string[] {
  return [
    ...(category === undefined ? [] : [String(tokenHash(marks.category(category)))]),
    ...(tag === undefined ? [] : [String(tokenHash(marks.tag(tag)))]),
    ...(deliversTo === undefined ? [] : [`(${tokenHash(marks.country(deliversTo))}|${tokenHash(marks.country('*'))})`]),
  ];
}

const DEFAULT_METRES = 50_000;
const EARTH_RADIUS_METRES = 6_371_009;
/** Metres in a degree of latitude, rounded down so that the box is never too small. */
const DEGREE_METRES = 111_000;

/** Within a distance of a place: a box that an index answers, and the distance on a sphere. Empty where none is asked for. */
export function nearConditions({ near, withinMetres = DEFAULT_METRES }: TimedFilters): RawBuilder<unknown>[] {
  if (near === undefined) return [];
  const [latitude = 0, longitude = 0] = near.split(',').map(Number);
  const high = withinMetres / DEGREE_METRES;
  const narrowest = Math.cos((Math.min(Math.abs(latitude) + high, 90) * Math.PI) / 180);
  const wide = narrowest * DEGREE_METRES * 180 > withinMetres ? withinMetres / (DEGREE_METRES * narrowest) : 180;
  const e6 = (degrees: number) => Math.round(degrees * 1e6);
  const [west, east] = [longitude - wide, longitude + wide];
  // A box over the date line is two.
  const isBetween = (from: number, to: number) => sql`r.longitude_e6 between ${e6(from)}::int8 and ${e6(to)}::int8`;
  const longitudes =
    wide >= 180
      ? [sql`true`]
      : [
          isBetween(Math.max(west, -180), Math.min(east, 180)),
          ...(west < -180 ? [isBetween(west + 360, 180)] : []),
          ...(east > 180 ? [isBetween(-180, east - 360)] : []),
        ];
  return [
    sql`r.latitude_e6 between ${e6(latitude - high)}::int8 and ${e6(latitude + high)}::int8`,
    sql`(${sql.join(longitudes, sql` or `)})`,
    sql`2 * ${EARTH_RADIUS_METRES}::float8 * asin(sqrt(least(1,
      power(sind((r.latitude_e6 / 1e6::float8 - ${latitude}::float8) / 2), 2)
      + cosd(${latitude}::float8) * cosd(r.latitude_e6 / 1e6::float8) * power(sind((r.longitude_e6 / 1e6::float8 - ${longitude}::float8) / 2), 2)
    ))) <= ${withinMetres}::float8`,
  ];
}

/** All of some conditions; true for none. */
export const every = (conditions: Iterable<RawBuilder<unknown>>): RawBuilder<unknown> => {
  const all = [...conditions];
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
};
