import type { PromoterDetail } from '../../../protocol/api/promoter.ts';

/** What was earned on one day. */
export interface Day {
  /** Unix seconds of its beginning in the reader's zone. */
  start: number;
  units: bigint;
}

/**
 * Earnings of the last days, one bar each.
 * @param recent sales, newest first
 * @param token address of the token to count
 * @param parts how many days, and the beginning of today in Unix seconds
 */
export function earningsByDay(
  recent: readonly Pick<PromoterDetail['recent'][number], 'at' | 'units' | 'token'>[],
  token: string,
  { days, today }: { days: number; today: number },
): Day[] {
  return Array.from({ length: days }, (_, index) => {
    const start = today - (days - 1 - index) * 86_400;
    const units = recent
      .filter((sale) => sale.token.address === token && sale.at >= start && sale.at < start + 86_400)
      .reduce((sum, sale) => sum + BigInt(sale.units), 0n);
    return { start, units };
  });
}
