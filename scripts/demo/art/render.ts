import sharp from 'sharp';
import type { Pixels } from '../../../node/store/image-encoder.ts';

/**
 * Renders a square SVG drawing.
 * @param svg whole SVG document of 1000 by 1000 units, opaque
 * @param width pixels of each side, 16 to 2400
 * @returns its pixels, without transparency
 * @throws RangeError when the width is out of bounds; an Error of sharp when the SVG is malformed
 */
export async function renderPixels({ svg, width }: { svg: string; width: number }): Promise<Pixels> {
  if (!Number.isInteger(width) || width < 16 || width > 2400)
    throw new RangeError(`width must be a whole number from 16 to 2400, got ${width}`);
  const { data, info } = await sharp(Buffer.from(svg), { density: (72 * width) / 1000 })
    .resize(width, width)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 };
}
