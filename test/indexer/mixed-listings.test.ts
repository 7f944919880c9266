import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { mixedListings } from '../../indexer/queries/mixed-listings.ts';
import { openStore, type Store } from '../../indexer/store/open-store.ts';
import { account, catalogue, mug, NOW, openShops, profileOf } from './fixtures/catalogues.ts';
import { quietLog, TestStores } from './fixtures/stores.ts';

const FIRST = account(0xa1);
const SECOND = account(0xa2);
const EMPTY = account(0xa3);

let stores: TestStores;
let store: Store;
before(async () => {
  stores = await TestStores.start();
  store = await openStore({ dataDir: stores.folder, databaseUrl: await stores.database(), log: quietLog });
  await openShops(store, [FIRST, SECOND, EMPTY]);
  const sell = async (shop: typeof FIRST, handles: string[], now: number) =>
    applyCatalogue(
      store,
      catalogue({
        shop,
        sales: handles.map((handle) => ({
          listing: mug({ shop, handle }),
          priceUnits: '12000000',
          maxSold: handle === 'gone' ? 0 : 5,
        })),
        profile: profileOf(shop, 'Shop'),
      }),
      { now },
    );
  await sell(FIRST, ['one', 'two', 'gone', 'three'], NOW);
  await sell(SECOND, ['alpha', 'beta'], NOW + 1);
});
after(async () => {
  await store.stop();
  await stores.stop();
});

test('shops take turns, what is sold out stays away, and a shop that published last does not fill the list', async () => {
  const mix = await mixedListings(store.db, { limit: 12, now: NOW + 10 });
  assert.deepEqual(
    mix.map(({ shop }) => shop),
    [FIRST, SECOND, FIRST, SECOND, FIRST],
  );
  assert.ok(mix.every(({ handle, inStock }) => handle !== 'gone' && inStock));
  assert.equal(new Set(mix.map(({ cid }) => cid)).size, 5);
});

test('the limit counts over all shops, and the same rows give the same mix', async () => {
  const mix = await mixedListings(store.db, { limit: 3, now: NOW + 10 });
  assert.deepEqual(
    mix.map(({ shop }) => shop),
    [FIRST, SECOND, FIRST],
  );
  assert.deepEqual(await mixedListings(store.db, { limit: 3, now: NOW + 10 }), mix);
});

test('a catalogue that ran out is not in the mix', async () => {
  assert.deepEqual(await mixedListings(store.db, { limit: 12, now: NOW + 10_000_000 }), []);
});
