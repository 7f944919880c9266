import type { InsightsView } from '../../protocol/api/insights.ts';
import { visitSources } from '../../protocol/visit.ts';
import { addressOf, digestOf, listings, token, units } from './fixtures.ts';

const outcomes = { open: 4, completed: 21, cancelled: 1, not_shipped: 1, agreed: 2, decided: 0 };

/** How a shop did in a time that ends on a day: the same on every run. */
export function insightsOf(shop: string, to: number, days: InsightsView['days']): InsightsView {
  const from = to - days + 1;
  const all = Array.from({ length: days }, (_, index) => from + index);
  const busy = (day: number, index: number): number => ((day * 7 + index * 5) % 11) + 1;
  const visits = all.flatMap((day) => visitSources.map((source, index) => ({ day, source, views: busy(day, index) })));
  const sales = all
    .filter((day) => day % 3 !== 0)
    .map((day) => ({ day, orders: (day % 4) + 1, paidUnits: units(((day % 4) + 1) * 38) }));
  const orders = sales.reduce((sum, row) => sum + row.orders, 0);
  return {
    ...{ shop, days, from, to, tokens: [token], token, visits, sales },
    totals: {
      views: visits.reduce((sum, { views }) => sum + views, 0),
      orders,
      quantity: orders + 3,
      paidUnits: units(orders * 38),
      keptUnits: units(orders * 34),
      returnedUnits: units(38),
    },
    before: { views: 700, orders: 12, paidUnits: units(400) },
    buyers: { all: 24, repeat: 9 },
    outcomes,
    listings: listings.slice(0, 4).map(({ handle, titles, image }, index) => ({
      ...{ handle, titles, image },
      views: 300 - index * 60,
      orders: 12 - index * 3,
      quantity: 13 - index * 3,
      paidUnits: units((12 - index * 3) * 38),
    })),
    promoters: [
      { promoter: addressOf('6d'), orders: 6, paidUnits: units(228), costUnits: units(11.4) },
      { promoter: addressOf('7e'), orders: 2, paidUnits: units(76), costUnits: units(3.8) },
    ],
    groups: { groups: 2, orders: 7, paidUnits: units(140) },
    coupons: [{ coupon: digestOf('c0'), orders: 3, discountUnits: units(9) }],
    reviews: all.filter((day) => day % 5 === 0).map((day) => ({ day, reviews: 2, stars: 9 })),
  };
}
