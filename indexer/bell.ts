import { setTimeout as delay } from 'node:timers/promises';

/** A pause that somebody can end. */
export interface Bell {
  /** Ends the pause in hand, or the next one when there is none. */
  ring(): void;
  /** Waits, until the bell rings, or the signal is given. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  let hasRung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      hasRung = true;
      wake?.();
    },
    pause: async (milliseconds, signal) => {
      const rung = new AbortController();
      wake = () => rung.abort();
      if (hasRung) rung.abort();
      // Ending early is what both signals are for.
      await delay(milliseconds, undefined, { signal: AbortSignal.any([signal, rung.signal]) }).catch(() => undefined);
      wake = undefined;
      hasRung = false;
    },
  };
}
