import { VouchError } from './errors.ts';
import type { Message } from './message.ts';
import { type MessagePlace, messageDigest } from './message-typed-data.ts';
import { type PlainKey, plainKeyFromSecret, signDigest } from './plain-key.ts';
import type { Hex } from './primitives.ts';
import { secretFromSignature } from './signature-secret.ts';

/** A key that signs messages once its owner signed a `MessageKey` for it. */
export type MessageSigner = PlainKey;

/**
 * Derives the key that signs messages from the signature of `mailboxTypedData` or `buyerMailboxTypedData`, so that one
 * question to the wallet gives both keys. Without the owner's `MessageKey` it may sign nothing.
 * @param signature 65 bytes of an account that signs deterministically (RFC 6979)
 * @throws VouchError `mailbox.signature_unsupported` for other signatures, such as those of contract accounts
 */
export function messageSignerFromSignature(signature: Hex): MessageSigner {
  const secret = secretFromSignature(signature, 'message/1');
  if (secret !== undefined) return messageSignerFromSecret(secret);
  throw new VouchError({
    code: 'mailbox.signature_unsupported',
    message: 'This account cannot make a key for messages: its signatures are not 65 bytes long.',
    hint: 'Make a random key and let the account sign for it.',
    details: { field: 'signature', limit: '65 bytes' },
  });
}

/**
 * The message key of a secret that a program made or keeps.
 * @param secret 32 random bytes
 */
export const messageSignerFromSecret = (secret: Uint8Array): MessageSigner => plainKeyFromSecret(secret);

/** Signs a message with a message key. @returns 65 bytes: r, s, and 27 or 28 */
export const signMessage = (place: MessagePlace, message: Message, signer: MessageSigner): Uint8Array =>
  signDigest(messageDigest(place, message), signer);
