import { encryptAttachment, type Picture } from './attachment.ts';
import { type Block, digestOf } from './block.ts';
import { limits } from './limits.ts';
import { encodeMessage, type Message, type MessageKey } from './message.ts';
import { encryptBody } from './message-body.ts';
import type { Address, Hex } from './primitives.ts';

/** A message that is ready to be sent. */
export interface ComposedMessage {
  /** The signed message: for `POST /api/v1/messages`. The digest of its CID is its ID. */
  envelope: Block;
  /** Encrypted text and pictures: upload them with `POST /api/v1/contents` before the message. */
  contents: Block[];
}

/**
 * When a message is sent: now, or after the newest that its writer has seen, so that an answer never stands above its
 * question, however quick it is and whosever clock is ahead. Nodes take no message that is further ahead than clocks may be.
 */
const sentAfter = (seen: readonly { sentAt: number }[], now: number): number => {
  const newest = seen.reduce((latest, { sentAt }) => Math.max(latest, sentAt), 0);
  return Math.max(now, Math.min(newest + 1, now + limits.clockSkewSeconds));
};

/**
 * Encrypts and signs a message.
 * @param parts who writes about which order, what, and at which time (`now`, Unix seconds) after which messages of it;
 * the X25519 public keys of both; and what signs: the wallet (key null), or the sender's message key with its `MessageKey`
 * @throws VouchError `message_body.*`, `attachment.*`, `message.invalid`, `mailbox.key_invalid`, and what `sign` throws
 */
export async function composeMessage(parts: {
  order: Hex;
  sender: Address;
  now: number;
  /** The messages of the order that the writer has seen. */
  seen: readonly { sentAt: number }[];
  text: string;
  replyTo?: Hex;
  pictures: readonly Picture[];
  /** The sender's own key: it is also where answers go. */
  ownKey: Hex;
  otherKey: Hex;
  key: MessageKey | null;
  sign(message: Message): Uint8Array | Promise<Uint8Array>;
}): Promise<ComposedMessage> {
  const { order, sender, now, seen, text, replyTo, ownKey, otherKey, key, sign } = parts;
  const keys = [ownKey, otherKey] as const;
  const pictures = await Promise.all(parts.pictures.map((picture) => encryptAttachment(picture, keys)));
  const attachments = pictures.map(({ attachment }) => attachment);
  const body = await encryptBody({ v: 1, type: 'text', order, text, replyTo, replyKey: ownKey, attachments }, keys);
  const message: Message = {
    order,
    sender,
    sentAt: sentAfter(seen, now),
    body: digestOf(body.cid),
    attachments: attachments.map(({ digest }) => digest),
  };
  const envelope = encodeMessage({ v: 1, type: 'message', message, key, signature: await sign(message) });
  return { envelope, contents: [body, ...pictures.map(({ block }) => block)] };
}
