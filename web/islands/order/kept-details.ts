import { base64 } from '@scure/base';

/** What the buyer sent to be delivered to: encrypted bytes, by their digest. */
export interface KeptDetails {
  keep: (digest: string, bytes: Uint8Array) => void;
  find: (digest: string) => Uint8Array | null;
  forget: (digest: string) => void;
}

const KEY = 'vouch.details';
/** Purchases that wait for a node's word at the same time. */
const MOST = 40;

/**
 * Keeps encrypted order details until a node says that it holds them, so that they can be sent again when they were lost
 * on the way. Only what the shop can open is kept, never what the buyer wrote.
 * @param storage localStorage
 */
export function createKeptDetails(storage: Pick<Storage, 'getItem' | 'setItem'>): KeptDetails {
  const read = (): [string, string][] => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
      const isPair = (each: unknown): each is [string, string] =>
        Array.isArray(each) && typeof each[0] === 'string' && typeof each[1] === 'string';
      return Array.isArray(kept) ? kept.filter(isPair) : [];
    } catch {
      // Someone else wrote there; what is kept next replaces it.
      return [];
    }
  };
  const others = (digest: string): [string, string][] => read().filter(([known]) => known !== digest);
  return {
    keep: (digest, bytes) =>
      storage.setItem(KEY, JSON.stringify([...others(digest), [digest, base64.encode(bytes)]].slice(-MOST))),
    find: (digest) => {
      const text = read().find(([known]) => known === digest)?.[1];
      try {
        return text === undefined ? null : base64.decode(text);
      } catch {
        // Not ours: there is nothing to send again.
        return null;
      }
    },
    forget: (digest) => storage.setItem(KEY, JSON.stringify(others(digest))),
  };
}
