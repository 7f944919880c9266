import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { type Carried, carry } from '../../indexer/catalogue/carry.ts';
import { storeContent, wantedContents } from '../../indexer/catalogue/contents.ts';
import { forgetShop } from '../../indexer/catalogue/drop-shop.ts';
import { createQueries } from '../../indexer/queries/queries.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { digestOf } from '../../protocol/block.ts';
import { encodeListing, skuOf } from '../../protocol/listing.ts';
import { orderId } from '../../protocol/order.ts';
import { catalogue, mug, NOW, profileOf, SHOP } from './fixtures/catalogues.ts';
import { FakeChain } from './fixtures/fake-chain.ts';
import { caughtUp, follow } from './fixtures/indexing.ts';
import { beginning, orderOf, paid } from './fixtures/market-events.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const now = NOW;
const sold = encodeListing(mug());
const order = orderOf({ listing: digestOf(sold.cid), sku: skuOf('blue-mug', 'A') });
const everything: Carried = { onlyFollowed: false, followed: [], deniedShops: [], deniedBlocks: [] };

/** A market with one shop of two listings, of which an order names one. */
async function marketWith(t: Parameters<TestStores['store']>[0]) {
  const store = await stores.store(t);
  const chain = await FakeChain.start(t);
  chain.mine(beginning());
  chain.mine(paid(order));
  await caughtUp(await follow(store, chain), chain);
  await applyCatalogue(
    store,
    catalogue({ sales: [{ listing: mug() }, { listing: mug({ handle: 'bowl' }) }], profile: profileOf(SHOP, 'Kiln') }),
    { now },
  );
  const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => now });
  const listed = async () => ({
    shops: (await queries.listShops({ limit: 9 })).items.map(({ address }) => address),
    listings: (await queries.listListings({ limit: 9 })).items.map(({ handle }) => handle).sort(),
    titles: (await queries.getOrder(orderId(order)))?.titles,
  });
  return { store, listed };
}
const wants = async (store: Store) =>
  (await wantedContents(store.db, { limit: 99, now: now + 1e6 })).map(({ cid }) => digestOf(cid));

test('a denied shop leaves the lists, orders stay without its words, and its contents are wanted again only once it is carried', async (t) => {
  const { store, listed } = await marketWith(t);
  const before = await listed();
  assert.deepEqual([before.shops, before.listings], [[SHOP], ['blue-mug', 'bowl']]);
  assert.ok(Object.keys(before.titles ?? {}).length > 0);

  await carry(store, { ...everything, deniedShops: [SHOP] });
  const gone = await forgetShop(store, { shop: SHOP, ordered: 'drop', now });
  assert.ok(gone.some((cid) => digestOf(cid) === order.listing));
  assert.equal(gone.length, 3);
  assert.deepEqual(await listed(), { shops: [], listings: [], titles: {} });
  assert.deepEqual(await forgetShop(store, { shop: SHOP, ordered: 'drop', now }), []);
  assert.ok(!(await wants(store)).includes(order.listing));

  await carry(store, everything);
  await carry(store, everything);
  assert.ok((await wants(store)).includes(order.listing));
  assert.equal(await storeContent(store, { ...sold }, { now }), 'stored');
  const again = await listed();
  assert.deepEqual([again.shops, again.titles], [[SHOP], before.titles]);
});

test('a shop that is only no longer kept leaves what orders name', async (t) => {
  const { store, listed } = await marketWith(t);
  const { titles } = await listed();
  const gone = await forgetShop(store, { shop: SHOP, ordered: 'keep', now });
  assert.ok(!gone.some((cid) => digestOf(cid) === order.listing));
  assert.deepEqual(await listed(), { shops: [SHOP], listings: [], titles });
});

test('a denied listing goes alone, and is wanted again for its order once it is allowed', async (t) => {
  const { store, listed } = await marketWith(t);
  const carried = { ...everything, deniedBlocks: [order.listing] };
  await carry(store, carried);
  const without = await listed();
  assert.deepEqual([without.shops, without.listings, without.titles], [[SHOP], ['bowl'], {}]);
  assert.ok(!(await wants(store)).includes(order.listing));
  await carry(store, everything);
  assert.ok((await wants(store)).includes(order.listing));
});

test('with only followed shops carried, the others are in no list', async (t) => {
  const { store, listed } = await marketWith(t);
  await carry(store, { ...everything, onlyFollowed: true });
  assert.deepEqual((await listed()).shops, []);
  await carry(store, { ...everything, onlyFollowed: true, followed: [SHOP] });
  assert.deepEqual((await listed()).shops, [SHOP]);
});
