import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { VouchError } from '../../../protocol/errors.ts';
import { type LineReading, readLines } from '../checkout/read-lines.ts';
import { asVouchError } from '../wallet/error-note.tsx';
import type { CartLine } from './cart-store.ts';

/** What the shops of the cart say now. */
export interface Readings {
  /** Null until the first answer. */
  lines: ReadonlySignal<readonly LineReading[] | null>;
  error: ReadonlySignal<VouchError | null>;
  again: () => Promise<void>;
}

/**
 * Reads price and stock of lines again, whenever they change.
 * @param lines of the cart, or the one of "Buy now"
 * @param now Unix seconds
 */
export function useReadings(lines: readonly CartLine[], now: number): Readings {
  const readings = useSignal<readonly LineReading[] | null>(null);
  const error = useSignal<VouchError | null>(null);
  const asked = useSignal(0);
  const again = async (): Promise<void> => {
    asked.value += 1;
    const mine = asked.value;
    try {
      const answer = await readLines(lines, now);
      // A later question has a newer answer.
      if (mine !== asked.value) return;
      readings.value = answer;
      error.value = null;
    } catch (cause) {
      if (mine === asked.value) error.value = asVouchError(cause);
    }
  };
  useEffect(() => void again(), [lines]);
  return { lines: readings, error, again };
}
