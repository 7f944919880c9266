import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MILLISECONDS = 25;
const MOST_MILLISECONDS = 180_000;

/**
 * Waits until something can be found. How long that takes is not tested; three minutes mean that it never happens.
 * @param what is waited for, for the error
 * @param find gives undefined or false as long as it is not there
 */
export async function until<T>(what: string, find: () => Promise<T | undefined | false>): Promise<T> {
  const ends = performance.now() + MOST_MILLISECONDS;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > ends) throw new Error(`waited in vain: ${what}`);
    await delay(PAUSE_MILLISECONDS);
  }
}
