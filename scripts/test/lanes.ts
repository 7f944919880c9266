import { availableParallelism } from 'node:os';
import type { Job } from './outcome.ts';

/**
 * Runs jobs side by side, as many as there are cores. More would end sooner, but jobs of several processes would starve each
 * other and miss votes and turns that no machine misses which only runs a node.
 * @param jobs `heavy` ones have many processes and run one after the other, or so many at once as there are pairs of cores;
 * `light` ones run beside them, in their order
 * @param runJob runs one and never fails
 */
export async function runInLanes(
  { heavy, light }: { heavy: readonly Job[]; light: readonly Job[] },
  runJob: (job: Job) => Promise<void>,
): Promise<void> {
  const heavyLeft = [...heavy];
  const lightLeft = [...light];
  const cores = availableParallelism();
  const heavyLanes = Math.max(1, Math.floor(cores / 2));
  const lane = async (number: number) => {
    const next = () => (number < heavyLanes ? heavyLeft.shift() : undefined) ?? lightLeft.shift();
    for (let job = next(); job !== undefined; job = next()) await runJob(job);
  };
  await Promise.all(Array.from({ length: Math.max(2, cores) }, (_, number) => lane(number)));
}
