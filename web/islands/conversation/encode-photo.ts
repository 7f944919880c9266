import type { Picture } from '../../../protocol/attachment.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';

/** Pixels on the longer side that are tried one after the other, and the qualities for each. */
const sides = [1_600, 1_280, 960, 640] as const;
const qualities = [0.82, 0.7, 0.55] as const;
/** Room for what encryption adds: padding, header and the tags of its chunks. */
const MOST_BYTES = limits.attachmentBytes - 2 * limits.attachmentPaddingBytes - 2_048;
const TYPE = 'image/webp';

const refuse = (code: string, message: string, hint: string, cause?: unknown): VouchError =>
  new VouchError({ code, message, hint, ...(cause === undefined ? {} : { cause }) });

const decode = async (file: Blob): Promise<ImageBitmap> => {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw refuse('photo.undecodable', 'The file is no picture that this browser can show.', 'Choose another.', cause);
  }
};

const draw = (image: ImageBitmap, side: number): HTMLCanvasElement => {
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw refuse('photo.undecodable', 'The picture cannot be drawn.', 'Reload the page.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
};

const encode = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, TYPE, quality));

/**
 * Draws a photo anew in this page, so that only its pixels are left: no place, no camera, no name. It never leaves the page
 * unencrypted.
 * @param file what the reader chose or took
 * @returns WebP that fits into a message once it is encrypted
 * @throws VouchError `image.too_large`, `photo.undecodable`, `photo.encode_unsupported`
 */
export async function encodePhoto(file: Blob): Promise<Picture> {
  if (file.size > limits.imageUploadBytes) {
    throw new VouchError({
      code: 'image.too_large',
      message: `The picture has ${file.size} bytes.`,
      hint: 'Choose a smaller picture.',
      details: { field: 'photo', limit: `${limits.imageUploadBytes} bytes`, bytes: file.size },
    });
  }
  const image = await decode(file);
  try {
    for (const side of sides) {
      const canvas = draw(image, side);
      for (const quality of qualities) {
        const blob = await encode(canvas, quality);
        if (blob === null || blob.type !== TYPE) {
          throw refuse(
            'photo.encode_unsupported',
            'This browser cannot encode pictures as WebP.',
            'Use another browser.',
          );
        }
        if (blob.size > MOST_BYTES) continue;
        return {
          data: new Uint8Array(await blob.arrayBuffer()),
          width: canvas.width,
          height: canvas.height,
          type: TYPE,
        };
      }
    }
  } finally {
    image.close();
  }
  throw refuse('photo.undecodable', 'The picture does not become small enough.', 'Choose another.');
}
