import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perBlock } from '../../node/per-block.ts';

test('what was read at a block is read again at the next one, and only then', async () => {
  let readings = 0;
  const read = perBlock(async () => ++readings);
  assert.deepEqual([await read(7), await read(7), await read(8), await read(8)], [1, 1, 2, 2]);
});

test('a block that was rolled back is read anew', async () => {
  let readings = 0;
  const read = perBlock(async () => ++readings);
  assert.deepEqual([await read(8), await read(7)], [1, 2]);
});

test('a reading that failed is tried again at the same block', async () => {
  let readings = 0;
  const read = perBlock(async () => {
    readings += 1;
    if (readings === 1) throw new Error('the store is away');
    return readings;
  });
  await assert.rejects(read(7), /the store is away/);
  assert.equal(await read(7), 2);
});
