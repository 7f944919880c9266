import { z } from 'zod';
import { addressText, digestText } from './common.ts';

/** What happened on the chain or in the network, as `GET /api/v1/live` sends it while it happens. */
export const liveEvent = z.discriminatedUnion('kind', [
  /**
   * A block was indexed; a lower number than before says that blocks were undone. `missed` says that since the block before
   * more may have changed than was told: whoever shows something reads it anew.
   */
  z.object({ kind: z.literal('block'), number: z.number(), hash: digestText, time: z.number(), missed: z.boolean() }),
  /** An order was paid or moved on. */
  z.object({
    kind: z.literal('order'),
    order: digestText,
    shop: addressText,
    buyer: addressText,
    state: z.string(),
    block: z.number(),
  }),
  z.object({ kind: z.literal('review'), order: digestText, shop: addressText, stars: z.number(), block: z.number() }),
  z.object({ kind: z.literal('group'), group: digestText, shop: addressText, members: z.number(), block: z.number() }),
  z.object({ kind: z.literal('deposit'), shop: addressText, block: z.number() }),
  /** A newer catalogue of a shop is held. */
  z.object({ kind: z.literal('catalogue'), shop: addressText, version: z.number() }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
