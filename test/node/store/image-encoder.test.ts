import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { reencodeImage } from '../../../node/store/image-encoder.ts';
import { imageSchema } from '../../../protocol/image.ts';
import { limits } from '../../../protocol/limits.ts';

const red = { r: 220, g: 20, b: 20 };
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: red } });

/** A PNG that claims a size and holds next to nothing. */
function pngClaiming(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(Buffer.alloc(1_000)));
  return Buffer.concat([signature, chunk('IHDR', header), data, chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif'] as const) {
  test(`a ${format} becomes WebP in three widths that fit the schema`, async () => {
    const { image, blocks } = await reencodeImage(await picture(1_600, 800).toFormat(format).toBuffer());
    assert.ok(imageSchema.safeParse(image).success);
    assert.deepEqual(
      image.sources.map(({ width, height, type }) => [width, height, type]),
      [
        [320, 160, 'image/webp'],
        [640, 320, 'image/webp'],
        [1_280, 640, 'image/webp'],
      ],
    );
    for (const [index, block] of blocks.entries()) {
      assert.ok(image.sources[index]?.cid.equals(block.cid));
      assert.equal(image.sources[index]?.bytes, block.bytes.length);
      assert.equal((await sharp(block.bytes).metadata()).format, 'webp');
    }
  });
}

test('a small picture is not enlarged, and a tall one is not taller than the schema allows', async () => {
  const small = await reencodeImage(await picture(200, 100).png().toBuffer());
  assert.deepEqual(
    small.image.sources.map(({ width, height }) => [width, height]),
    [[200, 100]],
  );
  const tall = await reencodeImage(await picture(800, 9_000).png().toBuffer());
  assert.ok(imageSchema.safeParse(tall.image).success);
});

test('the same picture gives the same blocks', async () => {
  const bytes = await picture(700, 500).jpeg().toBuffer();
  const [one, other] = [await reencodeImage(bytes), await reencodeImage(bytes)];
  assert.deepEqual(one.image, other.image);
});

test('what the camera wrote is gone, and the picture stands upright', async () => {
  const bytes = await picture(400, 200)
    .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  assert.ok(bytes.includes('Camera'));
  const { image, blocks } = await reencodeImage(bytes);
  assert.deepEqual(
    image.sources.map(({ width, height }) => [width, height]),
    [[200, 400]],
  );
  for (const block of blocks) {
    const { exif, icc, xmp, iptc, orientation } = await sharp(block.bytes).metadata();
    assert.deepEqual([exif, icc, xmp, iptc, orientation], [undefined, undefined, undefined, undefined, undefined]);
    assert.ok(!Buffer.from(block.bytes).includes('Camera'));
  }
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>';
const refusals: [string, string, () => Buffer | Promise<Buffer>][] = [
  ['an SVG', 'image.unsupported_format', () => Buffer.from(svg)],
  [
    'an SVG after an XML head and spaces',
    'image.unsupported_format',
    () => Buffer.from(`\n <?xml version="1.0"?>${svg}`),
  ],
  ['an SVG that pretends to be a GIF', 'image.unreadable', () => Buffer.from(`GIF89a${svg}`)],
  ['an empty file', 'image.unsupported_format', () => Buffer.alloc(0)],
  ['a TIFF', 'image.unsupported_format', () => picture(20, 20).tiff().toBuffer()],
  ['a zip', 'image.unsupported_format', () => Buffer.from('PK\x03\x04 whatever follows here')],
  ['a picture cut off', 'image.unreadable', async () => (await picture(900, 900).jpeg().toBuffer()).subarray(0, 600)],
  ['a picture that claims 100,000 by 100,000 pixels', 'image.too_many_pixels', () => pngClaiming(100_000, 100_000)],
  [
    'a picture one row beyond the limit of pixels',
    'image.too_many_pixels',
    () => pngClaiming(10_000, limits.imagePixels / 10_000 + 1),
  ],
  ['a file one byte beyond the limit', 'image.too_large', () => Buffer.alloc(limits.imageUploadBytes + 1)],
];
for (const [name, code, bytes] of refusals) {
  test(`${name} is refused as ${code}`, async () => {
    const input = await bytes();
    await assert.rejects(reencodeImage(input), (error: { code: string; details: { field: string } }) => {
      assert.deepEqual([error.code, error.details.field], [code, 'image']);
      return true;
    });
  });
}

test('noise that compresses badly still fits a block', async () => {
  const noise = await sharp({
    create: {
      width: 2_000,
      height: 2_000,
      channels: 3,
      background: red,
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer();
  const { image } = await reencodeImage(noise);
  for (const source of image.sources) assert.ok(source.bytes <= limits.imageBytes);
});
