import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createByteRoom } from '../../../node/p2p/byte-room.ts';

test('shares of a room take no more than it has, and give back what they took', () => {
  const room = createByteRoom(10);
  const [first, second] = [room.open(), room.open()];
  assert.equal(first.take(6), true);
  assert.equal(second.take(5), false);
  assert.equal(second.take(4), true);
  assert.equal(first.take(1), false);

  first.end();
  assert.equal(second.take(7), false);
  assert.equal(second.take(6), true);

  first.end();
  assert.equal(first.take(1), false);
});
