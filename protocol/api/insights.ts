import { z } from 'zod';
import { visitSources } from '../visit.ts';
import { addressText, digestText, imageView, textsByLanguage, tokenView, unitsText } from './common.ts';

/** Lengths of time, in days, for which a shop's figures are told. */
export const insightDays = [7, 30, 90, 365] as const;
export type InsightDays = (typeof insightDays)[number];

/** What became of the orders that were paid in the time. */
export const insightOutcomes = ['open', 'completed', 'cancelled', 'not_shipped', 'agreed', 'decided'] as const;
export type InsightOutcome = (typeof insightOutcomes)[number];

/** How a shop did in a time, for who works there. Days are of UTC, counted from 1970; days without anything are left out. */
export const insightsView = z.object({
  shop: addressText,
  days: z.literal(insightDays),
  /** First and last day. */
  from: z.number(),
  to: z.number(),
  /** Tokens in which orders were paid, the most used first. */
  tokens: z.array(tokenView),
  /** The token in which all amounts are; null when nothing was sold. */
  token: tokenView.nullable(),
  /** Page views on this node, by where they came from. */
  visits: z.array(z.object({ day: z.number(), source: z.enum(visitSources), views: z.number() })),
  sales: z.array(z.object({ day: z.number(), orders: z.number(), paidUnits: unitsText })),
  /** Sums of the time, and of the time of equal length before it. */
  totals: z.object({
    views: z.number(),
    orders: z.number(),
    quantity: z.number(),
    paidUnits: unitsText,
    /** Of orders that are final: what the shop kept, and what went back to buyers. */
    keptUnits: unitsText,
    returnedUnits: unitsText,
  }),
  before: z.object({ views: z.number(), orders: z.number(), paidUnits: unitsText }),
  /** Those who bought in the time, and how many of them have bought more than once, ever. */
  buyers: z.object({ all: z.number(), repeat: z.number() }),
  outcomes: z.record(z.enum(insightOutcomes), z.number()),
  /** Listings that were looked at or bought most, at most 20. */
  listings: z.array(
    z.object({
      handle: z.string(),
      titles: textsByLanguage,
      image: imageView.nullable(),
      views: z.number(),
      orders: z.number(),
      quantity: z.number(),
      paidUnits: unitsText,
    }),
  ),
  /** Who brought buyers, and what they earned for it or will; at most 10, the best first. */
  promoters: z.array(
    z.object({ promoter: addressText, orders: z.number(), paidUnits: unitsText, costUnits: unitsText }),
  ),
  groups: z.object({ groups: z.number(), orders: z.number(), paidUnits: unitsText }),
  /** Coupons that orders used, at most 10, the most used first. */
  coupons: z.array(z.object({ coupon: digestText, orders: z.number(), discountUnits: unitsText })),
  reviews: z.array(z.object({ day: z.number(), reviews: z.number(), stars: z.number() })),
});
export type InsightsView = z.infer<typeof insightsView>;
