import { bytesToHex, hexToBytes } from '@noble/hashes/utils';
import { z } from 'zod';
import type { HeadView } from './api/listing.ts';
import { unwrap } from './errors.ts';
import { type Head, headSchema, signedCatalogueSchema } from './head.ts';
import { addressSchema } from './primitives.ts';
import { validate } from './validate.ts';

const viewSchema = z.strictObject({
  catalogue: signedCatalogueSchema,
  signer: addressSchema,
  signature: z.string().regex(/^0x([0-9a-f]{2})*$/i, 'must be 0x and pairs of hex digits'),
});

/**
 * Reads a head from JSON, ready for `verifyHead`.
 * @throws VouchError `head.invalid` naming the field
 */
export function headFromView(view: HeadView): Head {
  const { signature, ...rest } = unwrap(validate(viewSchema, view, 'head'));
  const head = { v: 1, type: 'head', ...rest, signature: hexToBytes(signature.slice(2)) };
  return unwrap(validate(headSchema, head, 'head'));
}

/** Writes a head as JSON. */
export const headToView = ({ catalogue, signer, signature }: Head): HeadView => ({
  catalogue,
  signer,
  signature: `0x${bytesToHex(signature)}`,
});
