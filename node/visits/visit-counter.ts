import type { Log } from '../../indexer/log.ts';
import type { VisitSource } from '../../protocol/visit.ts';
import { type Repeated, repeat } from '../p2p/repeat.ts';
import type { PageVisit } from './page-visit.ts';

const DAY_SECONDS = 86_400;

/** Bounds of what is counted. */
export const visitLimits = {
  /** Different pages and sources that are counted between two writes. */
  counters: 10_000,
  /** Rows of one shop and day: further listings count for the shop as a whole. */
  rowsPerShopAndDay: 2_000,
  writeSeconds: 5,
} as const;

/** So many visits of one page on one day from one kind of place. */
export interface VisitCount {
  /** Days since 1970, UTC. */
  day: number;
  kind: PageVisit['kind'];
  name: string;
  source: VisitSource;
  views: number;
}

/** Counts page visits in memory and hands them on together. */
export interface VisitCounter {
  /** Counts one; takes no longer than an addition. */
  count(visit: PageVisit): void;
  /** Hands on what was counted since the last time. */
  flush(): Promise<void>;
  /** Hands on the rest and ends. */
  stop(): Promise<void>;
}

interface CounterParts {
  /** Keeps a batch; when it throws, the batch is tried again. */
  write: (counts: readonly VisitCount[]) => Promise<void>;
  /** Unix seconds. */
  clock: () => number;
  log: Log;
}

/**
 * Starts counting. Nothing of a visitor is kept, so there is nothing to tell them apart by: views are counted, not people.
 * @param parts where the counts go, the clock and the log
 */
export function startVisitCounter({ write, clock, log }: CounterParts): VisitCounter {
  let counters = new Map<string, VisitCount>();
  let left = 0;

  const add = (count: VisitCount): void => {
    const key = `${count.day} ${count.name} ${count.source}`;
    const known = counters.get(key);
    if (known !== undefined) known.views += count.views;
    else if (counters.size < visitLimits.counters) counters.set(key, count);
    else left += count.views;
  };
  const flush = async (): Promise<void> => {
    if (left > 0) log.warn({ views: left }, 'Page views were left uncounted: too many different pages at once.');
    left = 0;
    if (counters.size === 0) return;
    const batch = [...counters.values()];
    counters = new Map();
    try {
      await write(batch);
    } catch (error) {
      for (const count of batch) add(count);
      throw error;
    }
  };
  const flushing: Repeated = repeat({ seconds: visitLimits.writeSeconds, name: 'Keeping page views', log }, flush);
  return {
    count: (visit) => add({ ...visit, day: Math.floor(clock() / DAY_SECONDS), views: 1 }),
    flush,
    stop: async () => {
      await flushing.stop();
      await flush();
    },
  };
}
