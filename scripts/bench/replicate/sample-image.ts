import { createHash } from 'node:crypto';
import { type Block, rawBlock } from '../../../protocol/block.ts';
import type { Image } from '../../../protocol/image.ts';

const imageBytes = 102_400;

/** An image of 100 KB of noise, the same from the same number, and how a listing shows it. */
export function sampleImage(number: number): { block: Block; image: Image } {
  const noise = createHash('shake256', { outputLength: imageBytes }).update(`${number}`).digest();
  const block = rawBlock(new Uint8Array(noise));
  const source = { cid: block.cid, width: 800, height: 800, bytes: imageBytes, type: 'image/webp' as const };
  return { block, image: { sources: [source] } };
}
