import type { InsightsView } from '../../../../protocol/api/insights.ts';
import { visitSources } from '../../../../protocol/visit.ts';
import type { IslandWords } from '../../words.ts';

export const DAY_SECONDS = 86_400;
/** From so many days on, a bar stands for a week. */
const WEEKS_FROM = 180;
const WEEK = 7;

/** A part of every bar. */
export interface SeriesPart {
  name: string;
  /** Class of its colour. */
  fill: string;
  /** By bar, from the oldest on. */
  values: readonly number[];
}

/** Something counted over time, as bars, as a table and as columns of a file. */
export interface Series {
  id: string;
  title: string;
  total: string;
  note: string;
  parts: readonly SeriesPart[];
  /** Writes a value. */
  say: (value: number) => string;
}

/** First days of the bars of a time, since 1970. */
export const barDays = ({ from, to, days }: Pick<InsightsView, 'from' | 'to' | 'days'>): number[] => {
  const step = days >= WEEKS_FROM ? WEEK : 1;
  return Array.from({ length: Math.ceil((to - from + 1) / step) }, (_, index) => from + index * step);
};

/** Sums rows into the bars of a time. */
function bars<Row extends { day: number }>(
  view: InsightsView,
  rows: readonly Row[],
  value: (row: Row) => number,
): number[] {
  const starts = barDays(view);
  const step = (starts[1] ?? view.to + 1) - view.from;
  const sums = starts.map(() => 0);
  for (const row of rows) {
    const index = Math.floor((row.day - view.from) / step);
    sums[index] = (sums[index] ?? 0) + value(row);
  }
  return sums;
}

/** How a figure stands to that of the time before. */
export function comparison(words: IslandWords<'insights'>, now: bigint, before: bigint): string {
  if (before === 0n) return now === 0n ? '' : words.t('insights.nothing_before');
  if (now === before) return words.t('insights.as_before');
  const change = now > before ? now - before : before - now;
  // Whole per cent: more would say more than it is.
  const percent = words.percent(Number((change * 100n) / before) * 100);
  return words.t(now > before ? 'insights.more_than_before' : 'insights.less_than_before', { percent });
}

/** Orders for each hundred views, as basis points. */
export const conversionBps = (orders: number, views: number): number =>
  views === 0 ? 0 : Math.round((orders * 10_000) / views);

/** Everything that is told over time. */
export function seriesOf(words: IslandWords<'insights'>, view: InsightsView): Series[] {
  const { totals, before, token } = view;
  const compared = (now: number, then: number): string => comparison(words, BigInt(now), BigInt(then));
  const orders = bars(view, view.sales, (row) => row.orders);
  const views = bars(view, view.visits, (row) => row.views);
  const scale = 10 ** (token?.decimals ?? 0);
  const stars = view.reviews.reduce((sum, row) => sum + row.stars, 0);
  const reviews = view.reviews.reduce((sum, row) => sum + row.reviews, 0);
  const plain = (title: string, fill: string, values: readonly number[]): readonly SeriesPart[] => [
    { name: title, fill, values },
  ];
  return [
    {
      id: 'visits',
      title: words.t('insights.visits'),
      total: words.number(totals.views),
      note: compared(totals.views, before.views),
      parts: visitSources.map((source) => ({
        name: words.t(`insights.${source}`),
        fill: `source-${source}`,
        values: bars(
          view,
          view.visits.filter((row) => row.source === source),
          (row) => row.views,
        ),
      })),
      say: words.number,
    },
    {
      id: 'orders',
      title: words.t('insights.orders'),
      total: words.number(totals.orders),
      note: compared(totals.orders, before.orders),
      parts: plain(words.t('insights.orders'), 'bar-orders', orders),
      say: words.number,
    },
    {
      id: 'revenue',
      title: words.t('insights.revenue'),
      total: token === null ? words.number(0) : words.money(totals.paidUnits, token),
      note: comparison(words, BigInt(totals.paidUnits), BigInt(before.paidUnits)),
      parts: plain(
        words.t('insights.revenue'),
        'bar-revenue',
        bars(view, view.sales, (row) => Number(row.paidUnits) / scale),
      ),
      say: (value) => (token === null ? words.number(value) : words.money(String(Math.round(value * scale)), token)),
    },
    {
      id: 'conversion',
      title: words.t('insights.conversion'),
      total: words.percent(conversionBps(totals.orders, totals.views)),
      note: '',
      parts: plain(
        words.t('insights.conversion'),
        'bar-conversion',
        orders.map((count, index) => conversionBps(count, views[index] ?? 0)),
      ),
      say: words.percent,
    },
    {
      id: 'reviews',
      title: words.t('insights.reviews'),
      total: words.number(reviews),
      note:
        reviews === 0 ? '' : words.t('insights.stars', { stars: words.stars(Math.round((stars * 1_000) / reviews)) }),
      parts: plain(
        words.t('insights.reviews'),
        'bar-reviews',
        bars(view, view.reviews, (row) => row.reviews),
      ),
      say: words.number,
    },
  ];
}
