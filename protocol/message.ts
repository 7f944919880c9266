import { z } from 'zod';
import { type Block, decodeDocument, encodeDocument } from './block.ts';
import { type Result, unwrap } from './errors.ts';
import { limits } from './limits.ts';
import { addressSchema, bytes32Schema, secondsSchema, signatureSchema } from './primitives.ts';
import { validate } from './validate.ts';

/** What one party of an order says to the other. The text itself is a block that only the two can read. */
export const messageSchema = z.strictObject({
  order: bytes32Schema,
  /** The order's buyer or its shop. */
  sender: addressSchema,
  sentAt: secondsSchema,
  /** SHA-256 digest of the encrypted body, a raw block. */
  body: bytes32Schema,
  /** Digests of encrypted pictures, raw blocks. */
  attachments: z.array(bytes32Schema).max(limits.messageAttachments),
});
export type Message = z.infer<typeof messageSchema>;

/** A key that signs messages for its owner, so that the wallet is asked once and not for every message. */
export const messageKeySchema = z.strictObject({
  owner: addressSchema,
  key: addressSchema,
  validUntil: secondsSchema,
  /** The owner's, over the three above. */
  signature: signatureSchema,
});
export type MessageKey = z.infer<typeof messageKeySchema>;

/** A signed message: all of it that gossip and reconciliation carry. */
export const signedMessageSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('message'),
  message: messageSchema,
  /** The sender's message key, or null when the sender signed the message itself. */
  key: messageKeySchema.nullable(),
  signature: signatureSchema,
});
export type SignedMessage = z.infer<typeof signedMessageSchema>;

/**
 * Encodes a signed message. The digest of its CID is the message's ID.
 * @throws VouchError `message.invalid`, `message.too_large`
 */
export function encodeMessage(message: SignedMessage): Block {
  const block = encodeDocument(unwrap(validate(signedMessageSchema, message, 'message')));
  unwrap(decodeMessage(block.bytes));
  return block;
}

/** Decodes and checks the form of a signed message; its signatures are checked apart. */
export const decodeMessage = (bytes: Uint8Array): Result<SignedMessage> =>
  decodeDocument(bytes, { schema: signedMessageSchema, mostBytes: limits.messageBytes, noun: 'message' });
