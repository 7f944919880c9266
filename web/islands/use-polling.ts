import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { VouchError } from '../../protocol/errors.ts';
import { readJson } from './api.ts';
import { asVouchError } from './wallet/error-note.tsx';

/** What was read last, and what went wrong since. */
export interface Polled<T> {
  value: T | null;
  /** The newest question failed; `value` is what was read before. */
  error: VouchError | null;
  again: () => void;
}

/**
 * Reads from the node again and again while the page is in view, so that a screen stays true without a reload.
 * @param path of the API
 * @param seconds between an answer and the next question
 */
export function usePolling<T>(path: string, seconds: number): Polled<T> {
  const value = useSignal<T | null>(null);
  const error = useSignal<VouchError | null>(null);
  const round = useSignal(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      if (!document.hidden) {
        try {
          const read = await readJson<T>(path);
          if (ended) return;
          value.value = read;
          error.value = null;
        } catch (cause) {
          if (ended) return;
          error.value = asVouchError(cause);
        }
      }
      timer = setTimeout(() => void look(), seconds * 1_000);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [path, seconds, round.value, value, error]);
  return { value: value.value, error: error.value, again: () => round.value++ };
}
