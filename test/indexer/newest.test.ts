import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { listListings } from '../../indexer/queries/list-listings.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { account, catalogue, mug, NOW, openShops, type Sale, SHOP } from './fixtures/catalogues.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const other = account(0xb2);
const sale = (number: number, updatedAt: number, shop = SHOP): Sale => ({
  listing: mug({ shop, handle: `mug-${number}` }),
  priceUnits: String(5_000_000 + updatedAt - NOW),
  updatedAt,
});

/** Every page of a list as JSON. */
async function pages(store: Store, sort: 'newest' | 'score'): Promise<string[]> {
  const told: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listListings(store.db, { now: NOW, limit: 7, sort, cursor });
    told.push(JSON.stringify(page));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return told;
}

test('nodes that saw other versions in another order list the newest byte for byte alike', async (t) => {
  const whole = Array.from({ length: 20 }, (_, number) => sale(number, NOW));
  const second = whole.map((each, number) => (number === 3 ? sale(3, NOW + 40) : each));
  const third = second.map((each, number) => (number === 17 ? sale(17, NOW + 30) : each)).slice(1);
  const others = { shop: other, sales: [sale(1, NOW + 35, other), sale(2, NOW, other)] };

  const patient = await stores.store(t);
  await openShops(patient, [SHOP, other]);
  await applyCatalogue(patient, catalogue({ version: 1, sales: whole }), { now: NOW + 1 });
  const edit = { version: 2, sales: [second[3]!], whole: second, complete: false };
  await applyCatalogue(patient, catalogue(edit), { now: NOW + 41 });
  await applyCatalogue(patient, catalogue(others), { now: NOW + 50 });
  const last = { version: 3, sales: [sale(17, NOW + 30)], whole: third, removed: ['mug-0'], complete: false };
  await applyCatalogue(patient, catalogue(last), { now: NOW + 60 });

  const late = await stores.store(t);
  await openShops(late, [other, SHOP]);
  await applyCatalogue(late, catalogue(others), { now: NOW + 400 });
  await applyCatalogue(late, catalogue({ version: 3, sales: [...third].reverse() }), { now: NOW + 500 });

  const newest = await pages(patient, 'newest');
  assert.deepEqual(newest, await pages(late, 'newest'));
  assert.deepEqual(await pages(patient, 'score'), await pages(late, 'score'));
  const items = newest.flatMap(
    (text) => (JSON.parse(text) as { items: { handle: string; updatedAt: number }[] }).items,
  );
  assert.equal(new Set(items.map(({ handle }) => handle)).size, 19);
  assert.deepEqual(
    items.slice(0, 3).map(({ handle, updatedAt }) => [handle, updatedAt]),
    [
      ['mug-3', NOW + 40],
      ['mug-1', NOW + 35],
      ['mug-17', NOW + 30],
    ],
  );
});
