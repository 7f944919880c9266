import { CID } from 'multiformats/cid';
import type { UploadedImage } from '../../../protocol/api/common.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { digestOf, encodeDocument } from '../../../protocol/block.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Image } from '../../../protocol/image.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { reviewSchema } from '../../../protocol/review.ts';
import { cleanText } from '../../../protocol/text.ts';
import { validate } from '../../../protocol/validate.ts';
import { postBytes } from '../api.ts';

/** A picture as documents name it. */
export const imageOf = ({ sources }: UploadedImage): Image => ({
  sources: sources.map((source) => ({ ...source, cid: CID.parse(source.cid) })),
});

/**
 * Uploads the text and the photos behind a review or a reply.
 * @returns the digest that goes on the chain
 * @throws VouchError `review.invalid`, `block.hash_mismatch`, and those of the upload
 */
export async function uploadReview(parts: {
  type: 'review' | 'reply';
  order: OrderDetail;
  language: string;
  text: string;
  photos: readonly UploadedImage[];
  /** Unix seconds. */
  now: number;
}): Promise<Hex> {
  const { type, order, language, text, photos, now } = parts;
  const document = validate(
    reviewSchema,
    {
      v: 1,
      type,
      order: order.id,
      language,
      text: cleanText(text),
      photos: photos.map(imageOf),
      writtenAt: now,
    },
    'review',
  );
  if (!document.ok) throw document.error;
  const block = encodeDocument(document.value);
  const expected = digestOf(block.cid);
  const { digest } = await postBytes<{ digest: string }>('/api/v1/contents', {
    body: block.bytes,
    type: 'application/vnd.ipld.dag-cbor',
  });
  if (digest !== expected) {
    throw new VouchError({
      code: 'block.hash_mismatch',
      message: 'The node stored other bytes than were sent.',
      hint: 'Use another node.',
    });
  }
  return expected;
}
