import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { z } from 'zod';
import { createKept } from './kept.ts';

/** A form whose contents outlive a reload of the page. */
export interface KeptForm<T> {
  form: Signal<T>;
  /** True for what was written before the page was loaded again. */
  begun: Signal<boolean>;
  /** Goes back to what is published. */
  discard: () => void;
  /** What stands in the form is published: nothing of it is kept any longer. */
  publish: () => void;
}

/**
 * Keeps a form in this tab of the browser until it is published.
 * @param parts its name among all that is kept, what it must look like, and what is published now
 */
export function useKeptForm<T>({ name, schema, start }: { name: string; schema: z.ZodType<T>; start: T }): KeptForm<T> {
  const kept = useMemo(() => createKept(sessionStorage, { name, schema }), [name]);
  const found = useMemo(kept.find, [kept]);
  const form = useSignal<T>(found ?? start);
  const published = useSignal<T>(start);
  const begun = useSignal(found !== null);
  // At once, not after the next frame: the page may be left before.
  useSignalEffect(() => {
    if (form.value === published.value) kept.forget();
    else kept.keep(form.value);
  });
  return {
    form,
    begun,
    discard: () => {
      form.value = published.value;
      begun.value = false;
    },
    publish: () => {
      published.value = form.value;
      begun.value = false;
    },
  };
}
