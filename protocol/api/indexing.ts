import { z } from 'zod';

/** How the index follows the chain, for operators. */
export const indexingView = z.object({
  /** Newest block that is indexed, and the newest that nothing undoes any more. */
  block: z.number(),
  finalized: z.number(),
  chainHead: z.number(),
  synced: z.boolean(),
  /** Newest block of which another endpoint said the same; null with one endpoint, or while no other answered. */
  confirmed: z.number().nullable(),
  /** True while the index waits for its operator. */
  halted: z.boolean(),
  /** What is in the way now; null while nothing is. */
  problem: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  /** The chain's endpoints, as `RPC_URL` lists them. */
  endpoints: z.array(
    z.object({
      /** Scheme and host: the rest of an address may be a key. */
      name: z.string(),
      state: z.enum(['good', 'failing', 'quarantined']),
      /** Share of late questions that were answered, the newest counting most; 0 to 1. */
      score: z.number(),
      /** Mean time of late answers. */
      milliseconds: z.number(),
      /** Newest block that it gave. */
      head: z.number(),
      problem: z.string().nullable(),
      /** Unix seconds at which it is asked again. */
      until: z.number().nullable(),
    }),
  ),
  /** Subscriptions to new blocks that stand. */
  headWatches: z.number(),
});
export type IndexingView = z.infer<typeof indexingView>;
