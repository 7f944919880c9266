import { z } from 'zod';
import { orderOutcomes, orderStates } from '../order.ts';
import { addressText, cidText, digestText, imageView, textsByLanguage, tokenView, unitsText } from './common.ts';
import { caseSummary } from './court.ts';

/** The contract's Order struct in JSON: give it back to the contract to act on the order. */
export const orderTermsView = z.object({
  buyer: addressText,
  shop: addressText,
  token: addressText,
  promoter: addressText,
  parent: addressText,
  host: addressText,
  leader: addressText,
  pickup: addressText,
  arbitrator: addressText,
  listing: digestText,
  sku: digestText,
  details: digestText,
  zone: digestText,
  group: digestText,
  handover: digestText,
  totalUnits: unitsText,
  coverageUnits: unitsText,
  version: unitsText,
  paidAt: unitsText,
  index: z.number(),
  quantity: z.number(),
  kind: z.number(),
  shipWithinSeconds: z.number(),
  inspectWithinSeconds: z.number(),
  commissionBps: z.number(),
  parentBps: z.number(),
  hostBps: z.number(),
  leaderBps: z.number(),
  pickupBps: z.number(),
  parameters: z.object({
    feeBps: z.number(),
    minCoverageBps: z.number(),
    penaltyBps: z.number(),
    answerWithinSeconds: z.number(),
    escalateWithinSeconds: z.number(),
    ruleWithinSeconds: z.number(),
  }),
});
export type OrderTermsView = z.infer<typeof orderTermsView>;

export const payoutView = z.object({
  buyerUnits: unitsText,
  sellerUnits: unitsText,
  promoterUnits: unitsText,
  parentUnits: unitsText,
  hostUnits: unitsText,
  leaderUnits: unitsText,
  pickupUnits: unitsText,
  feeUnits: unitsText,
  penaltyUnits: unitsText,
  coverageFeeUnits: unitsText,
  /** From the deposit to a buyer who paid to be heard and won. */
  costsUnits: unitsText,
});
export type PayoutView = z.infer<typeof payoutView>;

/**
 * What a step tells. `filled`: the group of the order is full. `round_opened` to `decided` are the court's: a round was
 * paid for (the second is the appeal), a piece of evidence came in, a round was decided.
 */
const orderStepEvents = [
  'paid',
  'filled',
  'shipped',
  'disputed',
  'proposed',
  'escalated',
  'round_opened',
  'evidence',
  'decided',
  'closed',
  'reviewed',
  'amended',
  'replied',
] as const;

/** One step in an order's life, from one event of the chain. */
export const orderStep = z.object({
  event: z.enum(orderStepEvents),
  at: z.number(),
  block: z.number(),
  transaction: digestText,
  /** Who did it; null for a deadline that anyone poked. */
  by: z.enum(['buyer', 'seller', 'arbitrator', 'pickup', 'anyone']).nullable(),
  refundBps: z.number().nullable(),
  /** Digest of tracking data, evidence or review content. */
  content: digestText.nullable(),
});
export type OrderStep = z.infer<typeof orderStep>;

/** The group behind an order, as far as an order's page needs it. */
export const orderGroupView = z.object({
  groupId: digestText,
  /** Who opened it; of this order too when the buyer is the leader. */
  leader: addressText,
  /** Orders that fill it, and how many joined. */
  size: z.number(),
  members: z.number(),
  /** Unix seconds until which it can fill up. */
  deadline: z.number(),
  /** When it filled up: from then on its orders are paid. Null until then. */
  filledAt: z.number().nullable(),
});
export type OrderGroupView = z.infer<typeof orderGroupView>;

/** What an order used up, as the contract keeps it: once it is refunded, anyone may give it back with this. */
export const takenView = z.object({
  couponId: digestText,
  firstOrderOnly: z.boolean(),
  pointsIssuer: addressText,
  points: unitsText,
  /** True once a refunded order gave it back. */
  givenBack: z.boolean(),
});
export type TakenView = z.infer<typeof takenView>;

export const orderSummary = z.object({
  id: digestText,
  state: z.enum(orderStates),
  outcome: z.enum(orderOutcomes),
  shop: addressText,
  shopNames: textsByLanguage,
  buyer: addressText,
  token: tokenView,
  totalUnits: unitsText,
  quantity: z.number(),
  /** CID of the listing at the time of the sale. */
  listing: cidText,
  titles: textsByLanguage,
  image: imageView.nullable(),
  /** Chosen option values by language, joined, such as "M / Indigo". */
  variants: textsByLanguage,
  paidAt: z.number(),
  /** Unix seconds until the current state's party must act; null in a final state. */
  deadline: z.number().nullable(),
  stars: z.number().nullable(),
  /** The group that the order is part of; null for an order bought alone. */
  group: orderGroupView.nullable(),
  /** True when the block that holds the last change is final. */
  final: z.boolean(),
});
export type OrderSummary = z.infer<typeof orderSummary>;

export const orderDetail = orderSummary.extend({
  terms: orderTermsView,
  buyerBps: z.number().nullable(),
  sellerBps: z.number().nullable(),
  answered: z.boolean(),
  feeUnits: unitsText,
  payout: payoutView.nullable(),
  steps: z.array(orderStep),
  deliveryNames: textsByLanguage,
  /** Who gets the leader's share of this order; null without one. */
  leader: addressText.nullable(),
  /** Operator of the pickup point; null without one. */
  pickup: addressText.nullable(),
  /** True when a secret proves hand-over: the buyer shows it, the shop or the pickup point enters it. */
  handover: z.boolean(),
  /** What coupon and points took off; zero without them. */
  discountUnits: unitsText,
  /** The coupon and points that the order used up; null without them. */
  taken: takenView.nullable(),
  /** The case before the court; null without one. */
  case: caseSummary.nullable(),
  /** True when this node holds the encrypted order details. */
  detailsHeld: z.boolean(),
  replied: z.boolean(),
});
export type OrderDetail = z.infer<typeof orderDetail>;
