import { z } from 'zod';
import { digestText } from './common.ts';

/** One digest over all rows that follow from the chain up to a final block: equal on every node that indexed right. */
export const stateView = z.object({
  block: z.number(),
  blockHash: digestText,
  digest: digestText,
  tables: z.array(z.object({ table: z.string(), rows: z.number(), digest: digestText })),
  /** How peers compare at the newest block that both know. */
  peers: z.array(
    z.object({
      peerId: z.string(),
      block: z.number(),
      agrees: z.boolean(),
      /** Where the first difference is; null while they agree or it is not known yet. */
      difference: z.object({ table: z.string(), key: z.string() }).nullable(),
      at: z.number(),
    }),
  ),
});
export type StateView = z.infer<typeof stateView>;
