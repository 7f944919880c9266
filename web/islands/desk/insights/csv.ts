import type { InsightsView } from '../../../../protocol/api/insights.ts';
import { moneyText } from '../../../../protocol/money-text.ts';
import type { IslandWords } from '../../words.ts';
import { barDays, DAY_SECONDS, type Series } from './series.ts';

type Cell = string | number;

/** A text as a cell. What a spreadsheet would take for a formula is kept a text. */
const cellOf = (value: Cell): string => {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const dayText = (day: number): string => new Date(day * DAY_SECONDS * 1_000).toISOString().slice(0, 10);

/**
 * What the page shows, as lines of comma-separated values: one table over time, then listings and promoters.
 * @param series what is told over time
 */
export function insightsCsv(words: IslandWords<'insights'>, view: InsightsView, series: readonly Series[]): string {
  const { token } = view;
  const money = (units: string): string => (token === null ? '0' : moneyText(BigInt(units), token.decimals));
  const parts = series.flatMap((each) => each.parts);
  const paid = token === null ? words.t('insights.revenue') : `${words.t('insights.revenue')} (${token.symbol})`;
  const rows: Cell[][] = [
    [words.t('insights.from'), ...parts.map(({ name }) => name)],
    ...barDays(view).map((day, index) => [dayText(day), ...parts.map(({ values }) => values[index] ?? 0)]),
    [],
    [
      words.t('insights.listing'),
      words.t('insights.views'),
      words.t('insights.orders'),
      words.t('insights.pieces'),
      paid,
    ],
    ...view.listings.map((each) => [each.handle, each.views, each.orders, each.quantity, money(each.paidUnits)]),
    [],
    [words.t('insights.promoter_one'), words.t('insights.orders'), paid, words.t('insights.cost')],
    ...view.promoters.map((each) => [each.promoter, each.orders, money(each.paidUnits), money(each.costUnits)]),
  ];
  return rows.map((row) => row.map(cellOf).join(',')).join('\r\n');
}
