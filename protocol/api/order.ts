import { z } from 'zod';
import { orderOutcomes, orderStates } from '../order.ts';
import { addressText, cidText, digestText, imageView, textsByLanguage, tokenView, unitsText } from './common.ts';

/** The contract's Order struct in JSON: give it back to the contract to act on the order. */
export const orderTermsView = z.object({
  buyer: addressText,
  shop: addressText,
  token: addressText,
  promoter: addressText,
  parent: addressText,
  host: addressText,
  arbitrator: addressText,
  listing: digestText,
  sku: digestText,
  details: digestText,
  zone: digestText,
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
  feeUnits: unitsText,
  penaltyUnits: unitsText,
  coverageFeeUnits: unitsText,
});
export type PayoutView = z.infer<typeof payoutView>;

/** One step in an order's life, from one event of the chain. */
export const orderStep = z.object({
  event: z.enum(['paid', 'shipped', 'disputed', 'proposed', 'escalated', 'closed', 'reviewed', 'amended', 'replied']),
  at: z.number(),
  block: z.number(),
  transaction: digestText,
  /** Who did it; null for a deadline that anyone poked. */
  by: z.enum(['buyer', 'seller', 'arbitrator', 'anyone']).nullable(),
  refundBps: z.number().nullable(),
  /** Digest of tracking data, evidence or review content. */
  content: digestText.nullable(),
});
export type OrderStep = z.infer<typeof orderStep>;

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
  /** True when this node holds the encrypted order details. */
  detailsHeld: z.boolean(),
  replied: z.boolean(),
});
export type OrderDetail = z.infer<typeof orderDetail>;
