import { limits } from '../../../protocol/limits.ts';
import { type CatalogueEdits, withOfferEdit } from './catalogue-edit.ts';

/** A row of the table of goods as it stands, with the edits so far. */
export interface GoodsRow {
  handle: string;
  code: string;
  /** Price of one unit, in token units. */
  priceUnits: bigint;
  /** Units that can still be bought. */
  left: number;
  decimals: number;
}

/** One change for many rows. */
export type BulkChange =
  | { kind: 'price_percent'; percent: number }
  /** By so much, in token units; below zero is cheaper. */
  | { kind: 'price_amount'; units: bigint }
  | { kind: 'stock_to'; left: number }
  | { kind: 'stock_by'; units: number };

/** Prices end with whole cents, where the token has any. */
const CENT_DECIMALS = 2;
const PERCENT_STEPS = 1_000_000n;

function priceAfter({ priceUnits, decimals }: GoodsRow, change: BulkChange): bigint | undefined {
  if (change.kind === 'price_amount') return atLeastOne(priceUnits + change.units);
  if (change.kind !== 'price_percent') return undefined;
  const factor = PERCENT_STEPS + BigInt(Math.round((change.percent * Number(PERCENT_STEPS)) / 100));
  const cent = 10n ** BigInt(Math.max(0, decimals - CENT_DECIMALS));
  const exact = priceUnits * (factor < 0n ? 0n : factor);
  const divisor = PERCENT_STEPS * cent;
  const rounded = ((exact + divisor / 2n) / divisor) * cent;
  return rounded > 0n ? rounded : cent;
}

const atLeastOne = (units: bigint): bigint => (units > 0n ? units : 1n);

function leftAfter({ left }: GoodsRow, change: BulkChange): number | undefined {
  const within = (units: number): number => Math.min(limits.maxSold, Math.max(0, Math.trunc(units)));
  if (change.kind === 'stock_to') return within(change.left);
  return change.kind === 'stock_by' ? within(left + change.units) : undefined;
}

/**
 * Changes many rows at once. Prices stay above zero, and percentages end with whole cents; stock stays at zero or above.
 * @param edits the changes so far
 * @param rows those that are chosen
 * @returns the edits with those of the rows
 */
export const bulkEdited = (edits: CatalogueEdits, rows: readonly GoodsRow[], change: BulkChange): CatalogueEdits =>
  rows.reduce((before, row) => {
    const price = priceAfter(row, change);
    const left = leftAfter(row, change);
    return withOfferEdit(before, {
      handle: row.handle,
      code: row.code,
      ...(price === undefined ? {} : { priceUnits: price.toString() }),
      ...(left === undefined ? {} : { left }),
    });
  }, edits);
