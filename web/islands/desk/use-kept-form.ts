import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { z } from 'zod';

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

function find<T>(name: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(sessionStorage.getItem(name) ?? 'null'));
  } catch {
    // Not begun, or of an earlier build of this page: begun anew.
    return null;
  }
}

/**
 * Keeps a form in this tab of the browser until it is published.
 * @param parts its name among all that is kept, what it must look like, and what is published now
 */
export function useKeptForm<T>({ name, schema, start }: { name: string; schema: z.ZodType<T>; start: T }): KeptForm<T> {
  const found = useMemo(() => find(name, schema), [name]);
  const form = useSignal<T>(found ?? start);
  const published = useSignal<T>(start);
  const begun = useSignal(found !== null);
  // At once, not after the next frame: the page may be left before.
  useSignalEffect(() => {
    if (form.value === published.value) return sessionStorage.removeItem(name);
    try {
      sessionStorage.setItem(name, JSON.stringify(form.value));
    } catch (error) {
      console.warn('this browser has no room to keep the form', error);
    }
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
