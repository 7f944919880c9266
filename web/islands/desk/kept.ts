import type { z } from 'zod';

/** One thing that a seller wrote and did not publish, kept by this browser under a name. */
export interface Kept<T> {
  /** @returns null where nothing is kept, or only what an earlier build of the page wrote */
  find: () => T | null;
  keep: (value: T) => void;
  forget: () => void;
}

/**
 * Keeps what is written through a reload: every form of the desk does it by this.
 * @param storage localStorage, or sessionStorage for what ends with the tab; where it is full the value is kept no longer,
 * and nothing else is lost
 * @param parts its name among all that is kept, and what it must look like
 */
export function createKept<T>(storage: Storage, { name, schema }: { name: string; schema: z.ZodType<T> }): Kept<T> {
  const forget = (): void => storage.removeItem(name);
  return {
    find: () => {
      const text = storage.getItem(name);
      if (text === null) return null;
      try {
        return schema.parse(JSON.parse(text));
      } catch {
        // Of an earlier build of this page, or of another program: begun anew.
        forget();
        return null;
      }
    },
    keep: (value) => {
      try {
        storage.setItem(name, JSON.stringify(value));
      } catch (error) {
        console.warn('this browser has no room to keep what was written', error);
      }
    },
    forget,
  };
}
