import type { Locator } from 'playwright-core';
import sharp from 'sharp';

/** A buyer's photo as a phone writes it: a JPEG that says where and with what it was taken. */
export const makePhoto = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 1_600,
      height: 1_200,
      channels: 3,
      background: '#7a8c69',
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  })
    .withExif({
      IFD0: { Make: 'Pocket Camera', Model: 'PC-1', Artist: 'Maya at home' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '38/1 42/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '9/1 8/1 0/1' },
    })
    .jpeg({ quality: 80 })
    .toBuffer();

/** Brings a picture into view, and fails where its bytes are none. */
export async function seePicture(picture: Locator): Promise<void> {
  await picture.scrollIntoViewIfNeeded();
  await picture.evaluate((image: HTMLImageElement) => image.decode());
}
