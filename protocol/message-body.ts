import { z } from 'zod';
import { type Block, cidOf, decodeDocument, digestOf, encodeDocument, RAW } from './block.ts';
import { failure, type Result, unwrap, VouchError } from './errors.ts';
import { limits } from './limits.ts';
import type { Message } from './message.ts';
import { type Padding, pad, unpad } from './padding.ts';
import { bytes32Schema, type Hex } from './primitives.ts';
import { seal, unseal } from './sealed.ts';
import { textSchema } from './text.ts';
import { validate } from './validate.ts';

/** A picture of a message, as its text describes it. The picture itself is a sealed block of its own. */
export const attachmentSchema = z.strictObject({
  /** SHA-256 digest of the encrypted picture. */
  digest: bytes32Schema,
  width: z.int().min(1).max(limits.imageWidthPixels),
  height: z.int().min(1).max(limits.imageWidthPixels),
  type: z.enum(['image/webp', 'image/avif']),
  /** Size of the picture before encryption. */
  bytes: z.int().min(1).max(limits.attachmentBytes),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What a message says; only the two parties of its order can read it. */
export const messageBodySchema = z
  .strictObject({
    v: z.literal(1),
    type: z.literal('text'),
    order: bytes32Schema,
    text: textSchema(limits.messageCharacters),
    /** ID of an earlier message of the same order. */
    replyTo: bytes32Schema.optional(),
    /** The sender's X25519 public key: answers are encrypted to it. */
    replyKey: bytes32Schema,
    attachments: z.array(attachmentSchema).max(limits.messageAttachments),
  })
  .refine(({ text, attachments }) => text !== '' || attachments.length > 0, {
    path: ['text'],
    message: 'must be filled in where there is no picture',
  });
export type MessageBody = z.infer<typeof messageBodySchema>;

const padding: Padding = { stepBytes: limits.messagePaddingBytes, lengthBytes: 2 };

/**
 * Encodes and pads a message's text.
 * @throws VouchError `message_body.invalid`
 */
export const packBody = (body: MessageBody): Uint8Array =>
  pad(encodeDocument(unwrap(validate(messageBodySchema, body, 'message_body'))).bytes, padding);

/** Reads a padded text. @returns it, or `message_body.padding_invalid`, `.malformed`, `.not_canonical`, `.invalid` */
export function unpackBody(packed: Uint8Array): Result<MessageBody> {
  const bytes = unpad(packed, padding);
  if (bytes !== undefined) {
    return decodeDocument(bytes, {
      schema: messageBodySchema,
      mostBytes: limits.messageBodyBytes,
      noun: 'message_body',
    });
  }
  return failure({
    code: 'message_body.padding_invalid',
    message: `The text of ${packed.length} bytes is not padded as the protocol says.`,
    hint: 'Ask the sender to send the message again with a current program.',
    details: { field: 'padding', limit: `a multiple of ${padding.stepBytes} bytes` },
  });
}

/**
 * Encrypts a message's text to both parties.
 * @param keys X25519 public keys of sender and receiver
 * @returns a raw block; its digest goes into the message
 * @throws VouchError `message_body.invalid`, `message_body.too_large`, `mailbox.key_invalid`
 */
export async function encryptBody(body: MessageBody, keys: readonly [Hex, Hex]): Promise<Block> {
  const block = await seal(packBody(body), keys);
  if (block.bytes.length > limits.messageBodyBytes) throw tooLarge(block.bytes);
  return block;
}

/**
 * Decrypts a message's text, and checks that it belongs to the message that was signed.
 * @param parts the signed message, the block that it names, and the age identity of one of the parties
 * @returns the text, or `message_body.digest_mismatch`, `.too_large`, `.undecryptable`, `.envelope_mismatch` and the
 * errors of `unpackBody`
 */
export async function decryptBody(parts: {
  message: Message;
  bytes: Uint8Array;
  identity: string;
}): Promise<Result<MessageBody>> {
  const { message, bytes, identity } = parts;
  if (bytes.length > limits.messageBodyBytes) return { ok: false, error: tooLarge(bytes) };
  if (digestOf(cidOf(bytes, RAW)) !== message.body) {
    return failure({
      code: 'message_body.digest_mismatch',
      message: 'These are other bytes than the message names.',
      hint: 'Ask another node for the block.',
      details: { field: 'body', digest: message.body },
    });
  }
  const packed = await unseal(bytes, identity, 'message_body');
  if (!packed.ok) return packed;
  const body = unpackBody(packed.value);
  return body.ok ? checkBody(body.value, message) : body;
}

/**
 * Checks that a text belongs to a message: the same order, and the same pictures in the same order. Else a sender could
 * show one party what another order was about, or hide a picture from the nodes that count them.
 * @returns the text, or `message_body.envelope_mismatch`
 */
export function checkBody(body: MessageBody, message: Message): Result<MessageBody> {
  const digests = body.attachments.map(({ digest }) => digest);
  const field =
    body.order !== message.order ? 'order' : digests.join() !== message.attachments.join() ? 'attachments' : undefined;
  if (field === undefined) return { ok: true, value: body };
  return failure({
    code: 'message_body.envelope_mismatch',
    message: `The text says another ${field} than the message that was signed.`,
    hint: 'Do not believe this message: its sender used a faulty program.',
    details: { field },
  });
}

const tooLarge = (bytes: Uint8Array): VouchError =>
  new VouchError({
    code: 'message_body.too_large',
    message: `The encrypted text has ${bytes.length} bytes, more than ${limits.messageBodyBytes}.`,
    hint: 'Send it as two messages.',
    details: { field: 'body', limit: `${limits.messageBodyBytes} bytes`, bytes: bytes.length },
  });
