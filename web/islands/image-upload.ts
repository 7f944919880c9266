import { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { postBytes } from './api.ts';

/** A picture as the node re-encoded it: several widths, without the camera's data. */
export interface UploadedImage {
  sources: { cid: string; width: number; height: number; bytes: number; type: 'image/webp' | 'image/avif' }[];
}

/**
 * Sends a picture to the node, which makes it small and takes place and camera out of it.
 * @throws VouchError `image.too_large`, and those of the upload
 */
export async function uploadImage(file: File): Promise<UploadedImage> {
  if (file.size > limits.imageUploadBytes) {
    throw new VouchError({
      code: 'image.too_large',
      message: `The picture has ${file.size} bytes.`,
      hint: 'Choose a smaller picture.',
      details: { field: file.name, limit: `${limits.imageUploadBytes} bytes`, bytes: file.size },
    });
  }
  return postBytes<UploadedImage>('/api/v1/images', { body: file, type: file.type || 'image/jpeg' });
}
