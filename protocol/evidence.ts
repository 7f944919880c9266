import { z } from 'zod';
import { type Block, decodeDocument, encodeDocument } from './block.ts';
import { disclosureSchema } from './disclosure.ts';
import { type Result, unwrap } from './errors.ts';
import { imageSchema } from './image.ts';
import { limits } from './limits.ts';
import { bytes32Schema, languageSchema, secondsSchema } from './primitives.ts';
import { textSchema } from './text.ts';
import { validate } from './validate.ts';

/**
 * What a party puts into a dispute: text and pictures. It is public, because jurors are not known before they are drawn.
 * Who wrote it is not in it: the chain's event that names its digest says who submitted it.
 */
export const evidenceSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('evidence'),
  order: bytes32Schema,
  language: languageSchema,
  text: textSchema(limits.evidenceCharacters, 1),
  images: z.array(imageSchema).max(limits.evidenceImages),
  /** Order details and messages that the party opens to everybody. */
  disclosed: z.array(disclosureSchema).max(limits.disclosures).optional(),
  writtenAt: secondsSchema,
});
export type Evidence = z.infer<typeof evidenceSchema>;

/**
 * Encodes a piece of evidence. The digest of its CID is what the chain is told.
 * @throws VouchError `evidence.invalid`, `evidence.too_large`
 */
export function encodeEvidence(evidence: Evidence): Block {
  const block = encodeDocument(unwrap(validate(evidenceSchema, evidence, 'evidence')));
  unwrap(decodeEvidence(block.bytes));
  return block;
}

/** Decodes and checks an evidence block. */
export const decodeEvidence = (bytes: Uint8Array): Result<Evidence> =>
  decodeDocument(bytes, { schema: evidenceSchema, mostBytes: limits.evidenceBytes, noun: 'evidence' });
