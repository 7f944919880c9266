import { fromCents } from './shops/write-listing.ts';

/** For how much several buyers together may buy a SKU. */
export interface GroupOffer {
  readonly priceUnits: bigint;
  readonly size: number;
  readonly withinHours: number;
  /** Share of who opens the group, on the orders of the others. */
  readonly leaderBps: number;
}

const group = (priceCents: number, size: number, withinHours: number, leaderBps: number): GroupOffer => ({
  priceUnits: fromCents(priceCents),
  size,
  withinHours,
  leaderBps,
});

/** What the demo market sells to groups, by SKU. */
export const groupOffers: ReadonlyMap<string, GroupOffer> = new Map([
  ['KC-MUG-OAT', group(2_200, 3, 72, 300)],
  ['KC-MUG-CEL', group(2_200, 3, 72, 300)],
  ['KC-RICE-CEL', group(1_900, 4, 96, 200)],
  ['MR-SIX-01', group(2_700, 5, 120, 400)],
  ['MR-JAS-150', group(3_100, 3, 72, 300)],
  ['PT-POST-10', group(1_000, 3, 48, 500)],
  ['SW-BOT-FOR', group(2_500, 4, 72, 300)],
  ['NL-CHG-01', group(3_100, 3, 48, 200)],
]);
