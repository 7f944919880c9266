import type { IslandWords } from '../words.ts';

const [WIDTH, HEIGHT] = [240, 80];
/** A gap longer than so many steps is drawn as one: the node was not running. */
const GAP_STEPS = 3;

/** One measured value over time; null where there was none. */
export interface Point {
  at: number;
  value: number | null;
}

interface LineChartProps {
  words: IslandWords<'operator'>;
  title: string;
  points: readonly Point[];
  /** Seconds between two points. */
  everySeconds: number;
  /** The span that is drawn, in Unix seconds. */
  span: { from: number; to: number };
  text: (value: number) => string;
  /** A bound that should not be passed, drawn as a line. */
  bound?: number | undefined;
}

/** The strokes of a line, broken where nothing was measured. */
function strokes(points: readonly Point[], place: (point: { at: number; value: number }) => string, gap: number) {
  const lines: string[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, value } of points) {
    if (value === null) continue;
    if (at - last > gap) lines.push([]);
    lines.at(-1)?.push(place({ at, value }));
    last = at;
  }
  // A stroke of one point is drawn as a dot.
  return lines.map((line) => `M${line.join('L')}${line.length === 1 ? 'h0' : ''}`).join('');
}

/** A value of the node over the last hour or day, with what it is now and what it was at most. */
export const LineChart = ({ words, title, points, everySeconds, span, text, bound }: LineChartProps) => {
  const known = points.flatMap(({ value }) => value ?? []);
  const most = Math.max(0, ...known);
  const top = Math.max(most, bound !== undefined && most > bound / 2 ? bound : 0) || 1;
  const x = (at: number): number => ((at - span.from) / (span.to - span.from)) * WIDTH;
  const y = (value: number): number => HEIGHT - (value / top) * (HEIGHT - 4);
  const now = known.at(-1);
  return (
    <figure class="node-chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        <strong class="number">{now === undefined ? '–' : text(now)}</strong>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={
          now === undefined
            ? words.t('samples.none_yet')
            : words.t('samples.line', { title, now: text(now), most: text(most) })
        }
      >
        <path class="chart-grid" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        {bound !== undefined && bound <= top && <path class="node-bound" d={`M0 ${y(bound)}H${WIDTH}`} />}
        <path
          class="node-line"
          d={strokes(points, ({ at, value }) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`, everySeconds * GAP_STEPS)}
        />
      </svg>
      <p class="small quiet number" aria-hidden="true">
        {words.t('samples.most', { most: text(most) })}
      </p>
    </figure>
  );
};
