import { DataTable } from '../../../components/data-table.tsx';
import type { IslandWords } from '../../words.ts';
import { DAY_SECONDS, type Series } from './series.ts';

/** Height of a drawing in its own units; its width has one unit for each bar. */
const HEIGHT = 100;
const LEAST_BAR = 1.5;
const GAP = 0.12;

interface DayChartProps {
  words: IslandWords<'insights'>;
  series: Series;
  /** First days of the bars, since 1970. */
  days: readonly number[];
}

/** Bars over time, and the same as a table. */
export const DayChart = ({ words, series, days }: DayChartProps) => {
  const { title, total, note, parts, say } = series;
  const sums = days.map((_, index) => parts.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const most = Math.max(...sums, 0);
  const dateOf = (index: number): string => words.shortDate((days[index] ?? 0) * DAY_SECONDS);
  const label =
    most === 0
      ? words.t('insights.chart_none', { title })
      : words.t('insights.chart', { title, total, most: say(most), date: dateOf(sums.indexOf(most)) });
  return (
    <figure class="chart insight-chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        <strong class="chart-total number">{total}</strong>
      </figcaption>
      <p class="small quiet insight-note">{note}</p>
      <div class="chart-area">
        <div class="chart-scale small quiet number" aria-hidden="true">
          <span>{most === 0 ? '' : say(most)}</span>
          <span>{say(0)}</span>
        </div>
        <svg
          class="chart-drawing"
          viewBox={`0 0 ${days.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {days.map((day, index) => {
            let ground = HEIGHT;
            return (
              <g key={day}>
                <title>{`${dateOf(index)}: ${say(sums[index] ?? 0)}`}</title>
                <rect class="chart-hover" x={index} width={1} height={HEIGHT} />
                {parts.map(({ fill, values }) => {
                  const value = values[index] ?? 0;
                  if (value === 0) return null;
                  const height = Math.max(LEAST_BAR, (HEIGHT * value) / most);
                  ground -= height;
                  return (
                    <rect key={fill} class={fill} x={index + GAP} y={ground} width={1 - 2 * GAP} height={height} />
                  );
                })}
              </g>
            );
          })}
        </svg>
        {most === 0 && (
          <p class="chart-none small quiet" aria-hidden="true">
            {words.t('insights.none_here')}
          </p>
        )}
        <div class="chart-ends small quiet" aria-hidden="true">
          <span>{dateOf(0)}</span>
          <span>{dateOf(days.length - 1)}</span>
        </div>
      </div>
      {parts.length > 1 && (
        <ul class="insight-legend small">
          {parts.map(({ name, fill, values }) => (
            <li key={fill}>
              <svg width="10" height="10" aria-hidden="true">
                <rect class={fill} width="10" height="10" rx="2" />
              </svg>{' '}
              {name} <span class="number quiet">{say(values.reduce((sum, value) => sum + value, 0))}</span>
            </li>
          ))}
        </ul>
      )}
      {most > 0 && (
        <details class="chart-table">
          <summary class="small">{words.t('insights.table')}</summary>
          <DataTable label={title} columns={[words.t('insights.from'), ...parts.map(({ name }) => name)]}>
            {days.map((day, index) =>
              sums[index] === 0 ? null : (
                <tr key={day}>
                  <th scope="row">{words.date(day * DAY_SECONDS)}</th>
                  {parts.map(({ name, values }) => (
                    <td key={name} class="number">
                      {say(values[index] ?? 0)}
                    </td>
                  ))}
                </tr>
              ),
            )}
          </DataTable>
        </details>
      )}
    </figure>
  );
};
