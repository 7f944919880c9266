/** Notes whose fingerprints are on the chain: the texts stay in this browser. */
export interface OrderNotes {
  keep: (digest: string, text: string) => void;
  find: (digest: string) => string | null;
}

const KEY = 'vouch.notes';
const MOST = 100;

/**
 * Keeps what this browser's owner wrote.
 * @param storage localStorage
 */
export function createOrderNotes(storage: Pick<Storage, 'getItem' | 'setItem'>): OrderNotes {
  const read = (): [string, string][] => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
      const isPair = (each: unknown): each is [string, string] =>
        Array.isArray(each) && typeof each[0] === 'string' && typeof each[1] === 'string';
      return Array.isArray(kept) ? kept.filter(isPair) : [];
    } catch {
      // Someone else wrote there; the next note replaces it.
      return [];
    }
  };
  return {
    keep: (digest, text) =>
      storage.setItem(
        KEY,
        JSON.stringify([...read().filter(([known]) => known !== digest), [digest, text]].slice(-MOST)),
      ),
    find: (digest) => read().find(([known]) => known === digest)?.[1] ?? null,
  };
}
