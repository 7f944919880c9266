import { seededRandom } from '../../../scripts/economics/random.ts';

/** A small seeded generator (mulberry32): the same seed gives the same run everywhere. */
export const seeded = (seed: number) => {
  const next = seededRandom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    /** Safety: callers give at least one item. */
    pick: <T>(items: readonly T[]): T => items[below(items.length)] as T,
  };
};
export type Random = ReturnType<typeof seeded>;
