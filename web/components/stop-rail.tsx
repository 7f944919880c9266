import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface RailStop {
  key: string;
  name: string;
  icon: IconName;
  /** Something that was reached, or is still ahead. */
  state: 'done' | 'ahead';
  /** Where it stands now. */
  here: boolean;
  /** Drawn as a detour between the stops of a smooth way. */
  between: boolean;
  /** Stands below the name, such as when it was reached. */
  note?: ComponentChildren;
}

/** Stops of something that takes days, such as an order; a row on wide screens, a column on narrow ones. */
export const StopRail = ({ label, stops }: { label: string; stops: readonly RailStop[] }) => (
  <ol class="order-rail" aria-label={label}>
    {stops.map(({ key, name, icon, state, here, between, note }) => {
      const classes = ['stop', `stop-${state}`, between && 'stop-between', here && 'stop-here', `stop-${key}`];
      return (
        <li key={key} class={classes.filter(Boolean).join(' ')} aria-current={here ? 'step' : undefined}>
          <span class="stop-mark" aria-hidden="true">
            <Icon name={icon} size={16} />
          </span>
          <span class="stop-name">{name}</span>
          {note !== undefined && <span class="small quiet">{note}</span>}
        </li>
      );
    })}
  </ol>
);
