import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { foldWords } from '../../indexer/search/fold-words.ts';
import { searchListings } from '../../indexer/search/search-listings.ts';
import { openStore } from '../../indexer/store/open-store.ts';
import { catalogue, mug, NOW, openShops, profileOf, SHOP } from '../indexer/fixtures/catalogues.ts';
import { quietLog, TestStores } from '../indexer/fixtures/stores.ts';

const CHEAP = '5000000';
const DEAR = '90000000';

const goods = (prefix: string, count: number, title: string, priceUnits: string) =>
  Array.from({ length: count }, (_, number) => ({
    listing: mug({ handle: `${prefix}-${number}`, texts: { en: { title, description: '' } }, tags: [] }),
    priceUnits,
  }));

test('words that are common but never together are taken one by one, and a filter never changes how they are taken', async (t) => {
  const stores = await TestStores.start();
  t.after(() => stores.stop());
  const store = await openStore({ dataDir: stores.folder, databaseUrl: await stores.database(), log: quietLog });
  t.after(() => store.stop());
  await openShops(store, [SHOP]);
  const sales = [
    ...goods('scarf', 30, 'Crimson Scarf', CHEAP),
    ...goods('kettle', 30, 'Granite Kettle', CHEAP),
    ...goods('bottle', 28, 'Amber Bottle', CHEAP),
    ...goods('fine-bottle', 2, 'Amber Bottle', DEAR),
    ...goods('lamp', 3, 'Amber Lamp', DEAR),
  ];
  await applyCatalogue(store, catalogue({ sales, profile: profileOf(SHOP, 'Kiln & Co') }), { now: NOW });
  await foldWords(store.pool);
  const found = async (q: string, filters: { minPriceUnits?: string } = {}) => {
    const { items, total } = await searchListings(store.search, { q, ...filters, limit: 100, now: NOW });
    assert.deepEqual(total, { count: items.length, isExact: true });
    return Map.groupBy(items, ({ handle }) => handle.replace(/-\d+$/, ''));
  };
  const counts = async (...parameters: Parameters<typeof found>) =>
    Object.fromEntries(Array.from(await found(...parameters), ([name, items]) => [name, items.length]));

  assert.deepEqual(await counts('amber bottle'), { bottle: 28, 'fine-bottle': 2 });
  assert.deepEqual(await counts('amber bottle', { minPriceUnits: DEAR }), { 'fine-bottle': 2 });
  assert.deepEqual(await counts('crimson kettle'), { scarf: 30, kettle: 30 });
  assert.deepEqual(await counts('crimson kettle', { minPriceUnits: DEAR }), {});
});
