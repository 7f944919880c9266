import type { DeliveryZoneView } from '../../../protocol/api/listing.ts';
import { lineKey } from '../cart/cart-store.ts';
import { itemUnits, type LineDiscount, noDiscount, savedUnits } from './line-price.ts';
import type { FreshLine } from './read-lines.ts';

/** A line with its delivery choice and what it costs. */
export interface PricedLine extends FreshLine {
  /** The chosen zone; null where nothing is delivered. */
  zone: DeliveryZoneView | null;
  /** Position of the zone among the listing's delivery choices. */
  choice: number;
  /** Zones that reach the country, cheapest first. */
  zones: readonly DeliveryZoneView[];
  /** Units without delivery, before coupon and points: at the group's price where it is bought in one. */
  goodsUnits: bigint;
  /** What the group saves. */
  savedUnits: bigint;
  discount: LineDiscount;
  deliveryUnits: bigint;
  totalUnits: bigint;
}

/** Lines that are paid as one purchase: one shop, one token, one signed catalogue. */
export interface PurchaseGroup {
  shop: string;
  lines: readonly PricedLine[];
  goodsUnits: bigint;
  savedUnits: bigint;
  couponUnits: bigint;
  pointsUnits: bigint;
  deliveryUnits: bigint;
  totalUnits: bigint;
}

export interface Totals {
  groups: readonly PurchaseGroup[];
  /** Lines that no zone brings to the country. */
  undeliverable: readonly FreshLine[];
}

const costOf = (zone: DeliveryZoneView, quantity: number, first: boolean): bigint => {
  const further = BigInt(zone.furtherUnits);
  return first ? BigInt(zone.firstUnits) + further * BigInt(quantity - 1) : further * BigInt(quantity);
};

/**
 * The delivery choices of a line that reach a country, cheapest first.
 * @param zones the listing's delivery choices
 * @param country ISO 3166-1 code
 * @param quantity units of the line
 */
export const zonesReaching = (
  zones: readonly DeliveryZoneView[],
  country: string,
  quantity: number,
): DeliveryZoneView[] =>
  zones
    .filter(({ countries }) => countries.includes('*') || countries.includes(country))
    .sort((a, b) => Number(costOf(a, quantity, true) - costOf(b, quantity, true)));

/** Lines that can be one `Purchase` of the contract. */
const groupKey = ({ detail, variant }: FreshLine): string =>
  [detail.shop, variant.offer.token, detail.head.signature].join(' ');

/**
 * Groups lines and adds up what they cost, exactly as the contract does: lines of one purchase that go to the same zone
 * travel together, so only the first of them pays the price of a first unit.
 * @param lines lines that can be bought now
 * @param country where they go; null counts no delivery yet
 * @param discounts what coupons and points take off, by `lineKey`
 */
export function totalsOf(
  lines: readonly FreshLine[],
  country: string | null,
  discounts: ReadonlyMap<string, LineDiscount> = new Map(),
): Totals {
  const undeliverable: FreshLine[] = [];
  const groups = new Map<string, PricedLine[]>();
  for (const fresh of lines) {
    const { line, detail } = fresh;
    const zones = country === null ? [] : zonesReaching(detail.delivery, country, line.quantity);
    const zone = zones.find((each) => each.zone === line.zone) ?? zones[0] ?? null;
    if (zone === null && country !== null && detail.delivery.length > 0) {
      undeliverable.push(fresh);
      continue;
    }
    const group = groups.get(groupKey(fresh)) ?? [];
    groups.set(groupKey(fresh), group);
    const first = !group.some((earlier) => earlier.zone?.zoneId === zone?.zoneId);
    const goodsUnits = itemUnits(fresh);
    const discount = discounts.get(lineKey(line)) ?? noDiscount;
    const paidUnits = goodsUnits - discount.couponUnits - discount.pointsUnits;
    const deliveryUnits = zone === null ? 0n : costOf(zone, line.quantity, first);
    const choice = zone === null ? 0 : detail.delivery.indexOf(zone);
    group.push({
      ...fresh,
      zone,
      choice,
      zones,
      goodsUnits,
      savedUnits: savedUnits(fresh),
      discount,
      deliveryUnits,
      totalUnits: paidUnits + deliveryUnits,
    });
  }
  return { groups: [...groups.values()].map(groupOf), undeliverable };
}

const sum = (lines: readonly PricedLine[], unitsOf: (line: PricedLine) => bigint): bigint =>
  lines.reduce((total, line) => total + unitsOf(line), 0n);

const groupOf = (lines: readonly PricedLine[]): PurchaseGroup => ({
  shop: lines[0]?.detail.shop ?? '',
  lines,
  goodsUnits: sum(lines, (line) => line.goodsUnits),
  savedUnits: sum(lines, (line) => line.savedUnits),
  couponUnits: sum(lines, (line) => line.discount.couponUnits),
  pointsUnits: sum(lines, (line) => line.discount.pointsUnits),
  deliveryUnits: sum(lines, (line) => line.deliveryUnits),
  totalUnits: sum(lines, (line) => line.totalUnits),
});

/** What is paid in each token, in the order of the groups. */
export function totalsByToken(groups: readonly PurchaseGroup[]): { token: string; totalUnits: bigint }[] {
  const totals = new Map<string, bigint>();
  for (const { lines, totalUnits } of groups) {
    const token = lines[0]?.variant.offer.token ?? '';
    totals.set(token, (totals.get(token) ?? 0n) + totalUnits);
  }
  return [...totals].map(([token, totalUnits]) => ({ token, totalUnits }));
}
