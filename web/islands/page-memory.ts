/**
 * Keeps what was made once for as long as the page is open, in memory alone: keys that a wallet's signature made, for
 * example, which must never reach a storage and for which nobody wants to be asked twice.
 */
export interface PageMemory {
  /** Makes a value, or gives the one that was made under this name. What failed is made again the next time. */
  once: <T>(name: string, make: () => Promise<T>) => Promise<T>;
  /** True when a value of this name was made or is being made. */
  has: (name: string) => boolean;
  forget: (name: string) => void;
}

/** Makes an empty memory. */
export function createPageMemory(): PageMemory {
  const kept = new Map<string, Promise<unknown>>();
  return {
    once: <T>(name: string, make: () => Promise<T>): Promise<T> => {
      // Safety: a name belongs to one kind of value, by whoever chose it.
      const known = kept.get(name) as Promise<T> | undefined;
      if (known !== undefined) return known;
      const made = make();
      kept.set(name, made);
      made.catch(() => kept.delete(name));
      return made;
    },
    has: (name) => kept.has(name),
    forget: (name) => void kept.delete(name),
  };
}
