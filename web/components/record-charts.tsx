import type { MonthView } from '../../protocol/api/trust.ts';
import type { PageView } from '../page-view.ts';
import { DataTable } from './data-table.tsx';
import { MonthBars, MonthLine, monthName } from './month-chart.tsx';
import { priceText } from './price-filter.tsx';

const MICROS = 1_000_000;

const sumOf = (months: readonly MonthView[], value: (month: MonthView) => number): number =>
  months.reduce((sum, month) => sum + value(month), 0);

/** The same numbers as a table, for those who do not see the charts or want them exactly. */
const MonthTable = ({ view, months }: { view: PageView; months: readonly MonthView[] }) => (
  <details class="chart-table">
    <summary>{view.t('chart.table')}</summary>
    <DataTable
      label={view.t('chart.table')}
      columns={[
        view.t('chart.month'),
        view.t('chart.orders'),
        view.t('chart.paid'),
        view.t('chart.completed'),
        view.t('chart.failed'),
        view.t('chart.disputed'),
        view.t('chart.stars'),
      ]}
    >
      {[...months].reverse().map((month) => (
        <tr key={month.month}>
          <th scope="row">{monthName(view.locale, month.month)}</th>
          <td class="number">{view.number(month.orders)}</td>
          <td class="number">{priceText(view, month.paidUnits)}</td>
          <td class="number">{view.number(month.completed)}</td>
          <td class="number">{view.number(month.failed)}</td>
          <td class="number">{view.number(month.disputed)}</td>
          <td class="number">{month.meanMilliStars === null ? '–' : view.stars(month.meanMilliStars)}</td>
        </tr>
      ))}
    </DataTable>
  </details>
);

/** What a shop did, month by month: orders, money, what went wrong, and stars. */
export const RecordCharts = ({ view, months }: { view: PageView; months: readonly MonthView[] }) => {
  if (months.length === 0) return <p class="quiet">{view.t('chart.none')}</p>;
  const orders = sumOf(months, (month) => month.orders);
  const paid = months.reduce((sum, { paidUnits }) => sum + BigInt(paidUnits), 0n);
  const wrong = sumOf(months, ({ failed, disputed }) => failed + disputed);
  const reviews = sumOf(months, (month) => month.reviews);
  const stars = sumOf(months, (month) => (month.meanMilliStars ?? 0) * month.reviews);
  const at = (month: MonthView, text: string): string => `${monthName(view.locale, month.month)}: ${text}`;
  const shared = { view, months };
  return (
    <div class="charts">
      <MonthBars
        {...shared}
        title={view.t('chart.orders_title')}
        total={view.number(orders)}
        parts={[{ fill: 'outcome-good', value: (month) => month.orders }]}
        amount={view.number}
        say={(month) => at(month, view.count('chart.order_count', month.orders))}
      />
      <MonthBars
        {...shared}
        title={view.t('chart.paid_title')}
        total={priceText(view, paid)}
        parts={[{ fill: 'rail-escrow', value: ({ paidUnits }) => Number(paidUnits) / MICROS }]}
        amount={(value) => view.number(Math.round(value))}
        say={(month) => at(month, priceText(view, month.paidUnits))}
      />
      <MonthBars
        {...shared}
        title={view.t('chart.wrong_title')}
        total={view.number(wrong)}
        parts={[
          { fill: 'outcome-bad', value: (month) => month.failed },
          { fill: 'outcome-late', value: (month) => month.disputed },
        ]}
        amount={view.number}
        say={(month) =>
          at(
            month,
            view.t('chart.wrong_month', { failed: view.number(month.failed), disputed: view.number(month.disputed) }),
          )
        }
      />
      <MonthLine
        {...shared}
        title={view.t('chart.stars_title')}
        total={reviews === 0 ? view.t('stars.none') : view.stars(Math.round(stars / reviews))}
        say={(month) =>
          at(
            month,
            month.meanMilliStars === null
              ? view.t('stars.none')
              : view.t('stars.label', { stars: view.stars(month.meanMilliStars) }),
          )
        }
      />
      <MonthTable view={view} months={months} />
    </div>
  );
};
