import type { Page } from '../../../protocol/api/common.ts';
import type { GroupSummary } from '../../../protocol/api/group.ts';
import type { ListingDetail, VariantView } from '../../../protocol/api/listing.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { readJson } from '../api.ts';
import type { CartLine } from '../cart/cart-store.ts';

/** What became different since the line was put into the cart. */
export type LineChange = 'price' | 'quantity' | 'group';
/** Why a line cannot be bought now. */
export type LineProblem = 'gone' | 'sold_out' | 'expired';

/** A line of the cart with what its shop sells now. */
export interface FreshLine {
  line: CartLine;
  detail: ListingDetail;
  variant: VariantView;
  changes: readonly LineChange[];
  /** Groups of the variant that can be joined now, those that close next first. */
  groups: readonly GroupSummary[];
  /** Units that the cart asks for; the line takes fewer where fewer are left. */
  wanted: number;
}
export type LineReading = { line: CartLine; problem: LineProblem } | (FreshLine & { problem: null });

/** A group was opened under the terms of its time; the contract lets nobody join under others. */
const sameTerms = (terms: GroupSummary['terms'], { group }: VariantView): boolean =>
  group !== null &&
  terms.priceUnits === group.priceUnits &&
  terms.size === group.size &&
  terms.withinSeconds === group.withinSeconds &&
  terms.leaderBps === group.leaderBps &&
  terms.commissionBps === group.commissionBps;

const canChoose = ({ group }: CartLine, variant: VariantView, open: readonly GroupSummary[]): boolean => {
  if (group === null) return true;
  if (variant.group === null) return false;
  return (
    group === 'open' || open.some(({ leader, deadline }) => leader === group.leader && deadline === group.deadline)
  );
};

/**
 * Compares a line with what its shop sells now. Where fewer units are left than wanted, the line takes those.
 * @param line as the cart has it
 * @param detail the current listing
 * @param now Unix seconds
 * @param open groups of the listing that can be joined
 */
export function compareLine(
  line: CartLine,
  detail: ListingDetail,
  now: number,
  open: readonly GroupSummary[] = [],
): LineReading {
  const variant = detail.variants.find(({ sku }) => sku === line.sku);
  if (variant === undefined || detail.shop !== line.listing.shop) return { line, problem: 'gone' };
  if (detail.head.catalogue.validUntil <= now) return { line, problem: 'expired' };
  if (variant.left < 1) return { line, problem: 'sold_out' };
  const quantity = Math.min(line.quantity, variant.left);
  const changes: LineChange[] = [];
  if (variant.offer.priceUnits !== line.priceUnits) changes.push('price');
  if (quantity !== line.quantity) changes.push('quantity');
  const groups = open.filter(({ sku, terms }) => sku === variant.sku && sameTerms(terms, variant));
  const group = canChoose(line, variant, groups) ? line.group : null;
  if (group !== line.group) changes.push('group');
  return { line: { ...line, quantity, group }, detail, variant, changes, groups, wanted: line.quantity, problem: null };
}

const read = async (line: CartLine, now: number): Promise<LineReading> => {
  try {
    const detail = await readJson<ListingDetail>(`/api/v1/listings/${line.listing.cid}`);
    const grouped = detail.variants.some(({ sku, group }) => sku === line.sku && group !== null);
    const open = grouped
      ? await readJson<Page<GroupSummary>>(`/api/v1/groups?shop=${detail.shop}&sku=${line.sku}&state=open&limit=20`)
      : { items: [] };
    return compareLine(line, detail, now, open.items);
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
