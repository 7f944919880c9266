import { availableParallelism } from 'node:os';
import type { Job } from './outcome.ts';

/** Jobs by what they take of the machine. */
export interface Jobs {
  /** Many processes: one after the other, or so many at once as there are pairs of cores. */
  heavy: readonly Job[];
  /** A core at most, or a little more. */
  light: readonly Job[];
  /** A small part of a core: they wait most of their time. */
  waiting: readonly Job[];
}

/**
 * Runs jobs side by side: as many as there are cores, and besides, for each pair of cores, one that mostly waits. More would
 * end sooner, but jobs of several processes would starve each other and miss votes and turns that no machine misses which
 * only runs a node.
 * @param jobs each kind in its order; a lane that has none left of its own kind takes lighter ones
 * @param runJob runs one and never fails
 */
export async function runInLanes({ heavy, light, waiting }: Jobs, runJob: (job: Job) => Promise<void>): Promise<void> {
  const left = { heavy: [...heavy], light: [...light], waiting: [...waiting] };
  const cores = Math.max(2, availableParallelism());
  const pairs = Math.floor(cores / 2);
  const lanes = [
    ...Array.from({ length: pairs }, () => [left.heavy, left.light, left.waiting]),
    ...Array.from({ length: cores - pairs }, () => [left.light, left.waiting]),
    ...Array.from({ length: pairs }, () => [left.waiting]),
  ];
  const run = async (kinds: readonly Job[][]): Promise<void> => {
    const next = () => kinds.find(({ length }) => length > 0)?.shift();
    for (let job = next(); job !== undefined; job = next()) await runJob(job);
  };
  await Promise.all(lanes.map(run));
}
