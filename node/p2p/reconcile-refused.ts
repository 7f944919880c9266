/** Items of a reconciled set that were of no use lately, so that they are not asked for again. */
export interface RefusedItems {
  /** @param id in hex digits; @param seconds until it may be asked for again */
  remember(id: string, seconds: number): void;
  has(id: string): boolean;
}

/** Makes the memory. @param options `clock` Unix seconds; `most` items, of which the oldest go first */
export function createRefusedItems({ clock, most }: { clock: () => number; most: number }): RefusedItems {
  const until = new Map<string, number>();
  return {
    remember: (id, seconds) => {
      until.delete(id);
      const [oldest] = until.keys();
      if (until.size >= most && oldest !== undefined) until.delete(oldest);
      until.set(id, clock() + seconds);
    },
    has: (id) => {
      const end = until.get(id);
      if (end === undefined) return false;
      if (end > clock()) return true;
      until.delete(id);
      return false;
    },
  };
}
