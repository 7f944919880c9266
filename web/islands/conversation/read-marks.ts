import { createKeptTexts } from '../order/kept-texts.ts';

/** Orders that this browser remembers; the longest unread go first. */
const MOST = 500;

/** Up to when the conversation of each order was read in this browser. */
export interface ReadMarks {
  /** Unix seconds of the newest message read; zero when the conversation was never opened. */
  readUpTo: (order: string) => number;
  mark: (order: string, sentAt: number) => void;
}

/** @param storage localStorage */
export function createReadMarks(storage: Pick<Storage, 'getItem' | 'setItem'>): ReadMarks {
  const kept = createKeptTexts({ storage, key: 'vouch.read', most: MOST });
  const readUpTo = (order: string): number => Number(kept.find(order) ?? 0);
  return {
    readUpTo,
    mark: (order, sentAt) => {
      if (sentAt > readUpTo(order)) kept.keep(order, String(sentAt));
    },
  };
}
