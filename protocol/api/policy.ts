import { z } from 'zod';
import { addressText, cidText } from './common.ts';

/** Something that this node does not carry, and why: every refusal is public. */
export const denialView = z.object({
  shop: addressText.nullable(),
  cid: cidText.nullable(),
  reason: z.string(),
  /** Unix seconds. */
  since: z.number(),
  /** Author of the subscribed list that names it; null for the operator's own word. */
  list: addressText.nullable(),
});
export type DenialView = z.infer<typeof denialView>;

/** What a node carries. */
export const policyView = z.object({
  /** `all`: every shop with a sufficient deposit; `followed`: only shops that the operator names. */
  carries: z.enum(['all', 'followed']),
  followed: z.array(addressText),
  /** Lists whose denials this node takes over, by their authors. */
  lists: z.array(z.object({ author: addressText, name: z.string(), version: z.number(), denials: z.number() })),
  denials: z.array(denialView),
  /** Why the newest change of the operator's file is not in force, when it is not valid. */
  problem: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type PolicyView = z.infer<typeof policyView>;
