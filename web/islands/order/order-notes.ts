import { createKeptTexts, type KeptTexts } from './kept-texts.ts';

/** Notes whose fingerprints are on the chain: the texts stay in this browser. */
export type OrderNotes = Pick<KeptTexts, 'keep' | 'find'>;

const MOST = 100;

/**
 * Keeps what this browser's owner wrote.
 * @param storage localStorage
 */
export const createOrderNotes = (storage: Pick<Storage, 'getItem' | 'setItem'>): OrderNotes =>
  createKeptTexts({ storage, key: 'vouch.notes', most: MOST });
