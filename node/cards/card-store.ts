import { createHash } from 'node:crypto';
import { VouchError } from '../../protocol/errors.ts';
import { oneAtATime } from '../notes/one-at-a-time.ts';
import type { Card } from './card.ts';

/** Changes with the drawing: cards that readers keep are then drawn anew. */
const DRAWING = 1;
/** Drawn cards that are kept, and drawings that wait for one under way. */
export const cardLimits = { kept: 64, waiting: 16 } as const;

/** Keeps drawn cards by what they show. */
export interface CardStore {
  /** Names a card by its content. */
  tagOf(card: Card): string;
  /**
   * Gives a card, drawn when it is not kept. Only one is drawn at a time; who asks for the same waits for the same drawing.
   * @throws VouchError `node.unavailable` when too many wait
   */
  get(card: Card): Promise<Buffer>;
}

/** @param draw draws a card, which takes most of a core for a moment */
export function createCardStore(draw: (card: Card) => Promise<Buffer>): CardStore {
  const kept = new Map<string, Promise<Buffer>>();
  const queue = oneAtATime();
  let waiting = 0;
  const tagOf = (card: Card): string =>
    `"${createHash('sha256')
      .update(JSON.stringify([DRAWING, card]))
      .digest('base64url')
      .slice(0, 27)}"`;
  return {
    tagOf,
    async get(card) {
      const tag = tagOf(card);
      const known = kept.get(tag);
      if (known !== undefined) {
        // What is asked for last is forgotten last: a map keeps the order in which keys came.
        kept.delete(tag);
        kept.set(tag, known);
        return await known;
      }
      if (waiting >= cardLimits.waiting) {
        throw new VouchError({
          code: 'node.unavailable',
          message: 'Too many cards are being drawn.',
          hint: 'Try again in a few seconds, or ask another node.',
          retryable: true,
        });
      }
      waiting += 1;
      const drawing = queue(() => draw(card)).finally(() => {
        waiting -= 1;
      });
      kept.set(tag, drawing);
      for (const oldest of kept.keys()) {
        if (kept.size <= cardLimits.kept) break;
        kept.delete(oldest);
      }
      try {
        return await drawing;
      } catch (error) {
        kept.delete(tag);
        throw error;
      }
    },
  };
}
