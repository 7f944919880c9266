import { base64 } from '@scure/base';
import { createKeptTexts } from './kept-texts.ts';

/** What the buyer sent to be delivered to: encrypted bytes, by their digest. */
export interface KeptDetails {
  keep: (digest: string, bytes: Uint8Array) => void;
  find: (digest: string) => Uint8Array | null;
  forget: (digest: string) => void;
}

/** Purchases that wait for a node's word at the same time. */
const MOST = 40;

/**
 * Keeps encrypted order details until a node says that it holds them, so that they can be sent again when they were lost
 * on the way. Only what the shop can open is kept, never what the buyer wrote.
 * @param storage localStorage
 */
export function createKeptDetails(storage: Pick<Storage, 'getItem' | 'setItem'>): KeptDetails {
  const texts = createKeptTexts({ storage, key: 'vouch.details', most: MOST });
  return {
    keep: (digest, bytes) => texts.keep(digest, base64.encode(bytes)),
    find: (digest) => {
      const text = texts.find(digest);
      try {
        return text === null ? null : base64.decode(text);
      } catch {
        // Not ours: there is nothing to send again.
        return null;
      }
    },
    forget: texts.forget,
  };
}
