import { BPS } from '../../../../protocol/limits.ts';
import { lockableUnits } from '../../../../protocol/record.ts';
import { COVERAGE_BPS } from '../coverage.ts';

/**
 * How many orders of one price a new shop's deposit covers at a time: a new shop may lock a quarter of it, and each order
 * locks its coverage until it is done.
 * @param stakedUnits the deposit
 * @param priceUnits what one order costs
 */
export function openOrders(stakedUnits: bigint, priceUnits: bigint): number {
  const coverage = (priceUnits * BigInt(COVERAGE_BPS) + BPS - 1n) / BPS;
  if (coverage === 0n) return 0;
  return Number(lockableUnits({ stakedUnits, closedUnits: 0n, failedUnits: 0n }) / coverage);
}

/** Deposits that a slider offers, in whole tokens: finer steps where they are small. */
export function depositSteps(leastWhole: number): number[] {
  const steps: number[] = [];
  for (let at = Math.max(1, Math.ceil(leastWhole)); at <= 20_000 && steps.length < 120; ) {
    steps.push(at);
    const width = at < 100 ? 10 : at < 1_000 ? 50 : at < 5_000 ? 250 : 1_000;
    at = Math.floor(at / width) * width + width;
  }
  return steps;
}
