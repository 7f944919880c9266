import { availableParallelism } from 'node:os';
import type { Job } from './outcome.ts';

/**
 * Runs jobs side by side, one more than there are cores, because many wait for blocks and peers most of their time.
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
  await Promise.all(Array.from({ length: cores + 1 }, (_, number) => lane(number)));
}
