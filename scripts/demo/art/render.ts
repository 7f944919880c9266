import sharp from 'sharp';

/**
 * Renders a square SVG drawing.
 * @param svg whole SVG document of 1000 by 1000 units
 * @param width pixels of each side, 16 to 2400
 * @param format WebP by default, PNG where exact pixels matter
 * @returns the encoded picture
 * @throws RangeError when the width is out of bounds; an Error of sharp when the SVG is malformed
 */
export async function renderPicture({
  svg,
  width,
  format = 'webp',
}: {
  svg: string;
  width: number;
  format?: 'webp' | 'png';
}): Promise<Buffer> {
  if (!Number.isInteger(width) || width < 16 || width > 2400)
    throw new RangeError(`width must be a whole number from 16 to 2400, got ${width}`);
  const picture = sharp(Buffer.from(svg), { density: (72 * width) / 1000 }).resize(width, width);
  return format === 'png'
    ? picture.png({ compressionLevel: 6 }).toBuffer()
    : picture.webp({ quality: 82, effort: 1 }).toBuffer();
}
