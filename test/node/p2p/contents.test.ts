import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { reencodeImage } from '../../../node/store/image-encoder.ts';
import { encodeDocument, rawBlock } from '../../../protocol/block.ts';
import type { Image } from '../../../protocol/image.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { seconds, until } from './support/node-parts.ts';

const sample = await sampleShop(`0x${'61'.repeat(32)}`);

test('images follow their listings, and are refused where they are larger than the listing says', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 18_961 });
  const b = await start({ port: 18_962, bootstrap: a.network.addresses() });
  const bytes = await sharp({ create: { width: 700, height: 500, channels: 3, background: '#804020' } })
    .jpeg()
    .toBuffer();
  const { image, blocks } = await reencodeImage(bytes);
  const oversized = rawBlock(new Uint8Array(5_000).fill(1));
  const understated = {
    sources: [{ cid: oversized.cid, width: 10, height: 10, bytes: 10, type: 'image/webp' as const }],
  };
  const version = (number: number, last: Image) =>
    sample.version({
      version: number,
      items: sampleItems(6).map((item) => ({ ...item, images: item.number === 5 ? [last] : [image] })),
      now: seconds(),
    });

  await assert.rejects(publish(a, await version(1, image)), { code: 'catalogue.block_missing' });
  await a.store.stage(...blocks, oversized);
  await assert.rejects(publish(a, await version(1, understated)), { code: 'listing.image_larger' });
  await publish(a, await version(2, image));
  await until('the images', async () => (await Promise.all(blocks.map(({ cid }) => b.store.has(cid)))).every(Boolean));
  assert.deepEqual(await b.store.images.wanted(10), []);
  assert.deepEqual(await a.store.images.wanted(10), []);
});

test('what the chain names comes from the upload here or from a peer, and useless content is not kept', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 18_963 });
  const b = await start({ port: 18_964, bootstrap: a.network.addresses() });
  const review = encodeDocument({ type: 'review', text: 'Good' });
  const useless = rawBlock(new Uint8Array([9]));
  let refused = false;
  b.sink.content = async ({ cid, bytes: got }) => {
    if (cid.equals(useless.cid)) {
      refused = true;
      return 'refused';
    }
    b.sink.contents.set(cid.toString(), got);
    return 'stored';
  };
  await a.store.stage(review);
  await a.store.stage(useless);
  const wanted = [{ cid: review.cid }, { cid: useless.cid }];
  // The other node may hear of it first.
  b.sink.wantedNow.push(...wanted);
  b.network.contentsWanted();
  assert.equal(await b.store.has(review.cid), false);
  a.sink.wantedNow.push(...wanted);
  a.network.contentsWanted();
  // It is on the disk before the index has it.
  await until('the review', () => b.sink.contents.has(review.cid.toString()));
  assert.deepEqual(b.sink.contents.get(review.cid.toString()), review.bytes);
  await until('the useless one to be gone', async () => refused && !(await b.store.has(useless.cid)));
  assert.equal(await a.store.has(review.cid), true);
  const [fetched] = await b.network.fetchBlocks([review.cid]);
  assert.deepEqual(fetched?.bytes, review.bytes);
  await assert.rejects(b.network.fetchBlocks([rawBlock(new Uint8Array([3, 3])).cid]), {
    code: 'catalogue.block_missing',
  });
});

test('photos of a review are there with it, follow it to peers, and go when the index refuses it', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 18_965 });
  const b = await start({ port: 18_966, bootstrap: a.network.addresses() });
  const { image, blocks } = await reencodeImage(
    await sharp({ create: { width: 700, height: 500, channels: 3, background: '#406080' } })
      .jpeg()
      .toBuffer(),
  );
  const review = encodeDocument({
    v: 1,
    type: 'review',
    order: `0x${'11'.repeat(32)}`,
    language: 'en',
    text: 'Good',
    photos: [image],
    writtenAt: seconds(),
  });
  const photosOn = async ({ store }: typeof a) =>
    (await Promise.all(blocks.map(({ cid }) => store.has(cid)))).every(Boolean);
  let withPhotos: boolean | undefined;
  a.sink.content = async () => {
    withPhotos = await photosOn(a);
    return 'stored';
  };
  b.sink.content = async () => 'stored';
  await a.store.stage(...blocks, review);
  a.sink.wantedNow.push({ cid: review.cid });
  a.network.contentsWanted();
  await until('the review', () => a.store.has(review.cid));
  await until('the index to hear of it', async () => withPhotos !== undefined);
  assert.equal(withPhotos, true);
  b.sink.wantedNow.push({ cid: review.cid });
  b.network.contentsWanted();
  await until('the photos on the other node', () => photosOn(b));
  await b.store.contents.delete([review.cid]);
  assert.equal(await b.store.has(review.cid), false);
  assert.equal(await photosOn(b), false);
  assert.deepEqual(await b.store.images.wanted(10), []);
});
