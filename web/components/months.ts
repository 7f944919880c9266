import type { MonthView } from '../../protocol/api/trust.ts';

/** The first moment of a month such as `2026-11`, in milliseconds. */
export const monthTime = (month: string): number => Date.parse(`${month}-01T00:00:00Z`);

const after = (month: string): string => {
  const date = new Date(monthTime(month));
  date.setUTCMonth(date.getUTCMonth() + 1);
  return date.toISOString().slice(0, 7);
};

/** Fewer months look like walls: those before the first order are shown empty. */
const leastMonths = 6;

const nothing = {
  orders: 0,
  paidUnits: '0',
  completed: 0,
  failed: 0,
  disputed: 0,
  reviews: 0,
  meanMilliStars: null,
} as const satisfies Omit<MonthView, 'month'>;

const startOf = (months: readonly MonthView[]): string | undefined => {
  const [first, last] = [months[0]?.month, months.at(-1)?.month];
  if (first === undefined || last === undefined) return undefined;
  const date = new Date(monthTime(last));
  date.setUTCMonth(date.getUTCMonth() - leastMonths + 1);
  const earliest = date.toISOString().slice(0, 7);
  return first < earliest ? first : earliest;
};

/**
 * Puts the months that had no orders back, so that time runs evenly.
 * @param months oldest first, as the API has them
 * @returns every month from the first to the last, at least six
 */
export function fullMonths(months: readonly MonthView[]): MonthView[] {
  const last = months.at(-1)?.month;
  const known = new Map(months.map((month) => [month.month, month]));
  const full: MonthView[] = [];
  for (let month = startOf(months); month !== undefined && last !== undefined && month <= last; month = after(month))
    full.push(known.get(month) ?? { month, ...nothing });
  return full;
}
