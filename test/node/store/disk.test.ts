import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Block, encodeDocument, rawBlock, sameBytes } from '../../../protocol/block.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { openStore } from './open-store.ts';

const shop: Address = `0x${'0a'.repeat(20)}`;
const other: Address = `0x${'0b'.repeat(20)}`;

/** Blocks that cannot be squeezed, 64 kB each. */
function pictures(count: number, seed: number): Block[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    const words = new Uint32Array(16_384);
    for (let index = 0; index < words.length; index++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      words[index] = state;
    }
    return rawBlock(new Uint8Array(words.buffer));
  });
}

/** Puts a shop of one listing with these pictures into a store, as a replication does. */
async function hold(store: Awaited<ReturnType<typeof openStore>>['store'], of: Address, shown: Block[]) {
  const sources = shown.map(({ cid, bytes }) => ({
    cid,
    bytes: bytes.length,
    width: 1,
    height: 1,
    type: 'image/webp',
  }));
  const listing = encodeDocument({ type: 'listing', shop: of, images: [{ sources }] });
  const root = encodeDocument({ type: 'catalogue', shop: of });
  const common = { shop: of, from: null, to: root.cid, needed: [root.cid, listing.cid] };
  await store.catalogues.add(of, [root, listing]);
  const images = shown.map(({ cid, bytes }) => ({ cid, bytes: bytes.length }));
  await store.catalogues.commit({ ...common, owners: [{ document: listing.cid, images }], totalBytes: 1_000 });
  await store.catalogues.settle({ ...common, dropped: [] }, 0);
  for (const picture of shown) await store.images.add([picture]);
  return [root, listing];
}

test('a dropped shop gives its bytes back to the disk, but for pictures that another shop shows too', async (context) => {
  const opened = await openStore(context);
  const { store } = opened;
  const [own, shared] = [pictures(500, 1), pictures(4, 2)];
  const documents = await hold(store, shop, [...own, ...shared]);
  const rest = await hold(store, other, shared);
  const before = (await store.size()).diskBytes;
  assert.ok(before > 500 * 65_536, `${before} bytes`);
  assert.deepEqual(
    await store.catalogues.totals(),
    new Map([
      [shop, 1_000],
      [other, 1_000],
    ]),
  );

  await store.drops.begin(shop, documents[0]!.cid);
  assert.deepEqual(await store.drops.unfinished(), [{ shop, root: documents[0]!.cid }]);
  await store.drops.finish(
    shop,
    documents.map(({ cid }) => cid),
  );
  assert.deepEqual(await store.drops.unfinished(), []);
  await store.sweeper.sweep(shop, opened.time.now, async () => false);
  assert.equal(await store.reclaim(), true);
  assert.equal(await store.reclaim(), false);
  assert.equal(await store.count(), rest.length + shared.length);
  assert.deepEqual(await store.catalogues.totals(), new Map([[other, 1_000]]));
  const after = (await store.size()).diskBytes;
  assert.ok(after < before / 10, `${before} bytes became ${after}`);
  await opened.restart();
  assert.deepEqual(await Promise.all(shared.map(({ cid }) => opened.store.has(cid))), [true, true, true, true]);
});

test('a drop that was killed half way is known at the next start', async (context) => {
  const opened = await openStore(context);
  const [root] = await hold(opened.store, shop, []);
  await opened.store.drops.begin(shop, root!.cid);
  await opened.restart();
  assert.deepEqual(await opened.store.drops.unfinished(), [{ shop, root: root!.cid }]);
  assert.equal(await opened.store.has(root!.cid), true);
});

test('with less free space than its reserve the store takes nothing new, and still serves and deletes', async (context) => {
  let free = 10_000;
  const opened = await openStore(context, { reserveBytes: 5_000, ports: { freeBytes: async () => free } });
  const { store } = opened;
  const [root, listing] = (await hold(store, shop, [])) as [Block, Block];
  const large = rawBlock(new Uint8Array(6_000));
  await assert.rejects(store.stage(large), { code: 'store.disk_full', retryable: true });
  await assert.rejects(store.catalogues.add(other, [large]), { code: 'store.disk_full' });
  assert.ok(sameBytes((await store.get(root.cid)) ?? new Uint8Array(), root.bytes));
  free = 0;
  await opened.restart();
  await assert.rejects(opened.store.stage(rawBlock(new Uint8Array(1))), { code: 'store.disk_full' });
  await opened.store.drops.finish(shop, [root.cid, listing.cid]);
  await opened.store.sweeper.sweep(shop, opened.time.now, async () => false);
  assert.equal(await opened.store.count(), 0);
});

test('after a write that failed nothing is written until the files are open anew, and nothing acknowledged is lost', async (context) => {
  const disk = { fails: false, free: 2 ** 40 };
  const opened = await openStore(context, {
    ports: {
      freeBytes: async () => disk.free,
      beforeWrite: () => {
        if (disk.fails) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    },
  });
  const { store } = opened;
  const [first, second, third] = pictures(3, 7) as [Block, Block, Block];
  await store.contents.put([first]);
  Object.assign(disk, { fails: true, free: 0 });
  await assert.rejects(store.contents.put([second]), { code: 'store.write_failed', retryable: true });
  // The disk takes writes again, but without room the files are not opened anew.
  disk.fails = false;
  await assert.rejects(store.contents.put([second]), { code: 'store.write_failed' });
  assert.ok(sameBytes((await store.get(first.cid)) ?? new Uint8Array(), first.bytes));
  disk.free = 2 ** 40;
  const reads = Promise.all(Array.from({ length: 50 }, () => store.get(first.cid)));
  await Promise.all([store.contents.put([second]), store.contents.put([third])]);
  assert.ok((await reads).every((bytes) => bytes?.length === first.bytes.length));
  await opened.restart();
  assert.deepEqual(await Promise.all([first, second, third].map(({ cid }) => opened.store.has(cid))), [
    true,
    true,
    true,
  ]);
});
