import type { ListingSort } from '../protocol/api/listing.ts';
import type { Kind } from '../protocol/kind.ts';

/**
 * What `/search` was asked for. Every field is also the name of its query parameter; a field that was not asked for is
 * null, false or empty. Links of the page keep all of them but `cursor`, which the next page of the same search sets.
 */
export interface SearchQuery {
  q: string;
  /** Words as they are typed: none is put right. */
  asTyped: boolean;
  sort: ListingSort;
  kind: Kind | null;
  /** Number in Google's product taxonomy; everything below it counts too. */
  category: number | null;
  tag: string | null;
  /** Address of one shop. */
  shop: string | null;
  /** Bounds of the lowest price in whole tokens, as typed: `12` or `12.50`. */
  min: string | null;
  max: string | null;
  /** Least stars of the listing, such as 4.5. */
  stars: number | null;
  /** Country that it is delivered to, as two capital letters. */
  to: string | null;
  /** Where the goods should be near: `latitude,longitude`, or the name of a place. */
  near: string | null;
  /** Kilometres around `near`. */
  km: number;
  /** Only what can be bought now. */
  stock: boolean;
  /** Only what groups buy for less. */
  group: boolean;
  /** Only what the deposit covers fully. */
  covered: boolean;
  cursor: string | null;
}
