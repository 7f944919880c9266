import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createShopCopies } from '../../../node/render/shop-copies.ts';
import type { ReplicasView } from '../../../protocol/api/replica.ts';
import type { Address } from '../../../protocol/primitives.ts';

const shop: Address = `0x${'5a'.repeat(20)}`;
const viewOf = (version: number): ReplicasView => ({
  version,
  root: `0x${'00'.repeat(32)}`,
  replicas: [],
  asked: 0,
  askedAt: 0,
});
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a page never waits for peers, and shows what was found behind an earlier visit', async () => {
  let now = 1_000;
  let asked = 0;
  const waiting = Promise.withResolvers<ReplicasView>();
  const answers = [waiting.promise, Promise.resolve(viewOf(2))];
  const copies = createShopCopies({
    replicas: async () => {
      asked += 1;
      return answers[asked - 1];
    },
    clock: () => now,
    failed: (error) => assert.fail(String(error)),
  });
  assert.equal(copies(shop), null);
  assert.equal(copies(shop), null);
  assert.equal(asked, 1);
  waiting.resolve(viewOf(1));
  await settle();
  assert.equal(copies(shop)?.version, 1);
  now += 59;
  assert.equal(copies(shop)?.version, 1);
  assert.equal(asked, 1);
  now += 1;
  assert.equal(copies(shop)?.version, 1);
  await settle();
  assert.equal(copies(shop)?.version, 2);
  assert.equal(asked, 2);
});

test('peers that fail are told of, and asked again later', async () => {
  let now = 1_000;
  let asked = 0;
  const failures: unknown[] = [];
  const copies = createShopCopies({
    replicas: async () => {
      asked += 1;
      throw new RangeError('no peer');
    },
    clock: () => now,
    failed: (error) => failures.push(error),
  });
  copies(shop);
  await settle();
  assert.equal(copies(shop), null);
  assert.deepEqual([asked, failures.length], [1, 1]);
  now += 60;
  copies(shop);
  assert.equal(asked, 2);
});

test('only so many shops are remembered', async () => {
  const asked: Address[] = [];
  const copies = createShopCopies({
    replicas: async (each) => {
      asked.push(each);
      return viewOf(1);
    },
    clock: () => 1_000,
    failed: () => assert.fail('nothing fails'),
  });
  const addressOf = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`;
  for (let number = 0; number <= 1_000; number++) copies(addressOf(number));
  await settle();
  assert.equal(copies(addressOf(1_000))?.version, 1);
  assert.equal(copies(addressOf(0)), null);
  assert.equal(asked.length, 1_002);
});
