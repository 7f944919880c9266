import type { UploadedImage } from '../../protocol/api/common.ts';
import { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { postBytes } from './api.ts';

/** A picture that the node took, and the reader's own copy: the node shows it only once a document names it. */
export interface ChosenImage {
  image: UploadedImage;
  /** Address of the file in this page. */
  preview: string;
}

/**
 * Sends a picture to the node, which makes it small and takes place and camera out of it.
 * @throws VouchError `image.too_large`, and those of the upload
 */
export async function sendImage(file: Blob & { name?: string }): Promise<UploadedImage> {
  if (file.size > limits.imageUploadBytes) {
    throw new VouchError({
      code: 'image.too_large',
      message: `The picture has ${file.size} bytes.`,
      hint: 'Choose a smaller picture.',
      details: { field: file.name ?? 'images', limit: `${limits.imageUploadBytes} bytes`, bytes: file.size },
    });
  }
  return postBytes<UploadedImage>('/api/v1/images', { body: file, type: file.type || 'image/jpeg' });
}

/** Sends a picture, and gives this page an address of its file. @throws VouchError as `sendImage` */
export const uploadImage = async (file: File): Promise<ChosenImage> => ({
  image: await sendImage(file),
  preview: URL.createObjectURL(file),
});
