import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { facets } from '../../indexer/search/facets.ts';
import type { TimedFilters } from '../../indexer/search/filters.ts';
import { searchListings } from '../../indexer/search/search-listings.ts';
import { openStore, type Store } from '../../indexer/store/open-store.ts';
import type { Listing } from '../../protocol/listing.ts';
import { account, catalogue, mug, NOW, openShops, profileOf, SHOP, TOKEN } from '../indexer/fixtures/catalogues.ts';
import { quietLog, TestStores } from '../indexer/fixtures/stores.ts';

const OTHER_SHOP = account(0xa2);
const HANDBAGS = 3032;
const WALLETS = 2668;
const MUGS = 2169;

let stores: TestStores;
let store: Store;
before(async () => {
  stores = await TestStores.start();
  store = await openStore({ dataDir: stores.folder, databaseUrl: await stores.database(), log: quietLog });
  await openShops(store, [SHOP, OTHER_SHOP]);
  await applyCatalogue(store, catalogue({ sales: goods, profile: profileOf(SHOP, 'Arden') }), { now: NOW });
  await applyCatalogue(
    store,
    catalogue({ shop: OTHER_SHOP, sales: otherGoods, profile: profileOf(OTHER_SHOP, 'Kiln') }),
    { now: NOW },
  );
});
after(async () => {
  await store.stop();
  await stores.stop();
});

const zone = (countries: Listing['delivery'][number]['countries']): Listing['delivery'] => [
  { zone: 'all', name: { en: 'All' }, countries, firstUnits: '1', furtherUnits: '0', minDays: 1, maxDays: 2 },
];
const good = (handle: string, title: string, parts: Partial<Listing>) =>
  mug({ handle, texts: { en: { title, description: '' } }, tags: [], delivery: zone(['US', 'CA']), ...parts });
/** Utrecht, and Amersfoort 20 km away. */
const utrecht = { latitudeE6: 52_090_700, longitudeE6: 5_121_400 };
const amersfoort = { latitudeE6: 52_156_100, longitudeE6: 5_387_800 };
const fiji = { latitudeE6: -17_000_000, longitudeE6: 179_900_000 };

const goods = [
  { listing: good('tote', 'Leather tote', { category: HANDBAGS, tags: ['leather', 'bag'] }), priceUnits: '100000000' },
  {
    listing: good('clutch', 'Leather clutch', { category: HANDBAGS, tags: ['leather'], delivery: zone(['*']) }),
    priceUnits: '60000000',
    maxSold: 0,
  },
  { listing: good('wallet', 'Leather wallet', { category: WALLETS, tags: ['leather'] }), priceUnits: '40000000' },
  {
    listing: good('pattern', 'Leather patterns', { kind: 'digital', delivery: [] }),
    priceUnits: '9000000',
    group: { priceUnits: '8000000', size: 2, withinSeconds: 3_600, leaderBps: 0, commissionBps: 0 },
  },
];
const otherGoods = [
  { listing: good('cup', 'Blue cup', { shop: OTHER_SHOP, category: MUGS }), priceUnits: '12000000' },
  {
    listing: good('class', 'Pottery class', {
      shop: OTHER_SHOP,
      kind: 'service',
      delivery: [],
      place: { country: 'NL', point: utrecht },
    }),
    priceUnits: '50000000',
  },
  {
    listing: good('crate', 'Crate of seconds', {
      shop: OTHER_SHOP,
      kind: 'pickup',
      delivery: [],
      place: { country: 'NL', point: amersfoort },
    }),
    priceUnits: '30000000',
  },
  {
    listing: good('reef', 'Reef walk', {
      shop: OTHER_SHOP,
      kind: 'service',
      delivery: [],
      place: { country: 'FJ', point: fiji },
    }),
    priceUnits: '90000000',
  },
];

const found = async (filters: Partial<TimedFilters>): Promise<string[]> => {
  const page = await searchListings(store.db, { now: NOW, limit: 50, ...filters });
  assert.deepEqual(page.total, { count: page.items.length, isExact: true });
  assert.deepEqual((await facets(store.db, { now: NOW, ...filters })).total, page.total, 'facets count the same');
  return page.items.map(({ handle }) => handle).sort();
};

test('a category holds everything below it', async () => {
  assert.deepEqual(await found({ category: HANDBAGS }), ['clutch', 'tote']);
  assert.deepEqual(await found({ category: 6551 }), ['clutch', 'tote', 'wallet']);
  assert.deepEqual(await found({ category: 166 }), ['clutch', 'tote', 'wallet']);
  assert.deepEqual(await found({ category: 536 }), ['cup']);
  assert.deepEqual(await found({ category: 999_999 }), []);
});

test('what goes everywhere is delivered to any country, and so are bytes', async () => {
  assert.deepEqual(await found({ deliversTo: 'CA' }), ['clutch', 'cup', 'pattern', 'tote', 'wallet']);
  assert.deepEqual(await found({ deliversTo: 'FR' }), ['clutch', 'pattern']);
});

test('a place and a radius find what is that near, also over the date line', async () => {
  assert.deepEqual(await found({ near: '52.0907,5.1214', withinMetres: 1_000 }), ['class']);
  assert.deepEqual(await found({ near: '52.0907,5.1214', withinMetres: 19_000 }), ['class']);
  assert.deepEqual(await found({ near: '52.0907,5.1214', withinMetres: 20_500 }), ['class', 'crate']);
  assert.deepEqual(await found({ near: '-17,-179.9', withinMetres: 30_000 }), ['reef']);
  assert.deepEqual(await found({ near: '89.9,0', withinMetres: 20_000_000 }), ['class', 'crate', 'reef']);
  assert.deepEqual(await found({ near: '52.0907,5.1214', kind: 'pickup' }), ['crate']);
});

test('filters narrow together', async () => {
  assert.deepEqual(await found({ q: 'leather', category: 166, inStock: true }), ['tote', 'wallet']);
  assert.deepEqual(await found({ minPriceUnits: '40000000', maxPriceUnits: '60000000' }), [
    'class',
    'clutch',
    'wallet',
  ]);
  assert.deepEqual(await found({ minPriceUnits: '9'.repeat(39) }), []);
  assert.deepEqual(await found({ group: true }), ['pattern']);
  assert.deepEqual(await found({ minMilliStars: 1_000 }), [], 'nothing has stars before its first review');
});

test('a facet is counted under all filters but its own', async () => {
  const view = await facets(store.db, { now: NOW, q: 'leather', kind: 'shipped', tag: 'bag' });
  assert.equal(view.total.count, 1);
  assert.deepEqual(view.kinds, [{ kind: 'shipped', count: 1 }], 'under the tag, but not under the kind');
  assert.deepEqual(view.tags, [
    { tag: 'leather', count: 3 },
    { tag: 'bag', count: 1 },
  ]);
  assert.deepEqual(view.shops, [{ shop: SHOP, names: { en: 'Arden' }, count: 1 }]);
});

test('facets name categories below the chosen one, countries, prices and what is in stock', async () => {
  const all = await facets(store.db, { now: NOW });
  assert.equal(all.total.count, 8);
  assert.deepEqual(
    all.categories.map(({ category, count }) => [category, count]),
    [
      [166, 3],
      [536, 1],
    ],
  );
  assert.deepEqual(all.path, []);
  assert.equal(all.inStock, 7);
  assert.equal(all.group, 1);
  assert.equal(all.covered, 0);
  assert.deepEqual(all.countries, [
    { country: 'CA', count: 5 },
    { country: 'US', count: 5 },
    { country: '*', count: 2 },
  ]);
  assert.equal(all.prices?.minUnits, '9000000');
  assert.equal(all.prices?.maxUnits, '100000000');
  assert.deepEqual(
    all.prices?.bars.map(({ count }) => count),
    [2, 0, 1, 1, 1, 1, 0, 0, 1, 1],
  );
  const below = await facets(store.db, { now: NOW, category: 166 });
  assert.deepEqual(
    below.categories.map(({ category, count }) => [category, count]),
    [[6551, 3]],
  );
  assert.deepEqual(
    below.path.map(({ names }) => names['zh-CN']),
    ['服饰与配饰'],
  );
});

test('stock, stars, deposits and accepted tokens count from the moment they change, and back', async () => {
  const client = store.pool;
  await client.query(`insert into sold select shop, sku, 10 from offers where handle = 'wallet'`);
  assert.equal((await found({ q: 'leather', inStock: true })).includes('wallet'), false);
  await client.query('delete from sold');
  assert.equal((await found({ q: 'leather', inStock: true })).includes('wallet'), true);

  await client.query(`update listings set milli_stars = 4600, reviews = 3 where handle = 'cup'`);
  assert.deepEqual(await found({ minMilliStars: 4_500 }), ['cup']);
  assert.deepEqual((await facets(store.db, { now: NOW })).stars, [
    { minMilliStars: 4_500, count: 1 },
    { minMilliStars: 4_000, count: 1 },
    { minMilliStars: 3_000, count: 1 },
  ]);

  await client.query(
    `update search_rows set is_covered_whole = true where id in (select id from listings where shop = $1)`,
    [SHOP],
  );
  await client.query(
    'insert into deposits (shop, token, staked_units, locked_units, unbonding_units, release_at) values ($1, $2, 70000000, 5000000, 0, 0)',
    [SHOP, TOKEN],
  );
  assert.deepEqual(await found({ covered: true }), ['clutch', 'pattern', 'wallet']);
  await client.query('update deposits set locked_units = 30000000');
  assert.deepEqual(await found({ covered: true }), ['pattern', 'wallet']);

  await client.query('update tokens set accepted = false');
  assert.deepEqual(await found({}), []);
  await client.query('update tokens set accepted = true');
  assert.equal((await found({})).length, 8);
  await client.query('update shops set lowest_version = 2 where address = $1', [SHOP]);
  assert.deepEqual(await found({ q: 'leather' }), []);
});
