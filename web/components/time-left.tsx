import type { View } from '../view.ts';

/** How long something still waits; the browser counts the last day down by the second. */
export const TimeLeft = ({
  view,
  until,
}: {
  view: Pick<View<never>, 'relative' | 'dateTime'>;
  /** Unix seconds. */
  until: number;
}) => (
  <time
    class="time-left number"
    datetime={new Date(until * 1_000).toISOString()}
    title={view.dateTime(until)}
    data-until={until}
  >
    {view.relative(until)}
  </time>
);
