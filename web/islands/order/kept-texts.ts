/** Texts that this browser keeps by digest. */
export interface KeptTexts {
  keep: (digest: string, text: string) => void;
  find: (digest: string) => string | null;
  forget: (digest: string) => void;
}

/**
 * Opens the texts under one key of the browser's storage.
 * @param options `most` texts, of which the oldest go first; `storage` is localStorage
 */
export function createKeptTexts(options: {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  key: string;
  most: number;
}): KeptTexts {
  const { storage, key, most } = options;
  const read = (): [string, string][] => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
      const isPair = (each: unknown): each is [string, string] =>
        Array.isArray(each) && typeof each[0] === 'string' && typeof each[1] === 'string';
      return Array.isArray(kept) ? kept.filter(isPair) : [];
    } catch {
      // Someone else wrote there; what is kept next replaces it.
      return [];
    }
  };
  const write = (texts: [string, string][]) => storage.setItem(key, JSON.stringify(texts));
  const others = (digest: string) => read().filter(([known]) => known !== digest);
  return {
    keep: (digest, text) => write([...others(digest), [digest, text] satisfies [string, string]].slice(-most)),
    find: (digest) => read().find(([known]) => known === digest)?.[1] ?? null,
    forget: (digest) => write(others(digest)),
  };
}
