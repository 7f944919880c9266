import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CID } from 'multiformats/cid';
import { startBlockStore } from '../../../node/store/block-store.ts';
import { type Block, encodeDocument, rawBlock } from '../../../protocol/block.ts';
import { limits } from '../../../protocol/limits.ts';
import { openStore } from './open-store.ts';

const block = (text: string): Block => rawBlock(new TextEncoder().encode(text));
const shop = `0x${'0a'.repeat(20)}` as const;

test('staged blocks count against a quota, are not served, and go after their time, also over a restart', async (context) => {
  const opened = await openStore(context, { stagedMostBytes: 25, stagedMostBytesEach: 25, stagedKeepSeconds: 60 });
  const [one, two, three] = [block('ten bytes.'), block('ten more!!'), block('the third.')];
  await opened.store.stage(one);
  await opened.store.stage(two);
  await opened.store.stage(two);
  await assert.rejects(opened.store.stage(three), { code: 'block.quota_exceeded', retryable: true });
  assert.equal(await opened.store.has(one.cid), false);
  assert.equal(await opened.store.get(one.cid), undefined);
  assert.deepEqual(await opened.store.missing([one.cid, three.cid]), [three.cid]);
  await opened.restart();
  assert.deepEqual((await opened.store.size()).staged, { blocks: 2, bytes: 20 });
  opened.time.now += 61;
  await opened.store.stage(three);
  assert.deepEqual((await opened.store.size()).staged, { blocks: 1, bytes: 10 });
});

test('an upload is refused when its bytes, size or identifier are wrong', async (context) => {
  const { store } = await openStore(context);
  const good = block('some bytes');
  await assert.rejects(store.stage({ cid: good.cid, bytes: new Uint8Array(3) }), { code: 'block.hash_mismatch' });
  await assert.rejects(store.stage(rawBlock(new Uint8Array(limits.blockBytes + 1))), { code: 'block.too_large' });
  await store.stage(rawBlock(new Uint8Array(limits.blockBytes)));
  const dagPb = CID.createV1(0x70, good.cid.multihash);
  await assert.rejects(store.stage({ cid: dagPb, bytes: good.bytes }), { code: 'block.cid_unsupported' });
});

test('a store that is open elsewhere says so', async (context) => {
  const { folder } = await openStore(context);
  await assert.rejects(startBlockStore(folder, { clock: () => 0 }), { code: 'store.locked' });
});

const listing = (text: string, images: Block[]): Block =>
  encodeDocument({
    type: 'listing',
    text,
    images: images.map((image) => ({
      sources: [{ cid: image.cid, bytes: image.bytes.length, width: 1, height: 1, type: 'image/webp' }],
    })),
  });
const owner = (document: Block, images: Block[]) => ({
  document: document.cid,
  images: images.map(({ cid, bytes }) => ({ cid, bytes: bytes.length })),
});

test('what comes with the commit alone is there after it, and goes when its catalogue never was', async (context) => {
  const { store, time } = await openStore(context);
  const [root, few, newer] = [encodeDocument({ root: 1 }), encodeDocument({ few: 1 }), encodeDocument({ root: 2 })];
  const lost = { shop, from: null, to: root.cid, needed: [root.cid, few.cid] };
  await store.catalogues.commit({ ...lost, blocks: [root, few], owners: [], totalBytes: 1 });
  const found = await store.getMany([root.cid, few.cid]);
  assert.deepEqual(
    found.map((bytes) => Uint8Array.from(bytes ?? [])),
    [root.bytes, few.bytes],
  );
  assert.equal(await store.count(), 2);

  // The head was never recorded; the shop's next catalogue needs one of the two.
  const next = { shop, from: null, to: newer.cid, needed: [newer.cid, few.cid] };
  await store.catalogues.commit({ ...next, blocks: [newer], owners: [], totalBytes: 1 });
  await store.catalogues.settle({ ...next, dropped: [] }, time.now);
  await store.sweeper.sweep(shop, time.now, async () => false);
  assert.deepEqual(await Promise.all([root, few, newer].map(({ cid }) => store.has(cid))), [false, true, true]);
});

test('what a catalogue dropped goes after its time with images that nothing else shows; what orders name stays', async (context) => {
  const opened = await openStore(context);
  const { store, time } = opened;
  const [shared, alone, ordered] = [block('shared image'), block('an image of one'), block('an image of an order')];
  const kept = listing('kept', [shared]);
  const dropped = listing('dropped', [shared, alone]);
  const bought = listing('bought', [ordered]);
  const [firstRoot, secondRoot] = [encodeDocument({ root: 1 }), encodeDocument({ root: 2 })];

  const first = [firstRoot, kept, dropped, bought];
  await store.catalogues.add(shop, first);
  const owners = [owner(kept, [shared]), owner(dropped, [shared, alone]), owner(bought, [ordered])];
  const from = { shop, from: null, to: firstRoot.cid, needed: first.map(({ cid }) => cid) };
  await store.catalogues.commit({ ...from, owners, totalBytes: 7 });
  await store.catalogues.settle({ ...from, dropped: [] }, time.now);
  assert.equal((await store.images.wanted(10)).length, 3);
  await store.images.add([shared, alone, ordered, block('unasked')]);
  assert.deepEqual(await store.images.wanted(10), []);
  assert.equal(await store.count(), 7);

  await store.catalogues.add(shop, [secondRoot]);
  const to = { shop, from: firstRoot.cid, to: secondRoot.cid, needed: [secondRoot.cid] };
  await store.catalogues.commit({ ...to, owners: [], totalBytes: 3 });
  await store.catalogues.settle({ ...to, dropped: [firstRoot.cid, dropped.cid, bought.cid] }, time.now + 100);
  assert.deepEqual(
    [await store.catalogues.totalBytes(shop, firstRoot.cid), await store.catalogues.totalBytes(shop, secondRoot.cid)],
    [null, 3],
  );

  const isReferenced = async (cid: { equals(other: unknown): boolean }) => cid.equals(bought.cid);
  assert.deepEqual(await store.sweeper.shops(time.now), []);
  time.now += 100;
  assert.deepEqual(await store.sweeper.shops(time.now), [shop]);
  await opened.restart();
  const again = opened.store;
  await again.sweeper.sweep(shop, time.now, isReferenced);
  const here = async (each: Block) => again.has(each.cid);
  assert.deepEqual(await Promise.all([firstRoot, dropped, alone].map(here)), [false, false, false]);
  assert.deepEqual(await Promise.all([secondRoot, kept, shared, bought, ordered].map(here)), [
    true,
    true,
    true,
    true,
    true,
  ]);
  assert.equal((await again.size()).catalogues.blocks, 5);

  await again.sweeper.sweep(shop, time.now, async () => false);
  assert.deepEqual(await Promise.all([bought, ordered].map(here)), [false, false]);
});

test('a dropped listing that comes back before its time stays', async (context) => {
  const { store, time } = await openStore(context);
  const back = listing('back', []);
  const roots = [1, 2, 3].map((root) => encodeDocument({ root }));
  const step = async (from: Block | undefined, to: Block | undefined, needed: Block[], dropped: Block[]) => {
    assert.ok(to);
    const common = { shop, from: from?.cid ?? null, to: to.cid, needed: needed.map(({ cid }) => cid) };
    await store.catalogues.add(shop, needed);
    await store.catalogues.commit({ ...common, owners: [], totalBytes: 1 });
    await store.catalogues.settle({ ...common, dropped: dropped.map(({ cid }) => cid) }, time.now + 10);
  };
  const [one, two, three] = roots as [Block, Block, Block];
  await step(undefined, one, [one, back], []);
  await step(one, two, [two], [one, back]);
  await step(two, three, [three, back], [two]);
  time.now += 11;
  await store.sweeper.sweep(shop, time.now, async () => false);
  assert.equal(await store.has(back.cid), true);
  assert.equal(await store.count(), 2);
});

test('a replication that was given up, or never ended, leaves nothing once the shop is next settled', async (context) => {
  const { store, time } = await openStore(context);
  const [stray, refused, root] = [listing('stray', []), listing('refused', []), encodeDocument({ root: 1 })];
  await store.catalogues.add(shop, [refused]);
  await store.catalogues.abandon(shop);
  await store.catalogues.add(shop, [stray]);
  await store.catalogues.add(shop, [root]);
  const common = { shop, from: null, to: root.cid, needed: [root.cid] };
  await store.catalogues.commit({ ...common, owners: [], totalBytes: 1 });
  assert.deepEqual(await store.catalogues.unsettled(), [{ shop, from: null, to: root.cid }]);
  await store.catalogues.settle({ ...common, dropped: [] }, time.now);
  assert.deepEqual(await store.catalogues.unsettled(), []);
  await store.sweeper.sweep(shop, time.now, async () => false);
  assert.equal(await store.count(), 1);
  const { catalogues, diskBytes } = await store.size();
  assert.equal(catalogues.bytes, root.bytes.length);
  assert.ok(diskBytes > 0);
});
