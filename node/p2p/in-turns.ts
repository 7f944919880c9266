import { setImmediate as othersFirst } from 'node:timers/promises';

/** Work holds up the process no longer than this before others have their turn. */
const turnMilliseconds = 8;

/**
 * Runs long work step by step and lets sockets, timers and requests have their turn in between.
 * @param steps yields where it may be interrupted, at least every few milliseconds
 * @returns what the steps return; their error is thrown on
 */
export async function inTurns<T>(steps: Iterator<void, T>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < turnMilliseconds) continue;
    await othersFirst();
    began = performance.now();
  }
}
