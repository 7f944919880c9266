import { hexToBytes } from '@noble/hashes/utils';
import { Decrypter } from 'age-encryption';
import { bytesToHex } from 'viem/utils';
import { z } from 'zod';
import { cidOf, digestOf, RAW } from './block.ts';
import { failure, type Result, success } from './errors.ts';
import { bytes32Schema, type Hex } from './primitives.ts';
import { headerOf, unseal } from './sealed.ts';

/**
 * Opening one sealed block to everybody, as evidence.
 *
 * Each block is encrypted with a file key of its own, which its header holds once for each reader. Giving away the file key
 * opens this block and no other, and tells nothing about the reader's own key. That it proves what was sent follows from:
 * the digest of the block was committed to when it was sent (order details: by the buyer's transaction on chain; messages
 * and pictures: by the sender's signature), and the header of the block ends with an HMAC under the file key, so that no
 * other key opens the same bytes to something else. What it cannot show is that the other side was able to open the block:
 * who receives one that does not open asks for it again, and keeps the digest.
 */
export const disclosureSchema = z.strictObject({
  /** SHA-256 digest of the encrypted block. */
  digest: bytes32Schema,
  /** The block's age file key. */
  fileKey: z
    .string()
    .regex(/^0x[0-9a-fA-F]{32}$/, 'fileKey must be 0x and 32 hex digits')
    .transform((text) => text.toLowerCase() as Hex),
});
export type Disclosure = z.infer<typeof disclosureSchema>;

/**
 * Takes the file key out of a sealed block, to disclose it.
 * @param bytes the block
 * @param identity age identity of a reader
 * @returns digest and key as evidence carries them, or `disclosure.undecryptable`
 */
export async function fileKeyOf(bytes: Uint8Array, identity: string): Promise<Result<Disclosure>> {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const fileKey = await decrypter.decryptHeader(headerOf(bytes));
    return success({ digest: digestOf(cidOf(bytes, RAW)), fileKey: bytesToHex(fileKey) });
  } catch (cause) {
    return failure({
      code: 'disclosure.undecryptable',
      message: 'This block cannot be opened with this key, so it cannot be disclosed.',
      hint: 'Use the key that its reader had when it was written; older keys have lower numbers.',
      cause,
      details: { field: 'identity' },
    });
  }
}

/**
 * Opens a block that was disclosed.
 * @param bytes the encrypted block
 * @param disclosure what the evidence says
 * @returns the padded content, for `unpackDetails`, `unpackBody` or `unpackAttachment`; or `disclosure.digest_mismatch`,
 * `disclosure.undecryptable` for a key that is not the block's
 */
export async function openDisclosed(bytes: Uint8Array, { digest, fileKey }: Disclosure): Promise<Result<Uint8Array>> {
  if (digestOf(cidOf(bytes, RAW)) !== digest) {
    return failure({
      code: 'disclosure.digest_mismatch',
      message: 'These are other bytes than the evidence names.',
      hint: 'Ask another node for the block.',
      details: { field: 'digest', digest },
    });
  }
  return unseal(bytes, { unwrapFileKey: () => hexToBytes(fileKey.slice(2)) }, 'disclosure');
}
