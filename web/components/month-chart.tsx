import type { MonthView } from '../../protocol/api/trust.ts';
import type { Locale } from '../locale.ts';
import type { PageView } from '../page-view.ts';
import { fullMonths, monthTime } from './months.ts';

const monthNames: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
};

/** A month as people write it. */
export const monthName = (locale: Locale, month: string): string => monthNames[locale].format(monthTime(month));

/** Height of a chart in its own units; the width has one unit for each month. */
const HEIGHT = 100;
const LEAST_BAR = 2;
const GAP = 0.16;

/** What is drawn of each month, from the ground up. */
export interface ChartPart {
  /** Class of its colour, as in `rails.css`. */
  fill: string;
  value: (month: MonthView) => number;
}

interface ChartProps {
  view: PageView;
  title: string;
  /** The number that sums the chart up. */
  total: string;
  months: readonly MonthView[];
  /** What a month says in words. */
  say: (month: MonthView) => string;
}

interface FrameProps extends Omit<ChartProps, 'say'> {
  /** The highest value, written at the top of the scale. */
  top: string;
  bottom: string;
  label: string;
  children: preact.ComponentChildren;
}

const Frame = ({ view, title, total, months, top, bottom, label, children }: FrameProps) => {
  const [first] = months;
  const last = months.at(-1);
  return (
    <figure class="chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        <strong class="chart-total number">{total}</strong>
      </figcaption>
      <div class="chart-area">
        <div class="chart-scale small quiet number" aria-hidden="true">
          <span>{top}</span>
          <span>{bottom}</span>
        </div>
        <svg
          class="chart-drawing"
          viewBox={`0 0 ${months.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {children}
        </svg>
        <div class="chart-ends small quiet" aria-hidden="true">
          <span>{first === undefined ? '' : monthName(view.locale, first.month)}</span>
          {months.length > 1 && last !== undefined && <span>{monthName(view.locale, last.month)}</span>}
        </div>
      </div>
    </figure>
  );
};

/** Something that is counted each month, as bars. */
export const MonthBars = ({
  parts,
  amount,
  ...props
}: ChartProps & { parts: readonly ChartPart[]; amount: (value: number) => string }) => {
  const { view, title } = props;
  const months = fullMonths(props.months);
  const heightOf = (month: MonthView): number => parts.reduce((sum, { value }) => sum + value(month), 0);
  const most = Math.max(1, ...months.map(heightOf));
  const peak = months.reduce<MonthView | undefined>(
    (best, month) => (best === undefined || heightOf(month) > heightOf(best) ? month : best),
    undefined,
  );
  const label = view.t('chart.bars', {
    title,
    total: props.total,
    month: peak === undefined ? '' : monthName(view.locale, peak.month),
    most: amount(most),
  });
  return (
    <Frame {...props} months={months} top={amount(most)} bottom={amount(0)} label={label}>
      {months.map((month, index) => {
        let ground = HEIGHT;
        return (
          <g key={month.month}>
            <title>{props.say(month)}</title>
            <rect class="chart-hover" x={index} width={1} height={HEIGHT} />
            {parts.map(({ fill, value }) => {
              const count = value(month);
              if (count === 0) return null;
              const height = Math.max(LEAST_BAR, (HEIGHT * count) / most);
              ground -= height;
              return <rect key={fill} class={fill} x={index + GAP} y={ground} width={1 - 2 * GAP} height={height} />;
            })}
          </g>
        );
      })}
    </Frame>
  );
};

/** Stars run from one to five. */
const LEAST_STARS = 1_000;
const STAR_SPAN = 4_000;

/** Mean stars of each month with reviews, as points on a line. */
export const MonthLine = (props: ChartProps) => {
  const { view, title } = props;
  const months = fullMonths(props.months);
  const points = months.flatMap(({ meanMilliStars }, index) =>
    meanMilliStars === null
      ? []
      : [{ x: index + 0.5, y: HEIGHT - ((meanMilliStars - LEAST_STARS) / STAR_SPAN) * HEIGHT, month: months[index] }],
  );
  const label = view.t('chart.line', { title, total: props.total });
  return (
    <Frame {...props} months={months} top="5 ★" bottom="1 ★" label={label}>
      {[0.25, 0.5, 0.75].map((share) => (
        <path key={share} class="chart-grid" d={`M0 ${HEIGHT * share}H${months.length}`} />
      ))}
      <path class="chart-line" d={points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')} />
      {points.map(({ x, y, month }) => (
        <g key={x}>
          {month !== undefined && <title>{props.say(month)}</title>}
          <path class="chart-point" d={`M${x} ${y}h0`} />
        </g>
      ))}
    </Frame>
  );
};
