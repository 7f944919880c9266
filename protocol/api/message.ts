import { z } from 'zod';
import { cidText, digestText } from './common.ts';

/** A block that a message names, and whether this node holds it yet. */
export const messageBlockView = z.object({ cid: cidText, held: z.boolean() });

/** A message of an order. Nothing here needs to be believed: `envelope` is what was signed, the rest follows from it. */
export const messageView = z.object({
  id: digestText,
  by: z.enum(['buyer', 'seller']),
  sentAt: z.number(),
  /** The signed message as dag-cbor, in base64url. */
  envelope: z.string(),
  body: messageBlockView,
  attachments: z.array(messageBlockView),
});
export type MessageView = z.infer<typeof messageView>;

/** A message just taken in. */
export const sentMessage = z.object({ id: digestText });
