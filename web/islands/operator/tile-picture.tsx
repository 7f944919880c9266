import type { Tone } from './alerts.ts';

const [SIZE, RADIUS] = [48, 20];
const ROUND = 2 * Math.PI * RADIUS;
/** Dots that a tile has room for. */
const MOST_DOTS = 16;

/** How much of a whole is used, as a ring; the words beside it say the same. */
export const Ring = ({ share, tone }: { share: number; tone: Tone }) => {
  const filled = Math.min(1, Math.max(0, share)) * ROUND;
  return (
    <svg class={`tile-ring ring-${tone}`} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      <circle class="ring-ground" cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} />
      <circle
        class="ring-share"
        cx={SIZE / 2}
        cy={SIZE / 2}
        r={RADIUS}
        stroke-dasharray={`${filled} ${ROUND}`}
        transform={`rotate(-90 ${SIZE / 2} ${SIZE / 2})`}
      />
    </svg>
  );
};

/** One dot for each thing that is counted, those that are not well first; an empty one where there is none. */
export const Dots = ({ tones }: { tones: readonly Tone[] }) => {
  const order = ['bad', 'warn', 'good'];
  const shown = [...tones].sort((a, b) => order.indexOf(a) - order.indexOf(b)).slice(0, MOST_DOTS);
  // Few dots are large, many still fit.
  const columns = Math.max(1, Math.ceil(Math.sqrt(shown.length)));
  const rows = Math.max(1, Math.ceil(shown.length / columns));
  const step = Math.min(22, (SIZE - 4) / columns);
  const at = (place: number, count: number): number => SIZE / 2 + (place - (count - 1) / 2) * step;
  return (
    <svg class="tile-dots" viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      {shown.length === 0 && <circle class="dot-none" cx={SIZE / 2} cy={SIZE / 2} r={9} />}
      {shown.map((tone, index) => (
        <circle
          key={index}
          class={`dot-${tone}`}
          cx={at(index % columns, columns)}
          cy={at(Math.floor(index / columns), rows)}
          r={step * 0.4}
        />
      ))}
    </svg>
  );
};
