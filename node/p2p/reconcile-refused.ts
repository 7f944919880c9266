import { networkLimits } from './network-limits.ts';
import type { Received } from './reconciled-set.ts';

/** Items of a reconciled set that were of no use lately, so that they are not asked for again. */
export interface RefusedItems {
  /** @param id in hex digits; @param outcome says how long it is not asked for again */
  remember(id: string, outcome: Exclude<Received, 'kept'>): void;
  has(id: string): boolean;
  /** Lets those be asked for again that only came too early. */
  forgetLater(): void;
}

const seconds = { later: networkLimits.laterSeconds, refused: networkLimits.refusedSeconds };

/** Makes the memory. @param options `clock` Unix seconds; `most` items, of which the oldest go first */
export function createRefusedItems({ clock, most }: { clock: () => number; most: number }): RefusedItems {
  const items = new Map<string, { until: number; outcome: Exclude<Received, 'kept'> }>();
  return {
    remember: (id, outcome) => {
      items.delete(id);
      const [oldest] = items.keys();
      if (items.size >= most && oldest !== undefined) items.delete(oldest);
      items.set(id, { until: clock() + seconds[outcome], outcome });
    },
    has: (id) => {
      const item = items.get(id);
      if (item === undefined) return false;
      if (item.until > clock()) return true;
      items.delete(id);
      return false;
    },
    forgetLater: () => {
      for (const [id, { outcome }] of items) if (outcome === 'later') items.delete(id);
    },
  };
}
