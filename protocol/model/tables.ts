import type { Order, Parameters } from '../order.ts';
import type { OrderProgress } from '../order-model.ts';
import type { Address, Hex } from '../primitives.ts';
import type { CaseRow, JurorRow, PanelSeatRow, PoolRow, RoundRow, SeatRow } from './court-rows.ts';

/** A shop's stake in one token and its record, as Deposits.stakeOf gives it. INVARIANT I4: lockedUnits <= stakedUnits. */
export interface StakeRow {
  stakedUnits: bigint;
  lockedUnits: bigint;
  releaseAt: number;
  suspendedTier: number;
  unbondingUnits: bigint;
  closedUnits: bigint;
  failedUnits: bigint;
}

export interface TokenTermsRow {
  accepted: boolean;
  decimals: number;
  minStakeUnits: bigint;
  maxOrderUnits: bigint;
}

export interface AllianceRow {
  rateBps: number;
  maxDiscountBps: number;
  capPoints: bigint;
  validUntil: number;
}

/** What an order used up of coupons and points. */
export interface TakenRow {
  couponId: Hex;
  firstOrderOnly: boolean;
  pointsIssuer: Address;
  points: bigint;
}

/** INVARIANT I5: `firstStars` is written once. */
export interface ReviewRow {
  firstStars: number;
  latestStars: number;
  amendments: number;
  replied: boolean;
}

/**
 * The whole state of the contracts as plain tables. Rows are never changed but replaced, so that a copy of the tables is
 * cheap: a step works on a copy, and the copy becomes the state when the step succeeds. Keys of several parts are joined
 * by `keyOf`. All addresses are lower case.
 */
export interface Tables {
  parameters: Parameters;
  treasury: Address;
  tokenTerms: Map<string, TokenTermsRow>;
  jurorTerms: Map<string, { seatUnits: bigint; feeUnits: bigint }>;
  /** token, owner */
  balances: Map<string, bigint>;
  /** token, owner, spender: who may be charged without limit. */
  allowances: Map<string, true>;
  /** token, account: whom the token's issuer blocked. */
  blocked: Map<string, true>;
  /** token: what was sent to the vault for nothing. */
  donated: Map<string, bigint>;
  /** token, owner */
  credits: Map<string, bigint>;
  /** token */
  fees: Map<string, bigint>;
  /** shop, token */
  stakes: Map<string, StakeRow>;
  shops: Map<string, { lowestVersion: bigint; anchoredVersion: bigint; encryptionKey: Hex }>;
  /** shop, publisher */
  publishers: Map<string, boolean>;
  promoters: Map<string, Address>;
  hosts: Map<string, { payout: Address; announced: Hex }>;
  /** payout: its operator */
  operators: Map<string, Address>;
  /** Terms of every order; they never change. */
  orders: Map<string, Order>;
  progress: Map<string, OrderProgress>;
  /** shop, SKU */
  sold: Map<string, bigint>;
  groups: Map<string, { members: number; filledAt: number }>;
  couponUses: Map<string, number>;
  /** coupon, buyer */
  couponUsesBy: Map<string, number>;
  /** shop, buyer */
  firstOrders: Map<string, boolean>;
  /** shop, token */
  programs: Map<string, { earnBps: number; maxDiscountBps: number }>;
  /** issuer, token, holder */
  points: Map<string, bigint>;
  claimed: Map<string, true>;
  taken: Map<string, TakenRow>;
  /** issuer, acceptor, token */
  alliances: Map<string, AllianceRow>;
  /** issuer, acceptor, token */
  usedPoints: Map<string, bigint>;
  /** Digests of alliances that were made. */
  made: Map<string, true>;
  reviews: Map<string, ReviewRow>;
  /** shop, token */
  reviewSums: Map<string, { count: bigint; weightUnits: bigint; weightedHalfStars: bigint }>;
  /** token */
  pools: Map<string, PoolRow>;
  /** token, seat */
  seats: Map<string, SeatRow>;
  /** token: freed seats, the last of them is taken first. */
  freed: Map<string, readonly number[]>;
  /** token, juror */
  jurors: Map<string, JurorRow>;
  cases: Map<string, CaseRow>;
  /** order, round */
  rounds: Map<string, RoundRow>;
  /** order, round */
  panels: Map<string, readonly PanelSeatRow[]>;
}

export const keyOf = (...parts: (string | number)[]): string => parts.join(' ');

/** The state of contracts that were just deployed. */
export const emptyTables = (parameters: Parameters, treasury: Address): Tables => ({
  parameters,
  treasury,
  tokenTerms: new Map(),
  jurorTerms: new Map(),
  balances: new Map(),
  allowances: new Map(),
  blocked: new Map(),
  donated: new Map(),
  credits: new Map(),
  fees: new Map(),
  stakes: new Map(),
  shops: new Map(),
  publishers: new Map(),
  promoters: new Map(),
  hosts: new Map(),
  operators: new Map(),
  orders: new Map(),
  progress: new Map(),
  sold: new Map(),
  groups: new Map(),
  couponUses: new Map(),
  couponUsesBy: new Map(),
  firstOrders: new Map(),
  programs: new Map(),
  points: new Map(),
  claimed: new Map(),
  taken: new Map(),
  alliances: new Map(),
  usedPoints: new Map(),
  made: new Map(),
  reviews: new Map(),
  reviewSums: new Map(),
  pools: new Map(),
  seats: new Map(),
  freed: new Map(),
  jurors: new Map(),
  cases: new Map(),
  rounds: new Map(),
  panels: new Map(),
});

/** A copy that can be changed without changing the original; rows are shared. */
export function copyTables(tables: Tables): Tables {
  const entries = Object.entries(tables).map(([name, table]) => [name, table instanceof Map ? new Map(table) : table]);
  // Safety: the same names with copies of the same values.
  return Object.fromEntries(entries) as Tables;
}
