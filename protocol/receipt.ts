import { z } from 'zod';
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
