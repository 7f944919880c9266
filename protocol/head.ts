import { z } from 'zod';
import { type Block, decodeDocument, encodeDocument } from './block.ts';
import { type Result, unwrap } from './errors.ts';
import { limits } from './limits.ts';
import { addressSchema, bytes32Schema, secondsSchema, signatureSchema } from './primitives.ts';
import { validate } from './validate.ts';

/** The message that a shop or publisher signs, once per catalogue version. */
export const signedCatalogueSchema = z.strictObject({
  shop: addressSchema,
  version: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** SHA-256 digest of the root block. */
  root: bytes32Schema,
  /** Root of the Merkle tree over the offers. */
  offers: bytes32Schema,
  validUntil: secondsSchema,
});
export type SignedCatalogue = z.infer<typeof signedCatalogueSchema>;

/** A catalogue message with its signature: all that gossip carries. */
export const headSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('head'),
  catalogue: signedCatalogueSchema,
  signer: addressSchema,
  signature: signatureSchema,
});
export type Head = z.infer<typeof headSchema>;

/**
 * Encodes a head for gossip and storage.
 * @throws VouchError `head.invalid`
 */
export const encodeHead = (head: Head): Block => encodeDocument(unwrap(validate(headSchema, head, 'head')));

/** Decodes and checks the form of a head; its signature is checked apart. */
export const decodeHead = (bytes: Uint8Array): Result<Head> =>
  decodeDocument(bytes, { schema: headSchema, mostBytes: limits.headBytes, noun: 'head' });
