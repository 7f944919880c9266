import type { TokenView } from '../../../protocol/api/common.ts';
import type { View } from '../../view.ts';
import type { Day } from './earnings.ts';

const [WIDTH, HEIGHT, GAP] = [280, 90, 3];

interface DayBarsProps {
  view: Pick<View<never>, 'date' | 'money'>;
  days: readonly Day[];
  token: TokenView;
  label: string;
  caption: string;
}

/** An amount by day as bars; each says its day and amount. */
export const DayBars = ({ view, days, token, label, caption }: DayBarsProps) => {
  const most = days.reduce((top, { units }) => (units > top ? units : top), 0n);
  const step = WIDTH / days.length;
  const heightOf = (units: bigint): number => (most === 0n ? 0 : Number((units * 1_000n) / most) * (HEIGHT / 1_000));
  return (
    <figure class="bars">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`} role="img" aria-label={label}>
        <line class="bars-base" x1={0} x2={WIDTH} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
        {days.map(({ start, units }, index) => (
          <rect
            key={start}
            class="bar"
            x={index * step + GAP / 2}
            y={HEIGHT - heightOf(units)}
            width={step - GAP}
            height={heightOf(units)}
            rx={2}
          >
            <title>{`${view.date(start)}: ${view.money(units, token)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption class="small quiet">{caption}</figcaption>
    </figure>
  );
};
