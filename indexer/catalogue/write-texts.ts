import type { Disclosure } from '../../protocol/disclosure.ts';
import { decodeEvidence } from '../../protocol/evidence.ts';
import type { Image } from '../../protocol/image.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { decodeReview } from '../../protocol/review.ts';
import type { Connection } from '../store/batch-write.ts';
import { imageViewOf } from './documents.ts';

/** Of the digests that a party of an order names with proposals, and of those before the court, so many are kept. */
const EVIDENCE_KEPT = 8;

/**
 * Stores the text behind a review, a reply or a piece of evidence. What it is says the document, not who named its digest:
 * else somebody could spoil another's document by naming it first in a wrong place.
 * @returns false when the block is none of them
 */
export async function writeText(client: Connection, digest: Hex, bytes: Uint8Array): Promise<boolean> {
  const review = decodeReview(bytes);
  if (review.ok) {
    await insertText(client, digest, { ...review.value, images: review.value.photos });
    return true;
  }
  const evidence = decodeEvidence(bytes);
  if (evidence.ok) await insertText(client, digest, evidence.value);
  return evidence.ok;
}

interface Text {
  type: 'review' | 'reply' | 'evidence';
  order: Hex;
  language: string;
  text: string;
  images: readonly Image[];
  writtenAt: number;
  disclosed?: readonly Disclosure[] | undefined;
}

async function insertText(client: Connection, digest: Hex, document: Text): Promise<void> {
  const { type, order, language, text, images, writtenAt, disclosed } = document;
  await client.query(
    `insert into contents (digest, kind, order_id, language, text, photos, written_at, disclosed)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      digest,
      type,
      order,
      language,
      text,
      JSON.stringify(images.map(imageViewOf)),
      writtenAt,
      JSON.stringify(disclosed ?? []),
    ],
  );
}

/** True when some party named this evidence among the first that count. The court itself takes no more than as many. */
export async function isKeptEvidence(client: Connection, digest: Hex): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from order_evidence e where e.digest = $1 and $2 > (
       select count(*) from order_evidence before where before.order_id = e.order_id and before.party = e.party
       and (before.via = 'court') = (e.via = 'court') and (before.block, before.log) < (e.block, e.log))`,
    [digest, EVIDENCE_KEPT],
  );
  return rowCount !== 0;
}
