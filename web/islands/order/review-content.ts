import { CID } from 'multiformats/cid';
import type { UploadedImage } from '../../../protocol/api/common.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { encodeDocument } from '../../../protocol/block.ts';
import type { Image } from '../../../protocol/image.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { reviewSchema } from '../../../protocol/review.ts';
import { cleanText } from '../../../protocol/text.ts';
import { validate } from '../../../protocol/validate.ts';
import { uploadBlock } from '../upload-block.ts';

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
  return uploadBlock(encodeDocument(document.value), '/api/v1/contents');
}
