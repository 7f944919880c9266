import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Block, rawBlock } from '../../../protocol/block.ts';
import { openStore } from './open-store.ts';

/** A block of so many bytes; the same number gives the same block. */
const sized = (number: number, bytes = 10): Block => {
  const content = new Uint8Array(bytes);
  new DataView(content.buffer).setUint32(0, number);
  return rawBlock(content);
};
const quota = { code: 'block.quota_exceeded', retryable: true };

test('an uploader gets a share and not a byte more, however much room is left', async (context) => {
  const { store } = await openStore(context, { stagedMostBytes: 100, stagedMostBytesEach: 40 });
  await store.staging.put([sized(1, 40)], 'one');
  await assert.rejects(store.staging.put([sized(2, 4)], 'one'), {
    ...quota,
    details: { field: 'bytes', limit: '40 bytes' },
  });
  // The same block again costs nothing, also where somebody else sends it.
  await store.staging.put([sized(1, 40)], 'one');
  await store.staging.put([sized(1, 40), sized(3, 40)], 'two');
  await assert.rejects(store.staging.put([sized(4, 41)], 'three'), quota);
  await store.staging.put([sized(5, 20)], 'three');
  assert.deepEqual(store.staging.size(), { blocks: 3, bytes: 100 });
});

test('where all room is taken, who has the most makes way for who has less, oldest blocks first', async (context) => {
  const opened = await openStore(context, { stagedMostBytes: 100, stagedMostBytesEach: 60 });
  const { staging } = opened.store;
  for (let number = 1; number <= 6; number++) {
    await staging.put([sized(number)], 'greedy');
    opened.time.now++;
  }
  for (let number = 11; number <= 14; number++) await staging.put([sized(number)], 'modest');
  assert.equal(staging.size().bytes, 100);
  await staging.put([sized(21), sized(22)], 'late');
  const here = (numbers: number[]) => numbers.filter((number) => staging.sizeOf(sized(number).cid) !== undefined);
  assert.deepEqual(here([1, 2, 3, 4, 5, 6]), [3, 4, 5, 6]);
  assert.deepEqual(here([11, 12, 13, 14, 21, 22]), [11, 12, 13, 14, 21, 22]);
  // Nobody who would have as much as the largest then takes anything from it.
  await assert.rejects(staging.put([sized(31, 40)], 'later'), quota);
  await staging.put([sized(31, 10)], 'later');
  assert.equal(staging.size().bytes, 100);
  await opened.restart();
  assert.deepEqual(opened.store.staging.size(), { blocks: 10, bytes: 100 });
  await assert.rejects(opened.store.staging.put([sized(41, 40)], 'late'), quota);
});

test('with one uploader filling all there is, every other one still gets a fair part', async (context) => {
  const { store } = await openStore(context, { stagedMostBytes: 1_000, stagedMostBytesEach: 500 });
  const fill = async (uploader: string, first: number) => {
    for (let number = 0; number < 50; number++) await store.staging.put([sized(first + number)], uploader);
  };
  // Two who work together take all the room.
  await fill('a', 1_000);
  await fill('b', 2_000);
  for (const [index, uploader] of ['c', 'd', 'e'].entries()) {
    for (let number = 0; number < 19; number++) {
      await store.staging.put([sized(10_000 * (index + 1) + number)], uploader);
    }
  }
  assert.equal(store.staging.size().bytes, 1_000);
});

test('a write that fails counts nothing', async (context) => {
  let fails = false;
  const beforeWrite = () => {
    if (fails) throw new Error('no space left on device');
  };
  const { store } = await openStore(context, { ports: { freeBytes: async () => 2 ** 40, beforeWrite } });
  await store.staging.put([sized(1)], 'one');
  fails = true;
  await assert.rejects(store.staging.put([sized(2)], 'one'), { code: 'store.write_failed', retryable: true });
  assert.deepEqual(store.staging.size(), { blocks: 1, bytes: 10 });
  fails = false;
  await store.staging.put([sized(2)], 'one');
  assert.deepEqual(store.staging.size(), { blocks: 2, bytes: 20 });
  assert.equal((await store.staging.getMany([sized(2).cid]))[0]?.length, 10);
});
