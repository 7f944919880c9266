import type { UploadedImage } from '../../../protocol/api/common.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { Disclosure } from '../../../protocol/disclosure.ts';
import { encodeEvidence } from '../../../protocol/evidence.ts';
import { bytes32Schema, type Hex } from '../../../protocol/primitives.ts';
import { cleanText } from '../../../protocol/text.ts';
import { uploadBlock } from '../upload-block.ts';
import { imageOf } from './review-content.ts';

/**
 * Uploads a piece of evidence, which is public.
 * @returns the digest that goes on the chain
 * @throws VouchError `evidence.invalid`, `evidence.too_large`, `block.hash_mismatch`, and those of the upload
 */
export function uploadEvidence(parts: {
  order: Pick<OrderDetail, 'id'>;
  language: string;
  text: string;
  photos: readonly UploadedImage[];
  /** What was written about the order, opened to everybody. */
  disclosed: readonly Disclosure[];
  /** Unix seconds. */
  now: number;
}): Promise<Hex> {
  const { order, language, text, photos, disclosed, now } = parts;
  const block = encodeEvidence({
    v: 1,
    type: 'evidence',
    order: bytes32Schema.parse(order.id),
    language,
    text: cleanText(text),
    images: photos.map(imageOf),
    ...(disclosed.length === 0 ? {} : { disclosed: [...disclosed] }),
    writtenAt: now,
  });
  return uploadBlock(block, '/api/v1/evidence');
}
