import sharp from 'sharp';
import { type Block, rawBlock } from '../../../protocol/block.ts';
import type { Head } from '../../../protocol/head.ts';
import type { Image } from '../../../protocol/image.ts';
import { type SampleShop, sampleProfile } from '../../../scripts/bench/replicate/sample-shop.ts';

/** A version of a shop whose listings all have pictures. */
export interface PicturedVersion {
  head: Head;
  /** Documents; pictures aside. */
  blocks: Block[];
  pictures: Block[];
}

/** A small picture, another one for each number. */
export async function pictureOf(number: number): Promise<{ image: Image; block: Block }> {
  const background = { r: (number * 37) % 256, g: (number * 91) % 256, b: (number * 53) % 256 };
  const bytes = await sharp({ create: { width: 96, height: 96, channels: 3, background } })
    .webp()
    .toBuffer();
  const block = rawBlock(new Uint8Array(bytes));
  const source = { cid: block.cid, width: 96, height: 96, bytes: block.bytes.length, type: 'image/webp' as const };
  return { image: { sources: [source] }, block };
}

/** Builds and signs a version of so many listings, each with a picture of its own. */
export async function picturedVersion(
  sample: SampleShop,
  options: { version: number; count: number; now: number; validSeconds?: number; revision?: number },
): Promise<PicturedVersion> {
  const { count, revision = 0, ...rest } = options;
  const pictures = await Promise.all(Array.from({ length: count }, (_, number) => pictureOf(number)));
  const items = pictures.map(({ image }, number) => ({ number, revision, images: [image] }));
  const made = await sample.version({ ...rest, items, profile: sampleProfile(sample.shop, 'Fired twice') });
  return { ...made, pictures: pictures.map(({ block }) => block) };
}
