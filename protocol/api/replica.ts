import { z } from 'zod';
import { addressText, digestText } from './common.ts';

/** One node that signed for holding a shop. */
export const replicaView = z.object({
  peerId: z.string(),
  version: z.number(),
  /** `current`: the catalogue that this node holds; `stale`: an older one; `ahead`: a newer one. */
  state: z.enum(['current', 'stale', 'ahead']),
  /** True when the pictures are there too. */
  complete: z.boolean(),
  /** When the node signed, in Unix seconds. */
  at: z.number(),
  /** Operator who announced this peer on the chain; null where none did. */
  operator: addressText.nullable(),
  /** True for the node that answers. */
  self: z.boolean(),
});
export type ReplicaView = z.infer<typeof replicaView>;

/** Who holds a shop, by signed receipts of the nodes that this one could ask. */
export const replicasView = z.object({
  version: z.number(),
  root: digestText,
  replicas: z.array(replicaView),
  /** Nodes that were asked, and when the last round was, in Unix seconds. */
  asked: z.number(),
  askedAt: z.number(),
});
export type ReplicasView = z.infer<typeof replicasView>;
