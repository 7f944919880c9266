import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { storeContent } from '../../indexer/catalogue/contents.ts';
import { expiredDetails } from '../../indexer/messages/expired-sealed.ts';
import { deleteExpired } from '../../node/retention.ts';
import { startBlockStore } from '../../node/store/block-store.ts';
import { digestOf, rawBlock } from '../../protocol/block.ts';
import { account } from '../indexer/fixtures/catalogues.ts';
import { FakeChain } from '../indexer/fixtures/fake-chain.ts';
import { caughtUp, follow } from '../indexer/fixtures/indexing.ts';
import { beginning, closed, orderOf, paid } from '../indexer/fixtures/market-events.ts';
import { TestStores } from '../indexer/fixtures/stores.ts';

const THIRTY_DAYS = 30 * 86_400;

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

test('the encrypted details of an order go 30 days after it is final, from the disk too; open ones stay', async (t) => {
  const done = rawBlock(new Uint8Array(600).fill(1));
  const open = rawBlock(new Uint8Array(600).fill(2));
  const finished = orderOf({ buyer: account(0xb1), index: 0, details: digestOf(done.cid) });
  const running = orderOf({ buyer: account(0xb1), index: 1, details: digestOf(open.cid) });
  const chain = await FakeChain.start(t);
  chain.mine(beginning());
  chain.mine([...paid(finished), ...paid(running)]);
  chain.mine(closed(finished, 'completed', 'confirmed', 0));
  const store = await stores.store(t);
  await caughtUp(await follow(store, chain, { finalityBlocks: 1 }), chain);
  const blockStore = await startBlockStore(`${stores.folder}/retention`, { clock: () => chain.head.timestamp });
  t.after(() => blockStore.stop());
  await blockStore.contents.put([done, open]);
  for (const block of [done, open])
    assert.equal(await storeContent(store, block, { now: chain.head.timestamp }), 'stored');

  const messages = { deleteExpired: async () => 0 };
  const at = (seconds: number) =>
    deleteExpired({ store, blockStore, messages, clock: () => chain.head.timestamp + seconds });
  assert.deepEqual(await at(THIRTY_DAYS), { details: 0, messages: 0, documents: 0, visits: 0 });
  assert.equal(await blockStore.has(done.cid), true);
  assert.deepEqual(await at(THIRTY_DAYS + 1), { details: 1, messages: 0, documents: 0, visits: 0 });
  assert.deepEqual([await blockStore.has(done.cid), await blockStore.has(open.cid)], [false, true]);
  assert.deepEqual(await at(THIRTY_DAYS + 1), { details: 0, messages: 0, documents: 0, visits: 0 });
});

test('orders of one purchase share their details, which stay until the last of them is final for 30 days', async (t) => {
  const shared = rawBlock(new Uint8Array(600).fill(3));
  const [first, second] = [0, 1].map((index) =>
    orderOf({ buyer: account(0xb1), index, details: digestOf(shared.cid) }),
  ) as [ReturnType<typeof orderOf>, ReturnType<typeof orderOf>];
  const chain = await FakeChain.start(t);
  chain.mine(beginning());
  chain.mine([...paid(first), ...paid(second)]);
  chain.mine(closed(first, 'completed', 'confirmed', 0));
  const store = await stores.store(t);
  await caughtUp(await follow(store, chain, { finalityBlocks: 1 }), chain);
  assert.equal(await storeContent(store, shared, { now: chain.head.timestamp }), 'stored');
  const end = chain.head.timestamp + THIRTY_DAYS + 1;
  assert.deepEqual(await expiredDetails(store.db, { now: end, limit: 10 }), []);

  chain.mine(closed(second, 'completed', 'confirmed', 0));
  const other = await stores.store(t);
  await caughtUp(await follow(other, chain, { finalityBlocks: 1 }), chain);
  assert.equal(await storeContent(other, shared, { now: chain.head.timestamp }), 'stored');
  const later = chain.head.timestamp + THIRTY_DAYS + 1;
  assert.deepEqual(await expiredDetails(other.db, { now: later, limit: 10 }), [digestOf(shared.cid)]);
});
