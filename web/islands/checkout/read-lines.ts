import type { ListingDetail, VariantView } from '../../../protocol/api/listing.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { readJson } from '../api.ts';
import type { CartLine } from '../cart/cart-store.ts';

/** What became different since the line was put into the cart. */
export type LineChange = 'price' | 'quantity';
/** Why a line cannot be bought now. */
export type LineProblem = 'gone' | 'sold_out' | 'expired';

/** A line of the cart with what its shop sells now. */
export interface FreshLine {
  line: CartLine;
  detail: ListingDetail;
  variant: VariantView;
  changes: readonly LineChange[];
  /** Units that the cart asks for; the line takes fewer where fewer are left. */
  wanted: number;
}
export type LineReading = { line: CartLine; problem: LineProblem } | (FreshLine & { problem: null });

/**
 * Compares a line with what its shop sells now. Where fewer units are left than wanted, the line takes those.
 * @param line as the cart has it
 * @param detail the current listing
 * @param now Unix seconds
 */
export function compareLine(line: CartLine, detail: ListingDetail, now: number): LineReading {
  const variant = detail.variants.find(({ sku }) => sku === line.sku);
  if (variant === undefined || detail.shop !== line.listing.shop) return { line, problem: 'gone' };
  if (detail.head.catalogue.validUntil <= now) return { line, problem: 'expired' };
  if (variant.left < 1) return { line, problem: 'sold_out' };
  const quantity = Math.min(line.quantity, variant.left);
  const changes: LineChange[] = [];
  if (variant.offer.priceUnits !== line.priceUnits) changes.push('price');
  if (quantity !== line.quantity) changes.push('quantity');
  return { line: { ...line, quantity }, detail, variant, changes, wanted: line.quantity, problem: null };
}

const read = async (line: CartLine, now: number): Promise<LineReading> => {
  try {
    const detail = await readJson<ListingDetail>(`/api/v1/listings/${line.listing.cid}`);
    return compareLine(line, detail, now);
  } catch (error) {
    if (error instanceof VouchError && error.code.endsWith('.not_found')) return { line, problem: 'gone' };
    throw error;
  }
};

/**
 * Reads every line of the cart again, so that price and stock are those of this moment.
 * @throws VouchError when the node does not answer
 */
export const readLines = (lines: readonly CartLine[], now: number): Promise<LineReading[]> =>
  Promise.all(lines.map((line) => read(line, now)));
