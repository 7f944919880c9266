import { x25519 } from '@noble/curves/ed25519';
import { hexToBytes, randomBytes } from '@noble/hashes/utils';
import { bech32 } from '@scure/base';
import { Decrypter, Encrypter } from 'age-encryption';
import { type Block, rawBlock } from './block.ts';
import { failure, type Result, success, VouchError } from './errors.ts';
import type { Hex } from './primitives.ts';

/** Each sealed block is for two, so that the number of its readers says nothing. */
const RECIPIENTS = 2;
/** The header of a file for two takes 390 bytes; a longer one would only cost its reader time. */
const MOST_HEADER_BYTES = 1_024;

const recipientOf = (key: Uint8Array): string => bech32.encodeFromBytes('age', key);

/**
 * Encrypts with age (X25519) to one or two keys. A missing second key is replaced by one that nobody has: the sizes of
 * blocks for one and for two readers are equal.
 * @param packed padded bytes
 * @param keys X25519 public keys of the readers
 * @returns a raw block
 * @throws VouchError `mailbox.key_invalid` naming which key
 */
export async function seal(packed: Uint8Array, keys: readonly [Hex] | readonly [Hex, Hex]): Promise<Block> {
  const encrypter = new Encrypter();
  for (const [index, key] of keys.entries()) {
    if (!isUsable(key)) throw keyInvalid(index);
    encrypter.addRecipient(recipientOf(hexToBytes(key.slice(2))));
  }
  for (let index = keys.length; index < RECIPIENTS; index++) {
    encrypter.addRecipient(recipientOf(x25519.getPublicKey(randomBytes(32))));
  }
  return rawBlock(await encrypter.encrypt(packed));
}

/**
 * Decrypts a sealed block.
 * @param bytes the block; its size was checked
 * @param reader who reads: an age identity, or one that `disclosedReader` makes
 * @param noun names the content in errors
 * @returns the padded bytes, or `<noun>.undecryptable`
 */
export async function unseal(
  bytes: Uint8Array,
  reader: Parameters<Decrypter['addIdentity']>[0],
  noun: string,
): Promise<Result<Uint8Array>> {
  try {
    headerOf(bytes);
    const decrypter = new Decrypter();
    decrypter.addIdentity(reader);
    return success(await decrypter.decrypt(bytes));
  } catch (cause) {
    return failure({
      code: `${noun}.undecryptable`,
      message: 'This cannot be decrypted with this key.',
      hint: 'Use the key that its reader had when it was written; older keys have lower numbers.',
      cause,
      details: { field: noun },
    });
  }
}

/**
 * The header of an age file, with its MAC.
 * @throws RangeError when there is none, or when it is longer than two readers need
 */
export function headerOf(bytes: Uint8Array): Uint8Array {
  const text = String.fromCharCode(...bytes.subarray(0, MOST_HEADER_BYTES));
  const end = text.indexOf('\n', text.indexOf('\n--- ') + 1);
  if (!isSealed(bytes) || !text.includes('\n--- ') || end < 0) {
    throw new RangeError(`no age header of at most ${MOST_HEADER_BYTES} bytes`);
  }
  return bytes.subarray(0, end + 1);
}

const AGE_BEGINNING = 'age-encryption.org/v1\n';

/** True when bytes begin as an age file does. */
export const isSealed = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(0, AGE_BEGINNING.length)) === AGE_BEGINNING;

/** A key of 32 bytes that is no point of small order: with such a one, anybody could decrypt. */
function isUsable(key: Hex): boolean {
  if (!/^0x[0-9a-f]{64}$/i.test(key)) return false;
  try {
    x25519.getSharedSecret(new Uint8Array(32).fill(1), hexToBytes(key.slice(2)));
    return true;
  } catch {
    // The library throws for points of small order: the key is none.
    return false;
  }
}

const keyInvalid = (index: number): VouchError =>
  new VouchError({
    code: 'mailbox.key_invalid',
    message: 'A key of the reader cannot be used for encryption.',
    hint: 'Ask the reader to set a new key.',
    details: { field: `keys.${index}`, limit: '32 bytes of an X25519 public key' },
  });
