import { BPS } from './limits.ts';
import type { Order, OrderOutcome } from './order.ts';
import { zeroAddress } from './primitives.ts';

/** What is split, and by which shares. */
export interface SplitTerms {
  totalUnits: bigint;
  /** Part of the total that goes back to the buyer, 0 to 10,000. */
  refundBps: number;
  feeBps: number;
  commissionBps: number;
  /** Part of the commission that goes to the promoter's parent. */
  parentBps: number;
  hostBps: number;
  /** Share of who opened the group. */
  leaderBps: number;
  /** Share of the pickup point. */
  pickupBps: number;
  hasPromoter: boolean;
  hasParent: boolean;
  hasHost: boolean;
  hasLeader: boolean;
  hasPickup: boolean;
}

/** Parts of an order's total, in token units. INVARIANT I2: they sum to the total exactly. */
export interface Split {
  buyerUnits: bigint;
  sellerUnits: bigint;
  promoterUnits: bigint;
  parentUnits: bigint;
  hostUnits: bigint;
  leaderUnits: bigint;
  pickupUnits: bigint;
  feeUnits: bigint;
}

/** Where the money of an order went: the split, and what was taken from the shop's deposit. */
export interface Payout extends Split {
  /** From the deposit to the buyer. */
  penaltyUnits: bigint;
  /** From the deposit to the protocol, as the fee of a failed sale. */
  coverageFeeUnits: bigint;
  /** From the deposit to the buyer, for what the case cost. */
  costsUnits: bigint;
}

/** From this refund on a ruling means that the seller failed. */
const SELLER_FAILED_BPS = 5_000;

/** A part of an amount, rounded down. */
export const partOf = (units: bigint, bps: number): bigint => (units * BigInt(bps)) / BPS;

/** What an order locks in the shop's deposit: a part of its total, rounded up. */
export const coverageOf = (totalUnits: bigint, coverageBps: number): bigint =>
  (totalUnits * BigInt(coverageBps) + BPS - 1n) / BPS;

/**
 * Splits the total of an order exactly as the contract does: every part is rounded down and the dust goes to the seller.
 * INVARIANT I6: the shares are at most what the offer signed, of what the seller keeps.
 * @param terms total, refund, shares and which payees there are
 */
export function splitPayment(terms: SplitTerms): Split {
  const refund = partOf(terms.totalUnits, terms.refundBps);
  const kept = terms.totalUnits - refund;
  const fee = partOf(kept, terms.feeBps);
  const commission = terms.hasPromoter ? partOf(kept, terms.commissionBps) : 0n;
  const parent = terms.hasParent ? partOf(commission, terms.parentBps) : 0n;
  const host = terms.hasHost ? partOf(kept, terms.hostBps) : 0n;
  const leader = terms.hasLeader ? partOf(kept, terms.leaderBps) : 0n;
  const pickup = terms.hasPickup ? partOf(kept, terms.pickupBps) : 0n;
  return {
    buyerUnits: refund,
    sellerUnits: kept - fee - commission - host - leader - pickup,
    promoterUnits: commission - parent,
    parentUnits: parent,
    hostUnits: host,
    leaderUnits: leader,
    pickupUnits: pickup,
    feeUnits: fee,
  };
}

/** What closing reads of an order's terms. */
export type ClosingTerms = Pick<
  Order,
  | 'totalUnits'
  | 'coverageUnits'
  | 'promoter'
  | 'parent'
  | 'host'
  | 'leader'
  | 'pickup'
  | 'commissionBps'
  | 'parentBps'
  | 'hostBps'
  | 'leaderBps'
  | 'pickupBps'
> & { parameters: Pick<Order['parameters'], 'feeBps' | 'penaltyBps'> };

/** How an order becomes final. */
export interface Closing {
  order: ClosingTerms;
  outcome: OrderOutcome;
  /** Part of the total that goes back to the buyer, 0 to 10,000. */
  refundBps: number;
  /** What the arbitrator says that the case cost the buyer; zero when left out. */
  costsUnits?: bigint;
}

/**
 * What everyone gets when an order becomes final. Where the seller failed, the fee that the refunded part would have
 * paid comes from the coverage, as far as that reaches; what is left of it pays a winning buyer's costs.
 * @param closing the order's terms, its outcome, the refund in basis points of the total, and the buyer's costs
 */
export function closeOrder({ order, outcome, refundBps, costsUnits = 0n }: Closing): Payout {
  const { feeBps, penaltyBps } = order.parameters;
  const split = splitPayment({
    ...order,
    refundBps,
    feeBps,
    hasPromoter: order.promoter !== zeroAddress,
    hasParent: order.parent !== zeroAddress,
    hasHost: order.host !== zeroAddress,
    hasLeader: order.leader !== zeroAddress,
    hasPickup: order.pickup !== zeroAddress,
  });
  const penaltyUnits = outcome === 'not_shipped' ? partOf(order.coverageUnits, penaltyBps) : 0n;
  const lostFee = sellerFailed(outcome, refundBps) ? partOf(split.buyerUnits, feeBps) : 0n;
  const coverageFeeUnits = least(lostFee, order.coverageUnits - penaltyUnits);
  const rest = order.coverageUnits - penaltyUnits - coverageFeeUnits;
  return { ...split, penaltyUnits, coverageFeeUnits, costsUnits: least(costsUnits, rest) };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** True when the fee is taken from the coverage and the failure counts against the shop. */
export const sellerFailed = (outcome: OrderOutcome, refundBps: number): boolean =>
  outcome === 'not_shipped' ||
  outcome === 'seller_silent' ||
  (outcome === 'arbitrated' && refundBps >= SELLER_FAILED_BPS);

/** The fee that an order really paid: the weight of its review. */
export const feePaid = (payout: Payout): bigint => payout.feeUnits + payout.coverageFeeUnits;
