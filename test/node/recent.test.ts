import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recent } from '../../node/recent.ts';

test('many who ask at once cost one reading, and a later one reads anew', async () => {
  let readings = 0;
  const read = recent(0.001, async () => ++readings);
  const forLong = recent(60_000, async () => ++readings);
  assert.deepEqual(await Promise.all([forLong(), forLong(), forLong()]), [1, 1, 1]);
  assert.equal(await forLong(), 1);
  await read();
  await new Promise((resolve) => setTimeout(resolve, 2));
  assert.equal(await read(), 3);
});

test('a failure is told to those who asked and not remembered', async () => {
  let works = false;
  const read = recent(60_000, async () => {
    if (!works) throw new Error('not yet');
    return 'read';
  });
  await assert.rejects(read(), /not yet/);
  works = true;
  assert.equal(await read(), 'read');
});
