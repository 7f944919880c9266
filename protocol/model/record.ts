import type { StakeRow } from './tables.ts';

const MAX_VALUE = (1n << 80n) - 1n;
const WINDOW_STAKES = 20n;
const NEW_SHOP_PART = 4n;
/** A shop fails when more than a fifth of its newest value failed. */
const SUSPEND_PARTS = 5n;
export const NEW_SHOP_INSPECTION_SECONDS = 7 * 86_400;

/**
 * Counts a closed order in a shop's record: two sums over a window that slides by value. INVARIANT I7: the history's
 * length does not matter.
 * @returns the stake with its new record, and whether the failures suspend the shop
 */
export function countOrder(stake: StakeRow, soldUnits: bigint, failedUnits: bigint) {
  let closed = stake.closedUnits + soldUnits + failedUnits;
  let failed = stake.failedUnits + failedUnits;
  const stakes = WINDOW_STAKES * stake.stakedUnits;
  const window = stakes < MAX_VALUE ? stakes : MAX_VALUE;
  if (closed > window) {
    failed = (failed * window) / closed;
    closed = window;
  }
  const suspends = failedUnits !== 0n && failed * SUSPEND_PARTS > closed + stake.stakedUnits;
  return { stake: { ...stake, closedUnits: closed, failedUnits: failed }, suspends };
}

const soldWell = (stake: StakeRow): bigint => stake.closedUnits - stake.failedUnits;

/** How much of its stake a shop may have locked: a quarter, and one unit more for every unit sold well. */
export const lockableUnits = (stake: StakeRow): bigint => {
  const units = stake.stakedUnits / NEW_SHOP_PART + soldWell(stake);
  return units < stake.stakedUnits ? units : stake.stakedUnits;
};

/** The shortest inspection window of a shop's orders: a week until it sold well for a quarter of its stake. */
export const leastInspectionSeconds = (stake: StakeRow): number =>
  soldWell(stake) < stake.stakedUnits / NEW_SHOP_PART ? NEW_SHOP_INSPECTION_SECONDS : 0;

/** Stake at which a tier begins: tier 0 at the least stake of the token, each further tier at twice as much. */
export const tierUnits = (tier: number, minStakeUnits: bigint): bigint =>
  (minStakeUnits === 0n ? 1n : minStakeUnits) << BigInt(tier);

/** The first tier above a stake. */
export function nextTier(stakedUnits: bigint, minStakeUnits: bigint): number {
  let tier = 0;
  while (tierUnits(tier, minStakeUnits) <= stakedUnits) tier += 1;
  return tier;
}
