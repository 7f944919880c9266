import { z } from 'zod';
import { decodeDocument } from './block.ts';
import type { Result } from './errors.ts';
import { imageSchema } from './image.ts';
import { limits } from './limits.ts';
import { bytes32Schema, languageSchema, secondsSchema } from './primitives.ts';
import { textSchema } from './text.ts';

/** The text and photos behind a review, an amendment or a reply. The stars are on chain. */
export const reviewSchema = z.strictObject({
  v: z.literal(1),
  type: z.enum(['review', 'reply']),
  order: bytes32Schema,
  language: languageSchema,
  text: textSchema(limits.reviewCharacters),
  photos: z.array(imageSchema).max(limits.reviewPhotos),
  writtenAt: secondsSchema,
});
export type Review = z.infer<typeof reviewSchema>;

/** Decodes and checks a review block. */
export const decodeReview = (bytes: Uint8Array): Result<Review> =>
  decodeDocument(bytes, { schema: reviewSchema, mostBytes: limits.reviewBytes, noun: 'review' });
