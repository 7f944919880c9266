import { z } from 'zod';
import { addressText, digestText, textsByLanguage, unitsText } from './common.ts';
import { listingSummary } from './listing.ts';
import { depositView, outcomesView, scoreView } from './shop.ts';

/** What a flag rests on: anyone can look it up. */
export const evidenceItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), order: digestText }),
  z.object({ kind: z.literal('account'), account: addressText }),
  z.object({ kind: z.literal('transaction'), transaction: digestText }),
  z.object({ kind: z.literal('listing'), shop: addressText, handle: z.string(), digest: digestText }),
]);
export type EvidenceItem = z.infer<typeof evidenceItem>;

export const flagKinds = [
  /** Buyers whose first money came from the shop, or from who also funded the shop. */
  'funded_buyers',
  /** Money that went from the shop to the buyer and back. */
  'trade_loop',
  /** One buyer holds most of the review weight. */
  'top_buyer',
  /** Far more sales or reviews within hours than ever before. */
  'burst',
  /** Many low ratings in a short time from accounts that did little else. */
  'review_bombing',
  /** Promoters who bring each other, or the seller's own accounts. */
  'circular_referrals',
  /** A listing that became another product: stars of before do not count for it. */
  'listing_replaced',
  /** A buyer who disputes nearly every order. */
  'always_disputes',
  /** A promoter whose sales are refunded or disputed much more than others'. */
  'bad_referrals',
  /** Two catalogues signed under one version. */
  'equivocation',
] as const;

/** Something that a reader should know before trusting a number. It never changes a score by itself. */
export const flagView = z.object({
  kind: z.enum(flagKinds),
  severity: z.enum(['note', 'warning']),
  /** Share that the flag is about, in basis points; null where it has none. */
  shareBps: z.number().nullable(),
  /** Cases counted. */
  count: z.number(),
  since: z.number(),
  /** At most 20, the newest first. */
  evidence: z.array(evidenceItem),
});
export type FlagView = z.infer<typeof flagView>;

/** How long something takes, in seconds; null figures without cases. */
export const durationsView = z.object({
  cases: z.number(),
  medianSeconds: z.number().nullable(),
  p90Seconds: z.number().nullable(),
});
export type DurationsView = z.infer<typeof durationsView>;

/** A review's part in a score. */
export const scorePart = z.object({
  order: digestText,
  buyer: addressText,
  stars: z.number(),
  /** Weight after age, in millionths of a dollar-like unit, and its share of all weight with the prior. */
  weightUnits: unitsText,
  shareBps: z.number(),
});
export type ScorePart = z.infer<typeof scorePart>;

/** A score with what it is made of. */
export const scoreEvidenceView = z.object({
  score: scoreView,
  /** Weight of the neutral prior and its stars. */
  priorUnits: unitsText,
  priorMilliStars: z.number(),
  /** Sum of the weights of all reviews after age. */
  reviewUnits: unitsText,
  /** Day of chain time for which it was computed, Unix seconds of its end. */
  at: z.number(),
  /** The heaviest reviews, at most 20. */
  parts: z.array(scorePart),
});
export type ScoreEvidenceView = z.infer<typeof scoreEvidenceView>;

/** One month of a record; months are of UTC, named 2026-11. */
export const monthView = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  orders: z.number(),
  /** Paid, in millionths of a whole token, over all tokens. */
  paidUnits: unitsText,
  completed: z.number(),
  failed: z.number(),
  disputed: z.number(),
  reviews: z.number(),
  /** Mean stars of the month's reviews, in thousandths; null without reviews. */
  meanMilliStars: z.number().nullable(),
});
export type MonthView = z.infer<typeof monthView>;

/** Why to trust a shop, or not: each number with what it rests on. */
export const shopTrustView = z.object({
  shop: addressText,
  score: scoreEvidenceView,
  /** What is staked, per token, against the value of all open orders in it. */
  deposits: z.array(depositView.extend({ openUnits: unitsText })),
  outcomes: outcomesView,
  /** From payment to shipment. */
  shipping: durationsView,
  /** From dispute to the first answer. */
  answers: durationsView,
  /** Buyers with more than one order, in basis points of all. */
  repeatBuyersBps: z.number(),
  /** Oldest first, at most 24; months without orders and reviews are left out. */
  months: z.array(monthView),
  flags: z.array(flagView),
});
export type ShopTrustView = z.infer<typeof shopTrustView>;

/** What a listing's own record says. */
export const listingTrustView = z.object({
  shop: addressText,
  handle: z.string(),
  score: scoreEvidenceView,
  sold: z.number(),
  refunded: z.number(),
  disputed: z.number(),
  flags: z.array(flagView),
});
export type ListingTrustView = z.infer<typeof listingTrustView>;

/** What an account did as a buyer. */
export const buyerRecordView = z.object({
  orders: z.number(),
  shops: z.number(),
  completed: z.number(),
  refunded: z.number(),
  disputed: z.number(),
  disputesWon: z.number(),
  disputesLost: z.number(),
  reviews: z.number(),
  meanMilliStars: z.number().nullable(),
  firstAt: z.number().nullable(),
  flags: z.array(flagView),
});
export type BuyerRecordView = z.infer<typeof buyerRecordView>;

/** What became of the sales that a promoter brought. */
export const promoterRecordView = z.object({
  sales: z.number(),
  refundedBps: z.number(),
  disputedBps: z.number(),
  /** The same over all referred sales of the market, to compare. */
  usualRefundedBps: z.number(),
  usualDisputedBps: z.number(),
  meanMilliStars: z.number().nullable(),
  flags: z.array(flagView),
});
export type PromoterRecordView = z.infer<typeof promoterRecordView>;

/** Why one person's word counts for another. */
export const linkReasons = ['follows', 'bought', 'agreed', 'brought'] as const;

/** A step of a path: `from` trusts `to`, for a reason that can be looked up. */
export const trustLinkView = z.object({
  from: addressText,
  to: addressText,
  reason: z.enum(linkReasons),
  order: digestText.nullable(),
});
export type TrustLinkView = z.infer<typeof trustLinkView>;

/** A person of the viewer's circle who has to do with the shop, and how the viewer's trust reaches them. */
export const trustedPersonView = z.object({
  account: addressText,
  /** Names that the person signed, or empty. */
  names: textsByLanguage,
  /** Share of the viewer's trust that reaches this person, in millionths. */
  trustMicros: z.number(),
  path: z.array(trustLinkView),
  /** What the person did here. */
  order: digestText.nullable(),
  stars: z.number().nullable(),
  recommends: z.boolean(),
});
export type TrustedPersonView = z.infer<typeof trustedPersonView>;

/** What a viewer's own circle says of a shop or a listing. */
export const personalTrustView = z.object({
  viewer: addressText,
  /** People whom the viewer's trust reaches at all. */
  circle: z.number(),
  /** Those of them who bought here, recommend or follow it; most trusted first, at most 20. */
  people: z.array(trustedPersonView),
  /** How many bought it in all of the circle. */
  bought: z.number(),
  /** Stars of the circle's reviews, weighed by trust, in thousandths; null without any. */
  milliStars: z.number().nullable(),
  /** What the viewer may expect: the score of all buyers, drawn to the circle's stars by the trust behind them. */
  expectedMilliStars: z.number(),
});
export type PersonalTrustView = z.infer<typeof personalTrustView>;

/** A listing that people of a viewer's circle bought. */
export const circlePurchaseView = z.object({
  listing: listingSummary,
  /** How many of the circle count as its buyers. */
  bought: z.number(),
  /** The most trusted of them, at most 3, each with the newest order of it. */
  people: z.array(trustedPersonView),
});
export type CirclePurchaseView = z.infer<typeof circlePurchaseView>;

/** What a viewer's own circle bought and can be bought now. */
export const circlePurchasesView = z.object({
  viewer: addressText,
  /** People whom the viewer's trust reaches at all. */
  circle: z.number(),
  /** Those with most trust behind them first. */
  items: z.array(circlePurchaseView),
});
export type CirclePurchasesView = z.infer<typeof circlePurchasesView>;
