import { type Block, digestOf } from './block.ts';
import { failure, type Result, success, VouchError } from './errors.ts';
import { limits } from './limits.ts';
import type { Attachment } from './message-body.ts';
import { type Padding, pad, unpad } from './padding.ts';
import type { Hex } from './primitives.ts';
import { seal, unseal } from './sealed.ts';

const padding: Padding = { stepBytes: limits.attachmentPaddingBytes, lengthBytes: 4 };

/** A picture before encryption: re-encoded by the sender's program, without metadata. */
export type Picture = Pick<Attachment, 'width' | 'height' | 'type'> & { data: Uint8Array };

/**
 * Encrypts a picture to both parties.
 * @param picture WebP or AVIF
 * @param keys X25519 public keys of sender and receiver
 * @returns a raw block, and what the message's text says of it
 * @throws VouchError `attachment.type_mismatch`, `attachment.too_large`, `mailbox.key_invalid`
 */
export async function encryptAttachment(
  picture: Picture,
  keys: readonly [Hex, Hex],
): Promise<{ block: Block; attachment: Attachment }> {
  const { data, width, height, type } = picture;
  if (!isOfType(data, type)) throw typeMismatch(type);
  const block = await seal(pad(data, padding), keys);
  if (block.bytes.length > limits.attachmentBytes) throw tooLarge(block.bytes);
  return { block, attachment: { digest: digestOf(block.cid), width, height, type, bytes: data.length } };
}

/**
 * Decrypts a picture.
 * @param bytes the block that the attachment names; its hash was checked
 * @param attachment what the text says of it
 * @param identity age identity of one of the parties
 * @returns the picture's bytes, or `attachment.too_large`, `attachment.undecryptable` and the errors of `unpackAttachment`
 */
export async function decryptAttachment(
  bytes: Uint8Array,
  attachment: Attachment,
  identity: string,
): Promise<Result<Uint8Array>> {
  if (bytes.length > limits.attachmentBytes) return { ok: false, error: tooLarge(bytes) };
  const packed = await unseal(bytes, identity, 'attachment');
  return packed.ok ? unpackAttachment(packed.value, attachment) : packed;
}

/** Takes the padding off a picture. @returns its bytes, or `attachment.padding_invalid`, `attachment.type_mismatch` */
export function unpackAttachment(
  packed: Uint8Array,
  { bytes, type }: Pick<Attachment, 'bytes' | 'type'>,
): Result<Uint8Array> {
  const data = unpad(packed, padding);
  if (data === undefined || data.length !== bytes) {
    return failure({
      code: 'attachment.padding_invalid',
      message: `The picture of ${packed.length} bytes is not padded as the protocol says.`,
      hint: 'Ask the sender to send the picture again with a current program.',
      details: { field: 'padding', limit: `a multiple of ${padding.stepBytes} bytes` },
    });
  }
  return isOfType(data, type) ? success(data) : { ok: false, error: typeMismatch(type) };
}

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

/** Looks at the first bytes, so that nothing but a picture comes out of a message. */
const isOfType = (data: Uint8Array, type: Attachment['type']): boolean =>
  type === 'image/webp'
    ? ascii(data, 0, 4) === 'RIFF' && ascii(data, 8, 12) === 'WEBP'
    : ascii(data, 4, 8) === 'ftyp' && /avi[fs]/.test(ascii(data, 8, 40));

const typeMismatch = (type: string): VouchError =>
  new VouchError({
    code: 'attachment.type_mismatch',
    message: `The picture is no ${type}.`,
    hint: 'Encode it as WebP or AVIF.',
    details: { field: 'type', limit: type },
  });

const tooLarge = (bytes: Uint8Array): VouchError =>
  new VouchError({
    code: 'attachment.too_large',
    message: `The encrypted picture has ${bytes.length} bytes, more than ${limits.attachmentBytes}.`,
    hint: 'Encode it smaller.',
    details: { field: 'attachment', limit: `${limits.attachmentBytes} bytes`, bytes: bytes.length },
  });
