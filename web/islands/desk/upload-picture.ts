import { type ChosenImage, sendImage } from '../image-upload.ts';
import { wholePicture } from './crop.ts';
import { previewOf, readPicture } from './draw-picture.ts';

/** Sends a picture, with a small copy that outlives the page. @throws VouchError `image.*`, and those of the upload */
export async function uploadPicture(file: Blob & { name?: string }): Promise<ChosenImage> {
  const [image, picture] = await Promise.all([sendImage(file), readPicture(file)]);
  return { image, preview: previewOf(picture, wholePicture) };
}
