import sharp from 'sharp';
import { type Block, rawBlock } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Image, ImageSource } from '../../protocol/image.ts';
import { limits } from '../../protocol/limits.ts';
import { sniffPicture } from './sniff-picture.ts';

const widths = [320, 640, 1280];
// Tried in turn until a size fits a block; photographs fit at the first.
const qualities = [80, 65, 50, 35, 20];
const decodeSeconds = 20;
// Twice as fast as the default of 4, for files that are 4 % larger.
const effort = 2;
/** The largest height that the protocol's image schema takes. */
const mostHeight = 4_096;

/** A picture re-encoded for listings and reviews. */
export interface EncodedImage {
  image: Image;
  blocks: Block[];
}

/**
 * Re-encodes an uploaded picture as WebP in several widths, turned upright, without metadata, never enlarged.
 * @param bytes a JPEG, PNG, WebP, AVIF or GIF of any origin (of an animation, the first frame)
 * @returns the sources, smallest first, and their blocks
 * @throws VouchError `image.too_large`, `image.unsupported_format`, `image.too_many_pixels`, `image.unreadable`
 */
export async function reencodeImage(bytes: Uint8Array): Promise<EncodedImage> {
  if (bytes.length > limits.imageUploadBytes) {
    throw imageError('too_large', `The picture has ${bytes.length} bytes, more than ${limits.imageUploadBytes}.`, {
      hint: 'Save it smaller or with more compression.',
      limit: `${limits.imageUploadBytes} bytes`,
    });
  }
  if (sniffPicture(bytes) === null) {
    throw imageError('unsupported_format', 'The file is no JPEG, PNG, WebP, AVIF or GIF picture.', {
      hint: 'Save the picture as JPEG, PNG, WebP, AVIF or GIF. SVG is not accepted because it can carry scripts.',
      limit: 'jpeg, png, webp, avif, gif',
    });
  }
  return encodePixels(await decode(bytes));
}

/** A decoded picture: rows of pixels from the top left, one byte a channel. */
export interface Pixels {
  data: Buffer;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

/**
 * Encodes a picture that needs no decoding, such as a drawn one, in the widths of `reencodeImage`.
 * @param pixels at most as wide as the widest encoding
 * @returns the sources, smallest first, and their blocks
 * @throws VouchError `image.too_large`
 */
export async function encodePixels(pixels: Pixels): Promise<EncodedImage> {
  const sizes = [...new Set(widths.map((width) => Math.min(width, pixels.width)))];
  const encoded: { block: Block; source: ImageSource }[] = [];
  for (const width of sizes) encoded.push(await encodeWidth(pixels, width));
  return { image: { sources: encoded.map(({ source }) => source) }, blocks: encoded.map(({ block }) => block) };
}

/** Decodes once, turned as the camera held it, no wider than needed: what follows works on few pixels. */
async function decode(bytes: Uint8Array): Promise<Pixels> {
  const input = { limitInputPixels: limits.imagePixels, failOn: 'error', pages: 1, sequentialRead: true } as const;
  try {
    const { data, info } = await sharp(bytes, input)
      .timeout({ seconds: decodeSeconds })
      .rotate()
      .resize({ width: widths.at(-1), height: mostHeight, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels as Pixels['channels'] };
  } catch (cause) {
    if (cause instanceof Error && /pixel limit/i.test(cause.message)) {
      throw imageError('too_many_pixels', `The picture has more than ${limits.imagePixels} pixels.`, {
        hint: 'Scale it down before uploading.',
        limit: `${limits.imagePixels} pixels`,
        cause,
      });
    }
    throw imageError('unreadable', 'The picture is damaged or cannot be decoded.', {
      hint: 'Open it in an image program and save it again.',
      cause,
    });
  }
}

async function encodeWidth(pixels: Pixels, width: number): Promise<{ block: Block; source: ImageSource }> {
  for (const quality of qualities) {
    const { data, info } = await sharp(pixels.data, { raw: pixels })
      .resize({ width, withoutEnlargement: true })
      .webp({ quality, effort })
      .toBuffer({ resolveWithObject: true });
    if (data.length > limits.imageBytes) continue;
    const block = rawBlock(new Uint8Array(data));
    return {
      block,
      source: { cid: block.cid, width: info.width, height: info.height, bytes: data.length, type: 'image/webp' },
    };
  }
  throw imageError('too_large', `The picture takes more than ${limits.imageBytes} bytes even at low quality.`, {
    hint: 'Use a picture with less noise, or crop it.',
    limit: `${limits.imageBytes} bytes`,
  });
}

const imageError = (
  problem: string,
  message: string,
  { hint, limit, cause }: { hint: string; limit?: string; cause?: unknown },
): VouchError =>
  new VouchError({
    code: `image.${problem}`,
    message,
    hint,
    cause,
    details: { field: 'image', ...(limit === undefined ? {} : { limit }) },
  });
