import { z } from 'zod';
import { kinds } from '../kind.ts';
import { limits } from '../limits.ts';
import { addressSchema, countrySchema } from '../primitives.ts';
import { addressText, imageView, listQuery, pageOf, textsByLanguage, unitsText } from './common.ts';
import { listingSorts, listingSummary } from './listing.ts';

/** Query flags: absent or `false` asks for everything. */
const flag = z.stringbool().optional();
const microsText = z
  .string()
  .regex(/^[0-9]{1,39}$/, 'must be a whole number of millionths of a token')
  .optional();

/** A point and a distance around it: `latitude,longitude` in degrees. */
export const nearText = z.string().regex(/^-?\d{1,2}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?$/, 'must be latitude,longitude');

/** What narrows a list of listings; facets are counted over the same filters. */
export const listingFilters = z.object({
  q: z.string().max(limits.queryCharacters).optional(),
  /** Takes words as they are typed, also when they look misspelt. */
  asTyped: flag,
  shop: addressSchema.optional(),
  kind: z.enum(kinds).optional(),
  /** Number in Google's product taxonomy; everything below it counts too. */
  category: z.coerce.number().int().min(1).max(999_999).optional(),
  tag: z.string().max(limits.tagCharacters).optional(),
  /** Bounds of the lowest price, in millionths of a whole token. */
  minPriceUnits: microsText,
  maxPriceUnits: microsText,
  /** Least score of the listing, in thousandths of a star. */
  minMilliStars: z.coerce.number().int().min(1_000).max(5_000).optional(),
  /** Delivers to this country. */
  deliversTo: countrySchema.optional(),
  near: nearText.optional(),
  /** Metres around `near`. */
  withinMetres: z.coerce.number().int().min(100).max(20_000_000).optional(),
  inStock: flag,
  group: flag,
  /** Only listings whose lowest price the free deposit covers whole. */
  covered: flag,
});
export type ListingFilters = z.infer<typeof listingFilters>;

export const listingSearchQuery = listingFilters.extend({
  limit: listQuery.shape.limit,
  cursor: listQuery.shape.cursor,
  sort: z.enum(listingSorts).optional(),
  /** Who looks: new shops are shown to different viewers on different days. Left out, everybody sees the same. */
  viewer: addressSchema.optional(),
});
export type ListingSearchQuery = z.infer<typeof listingSearchQuery>;

/** How many rows match: exact up to a bound, and at least that many beyond it. */
export const matchCount = z.object({ count: z.number(), isExact: z.boolean() });
export type MatchCount = z.infer<typeof matchCount>;

/** Listings found, what the words were corrected to (null when they were taken as they are), and how many match. */
export const listingSearchPage = pageOf(listingSummary).extend({
  corrected: z.string().nullable(),
  total: matchCount,
});
export type ListingSearchPage = z.infer<typeof listingSearchPage>;

const counted = { count: z.number() };

/** A category of Google's product taxonomy with its names and the number of its parent; null at the top. */
export const categoryView = z.object({ category: z.number(), names: textsByLanguage, parent: z.number().nullable() });
export type CategoryView = z.infer<typeof categoryView>;

/** A category with those above it, from the top. */
export const categoryPlace = categoryView.extend({ above: z.array(categoryView) });
export type CategoryPlace = z.infer<typeof categoryPlace>;

/**
 * What the matches hold, so that a reader can narrow them. A facet is counted under all filters but its own; values
 * without matches are left out.
 */
export const facetsView = z.object({
  total: matchCount,
  kinds: z.array(z.object({ kind: z.enum(kinds), ...counted })),
  /** Below the chosen category, or at the top; most first, at most 24. The chosen one comes with its parents in `path`. */
  categories: z.array(categoryView.extend(counted)),
  path: z.array(categoryView),
  tags: z.array(z.object({ tag: z.string(), ...counted })),
  shops: z.array(z.object({ shop: addressText, names: textsByLanguage, ...counted })),
  /** Listings with at least so many thousandths of a star: 4500, 4000, 3000. */
  stars: z.array(z.object({ minMilliStars: z.number(), ...counted })),
  /** Least and most price among the matches and ten bars between them; null without matches. */
  prices: z
    .object({
      minUnits: unitsText,
      maxUnits: unitsText,
      bars: z.array(z.object({ fromUnits: unitsText, toUnits: unitsText, ...counted })),
    })
    .nullable(),
  countries: z.array(z.object({ country: z.string(), ...counted })),
  inStock: z.number(),
  group: z.number(),
  covered: z.number(),
});
export type FacetsView = z.infer<typeof facetsView>;

/** Ways to go on while a query is typed: words that listings hold, listings, shops, categories. At most ten together. */
export const suggestionsView = z.object({
  words: z.array(z.string()),
  listings: z.array(
    z.object({ shop: addressText, handle: z.string(), titles: textsByLanguage, image: imageView.nullable() }),
  ),
  shops: z.array(z.object({ shop: addressText, names: textsByLanguage, logo: imageView.nullable() })),
  categories: z.array(categoryPlace),
});
export type SuggestionsView = z.infer<typeof suggestionsView>;
