import * as dagCbor from '@ipld/dag-cbor';
import { ed25519 } from '@noble/curves/ed25519';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils';
import { z } from 'zod';
import { failure, type Result, success } from './errors.ts';
import { addressSchema, bytes32Schema, secondsSchema } from './primitives.ts';

/** A node's word that it holds a shop. It says which catalogue, so that a seller sees which copies are stale. */
export const receiptSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('receipt'),
  shop: addressSchema,
  version: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** SHA-256 digest of the root block, as the catalogue's signature has it. */
  root: bytes32Schema,
  /** True when every picture is here too; documents always are. */
  complete: z.boolean(),
  /** Multihash of the peer ID of the node that signs. */
  peer: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 64, 'must be at most 64 bytes'),
  at: secondsSchema,
});
export type Receipt = z.infer<typeof receiptSchema>;

/** A receipt with the signature of its peer's key over `vouch-receipt:` and the canonical dag-cbor of the receipt. */
export const signedReceiptSchema = z.strictObject({
  receipt: receiptSchema,
  signature: z.instanceof(Uint8Array).refine((bytes) => bytes.length === 64, 'must be 64 bytes'),
});
export type SignedReceipt = z.infer<typeof signedReceiptSchema>;

const prefix = utf8ToBytes('vouch-receipt:');
/** What stands before an Ed25519 key in the peer ID that holds it: identity multihash of 36 bytes, key type, key length. */
const inlinedEd25519 = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20);
const KEY_BYTES = 32;

/** The bytes that a peer signs for a receipt. The prefix keeps them apart from all else that peer keys sign. */
export const receiptMessage = (receipt: Receipt): Uint8Array =>
  concatBytes(prefix, dagCbor.encode(receiptSchema.parse(receipt)));

/**
 * Signs a receipt.
 * @param receipt what the node states
 * @param sign signs bytes with the node's Ed25519 peer key
 */
export async function signReceipt(
  receipt: Receipt,
  sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Promise<SignedReceipt> {
  return signedReceiptSchema.parse({ receipt, signature: await sign(receiptMessage(receipt)) });
}

/** True when the Ed25519 key made the signature over the message. */
export type Ed25519Verify = (parts: { signature: Uint8Array; message: Uint8Array; key: Uint8Array }) => boolean;

/**
 * Checks that the peer which a receipt names signed it. The key is in the peer ID itself, so nothing else is asked.
 * @param isSigned a faster check that accepts the same
 * @returns the receipt, `receipt.key_unsupported` for a peer ID that holds no Ed25519 key, or `receipt.signature_invalid`
 */
export function verifyReceipt(
  { receipt, signature }: SignedReceipt,
  isSigned: Ed25519Verify = verifyPure,
): Result<Receipt> {
  const key = ed25519KeyOf(receipt.peer);
  if (key === undefined) {
    return failure({
      code: 'receipt.key_unsupported',
      message: 'The peer ID of the receipt holds no Ed25519 key.',
      hint: 'Run nodes with the keys that they make themselves.',
      details: { field: 'peer', limit: 'Ed25519' },
    });
  }
  if (isSigned({ signature, message: receiptMessage(receipt), key })) return success(receipt);
  return failure({
    code: 'receipt.signature_invalid',
    message: 'The receipt is not signed by the node that it names.',
    hint: 'Do not count it.',
    details: { field: 'signature' },
  });
}

function ed25519KeyOf(peer: Uint8Array): Uint8Array | undefined {
  if (peer.length !== inlinedEd25519.length + KEY_BYTES) return undefined;
  return inlinedEd25519.every((byte, index) => peer[index] === byte) ? peer.subarray(inlinedEd25519.length) : undefined;
}

const verifyPure: Ed25519Verify = ({ signature, message, key }) => {
  try {
    // Small-order keys, and signatures that only some libraries accept, are refused.
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    // The library throws for numbers that are no point of the curve: then nobody signed.
    return false;
  }
};
