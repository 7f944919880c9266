import { type Signal, useSignal } from '@preact/signals';
import type { VouchError } from '../../protocol/errors.ts';
import { asVouchError } from './wallet/error-note.tsx';

/** Work that its reader began and waits for. */
export interface Attempts {
  /** True while something is under way. */
  busy: Signal<boolean>;
  /** Why the last one failed. */
  error: Signal<VouchError | null>;
  /** What is told of it meanwhile and after; nothing once it failed. */
  said: Signal<string>;
  /** Does the work; what it throws is kept in `error`. */
  attempt: (work: () => Promise<void>) => Promise<void>;
}

/** Keeps what is to be shown of such work. @param busyAtFirst true where something begins with the island */
export function useAttempt(busyAtFirst = false): Attempts {
  const busy = useSignal(busyAtFirst);
  const error = useSignal<VouchError | null>(null);
  const said = useSignal('');
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      await work();
    } catch (cause) {
      said.value = '';
      error.value = asVouchError(cause);
    } finally {
      busy.value = false;
    }
  };
  return { busy, error, said, attempt };
}
