import { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { type Crop, rectangleOf } from './crop.ts';

/** Pixels of the longer side of a preview: small enough to be kept in the browser. */
const PREVIEW_PIXELS = 320;

/**
 * Reads a picture.
 * @throws VouchError `image.unsupported_format`
 */
export async function readPicture(source: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(source);
  } catch (cause) {
    throw new VouchError({
      code: 'image.unsupported_format',
      message: 'This browser cannot read the picture.',
      hint: 'Choose a JPEG, PNG, WebP or AVIF file.',
      cause,
      details: { field: 'images' },
    });
  }
}

/** Draws the part of a picture that a crop keeps, at most so many pixels on its longer side. */
export function drawCrop(
  canvas: HTMLCanvasElement,
  { picture, crop, most }: { picture: ImageBitmap; crop: Crop; most: number },
): void {
  const { left, top, width, height } = rectangleOf(crop, picture);
  const scale = Math.min(1, most / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
}

/** The part that a crop keeps, as a file for the node, which encodes it anew. */
export async function cropped(picture: ImageBitmap, crop: Crop): Promise<Blob> {
  const canvas = document.createElement('canvas');
  drawCrop(canvas, { picture, crop, most: limits.imageWidthPixels });
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new RangeError('the canvas is empty')) : resolve(blob)),
      'image/webp',
      0.95,
    ),
  );
}

/** A small copy that this page can show, and keep: the node shows a picture only once a document names it. */
export function previewOf(picture: ImageBitmap, crop: Crop): string {
  const canvas = document.createElement('canvas');
  drawCrop(canvas, { picture, crop, most: PREVIEW_PIXELS });
  return canvas.toDataURL('image/webp', 0.8);
}
