import { failure, type Result, success } from './errors.ts';
import { limits } from './limits.ts';
import type { Message, MessageKey, SignedMessage } from './message.ts';
import { type MessagePlace, messageDigest, messageKeyDigest } from './message-typed-data.ts';
import { isSignedBy, type SignaturePorts } from './signatures.ts';

/** What checking a message needs from outside. */
export interface MessagePorts extends SignaturePorts, MessagePlace {}

/**
 * Checks who signed a message: the sender, or a key that the sender let sign messages and that was valid when the message
 * says it was sent. Whether the sender is a party of the order is asked apart.
 * @param signed a message of the right form, from `decodeMessage`
 * @param ports the market's chain and address, and how signatures are checked
 * @returns the message, or `message.signature_invalid`, `message.key_owner_mismatch`, `message.key_expired`,
 * `message.key_too_long`, `message.key_signature_invalid`. What a port throws passes through.
 */
export async function verifyMessage(signed: SignedMessage, ports: MessagePorts): Promise<Result<Message>> {
  const { message, key, signature } = signed;
  const digest = messageDigest(ports, message);
  if (key === null) {
    return (await isSignedBy(ports, { signer: message.sender, digest, signature }))
      ? success(message)
      : signatureInvalid(message.sender);
  }
  const refused = checkTimes(message, key);
  if (refused !== undefined) return refused;
  // The key is a plain one, so no contract is asked about it.
  if (ports.recover(digest, signature) !== key.key) return signatureInvalid(key.key);
  const { owner } = key;
  if (await isSignedBy(ports, { signer: owner, digest: messageKeyDigest(ports, key), signature: key.signature })) {
    return success(message);
  }
  return failure({
    code: 'message.key_signature_invalid',
    message: `${owner} did not let the key ${key.key} sign messages.`,
    hint: 'Let the owner sign for the key again.',
    details: { field: 'key.signature', owner },
  });
}

function checkTimes({ sender, sentAt }: Message, { owner, validUntil }: MessageKey) {
  if (owner !== sender) {
    return failure({
      code: 'message.key_owner_mismatch',
      message: `The message of ${sender} comes with a key of ${owner}.`,
      hint: 'Sign with a key of the sender.',
      details: { field: 'key.owner', owner, sender },
    });
  }
  if (validUntil < sentAt) {
    return failure({
      code: 'message.key_expired',
      message: `The key was valid until ${validUntil}; the message was sent at ${sentAt}.`,
      hint: 'Sign for the key again.',
      details: { field: 'key.validUntil', limit: `at least ${sentAt}`, validUntilSeconds: validUntil },
    });
  }
  // Signed just before the message at the earliest, by a clock that may be a little ahead.
  const latest = sentAt + limits.messageKeySeconds + limits.clockSkewSeconds;
  if (validUntil > latest) {
    return failure({
      code: 'message.key_too_long',
      message: `The key is valid until ${validUntil}, more than 90 days after the message.`,
      hint: 'Sign for a key for at most 90 days.',
      details: { field: 'key.validUntil', limit: `at most ${latest}`, validUntilSeconds: validUntil },
    });
  }
  return undefined;
}

const signatureInvalid = (signer: string) =>
  failure({
    code: 'message.signature_invalid',
    message: `The message is not signed by ${signer}.`,
    hint: 'Sign the message again.',
    details: { field: 'signature', signer },
  });
