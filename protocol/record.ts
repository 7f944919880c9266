/**
 * What a shop's own record allows it, in one token: the same integers as in contracts/libraries/RecordLib.sol. All of it is
 * weighted by value, over a window that slides by value: when the counted value outgrows the window, both sums shrink in
 * proportion, so old orders fade as new ones arrive and many tiny orders move nothing.
 */
import { BPS } from './limits.ts';

/** Share of failed value, in basis points, from which on a shop may not sell. */
const SUSPEND_BPS = 2_000n;
/** The window is this many times the stake. */
const WINDOW_STAKES = 20n;
/** Part of its stake that a shop without a record may lock. */
const NEW_SHOP_PART = 4n;
const MAX_VALUE = (1n << 80n) - 1n;

/** Least time to inspect an order of a new shop, in seconds. */
export const NEW_SHOP_INSPECTION_SECONDS = 7 * 86_400;

/** A stake and the record behind it, in token units. */
export interface ShopRecord {
  stakedUnits: bigint;
  /** Value of the newest orders that paid a fee. */
  closedUnits: bigint;
  /** Part of it in which the shop failed: not shipped, silent, or ruled against. */
  failedUnits: bigint;
}

/** A closed order, by what it counts for. */
export interface ClosedValue {
  /** Part that the shop kept and paid a fee for. */
  soldUnits: bigint;
  /** Part that was refunded because the shop failed. */
  failedUnits: bigint;
}

/**
 * Counts a closed order.
 * @param record before; its stake is the one after a slash for this order
 * @returns the record afterwards, and whether too much of the newest value failed. A stake's worth of good sales is
 * presumed, so that one bad order at the start does not decide
 */
export function countOrder(record: ShopRecord, order: ClosedValue): { record: ShopRecord; suspends: boolean } {
  const { stakedUnits } = record;
  let closedUnits = record.closedUnits + order.soldUnits + order.failedUnits;
  let failedUnits = record.failedUnits + order.failedUnits;
  const window = WINDOW_STAKES * stakedUnits < MAX_VALUE ? WINDOW_STAKES * stakedUnits : MAX_VALUE;
  if (closedUnits > window) {
    failedUnits = (failedUnits * window) / closedUnits;
    closedUnits = window;
  }
  const suspends = order.failedUnits !== 0n && failedUnits * BPS > SUSPEND_BPS * (closedUnits + stakedUnits);
  return { record: { stakedUnits, closedUnits, failedUnits }, suspends };
}

const soldWell = ({ closedUnits, failedUnits }: ShopRecord): bigint => closedUnits - failedUnits;

/** How much of its stake a shop may have locked: a quarter, and one unit more for every unit sold well. */
export function lockableUnits(record: ShopRecord): bigint {
  const units = record.stakedUnits / NEW_SHOP_PART + soldWell(record);
  return units < record.stakedUnits ? units : record.stakedUnits;
}

/** True until a shop sold well for a quarter of its stake. */
export const isNewShop = (record: ShopRecord): boolean => soldWell(record) < record.stakedUnits / NEW_SHOP_PART;

/** Stake at which a tier begins; tiers double. @param minStakeUnits least stake of the token */
export const tierUnits = (tier: number, minStakeUnits: bigint): bigint =>
  (minStakeUnits === 0n ? 1n : minStakeUnits) << BigInt(tier);

/** The first tier above a stake: what a shop must reach that is suspended now. */
export function nextTier(stakedUnits: bigint, minStakeUnits: bigint): number {
  let tier = 0;
  while (tierUnits(tier, minStakeUnits) <= stakedUnits) tier++;
  return tier;
}

/**
 * Stake that a suspended shop must reach to sell again, as Deposits.requiredStake says.
 * @param suspendedTier as stored: zero while the shop may sell, otherwise one more than the tier
 */
export const requiredStakeUnits = (suspendedTier: number, minStakeUnits: bigint): bigint =>
  suspendedTier === 0 ? 0n : tierUnits(suspendedTier - 1, minStakeUnits);
