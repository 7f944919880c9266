import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { type ListListingsParameters, listListings } from '../../indexer/queries/list-listings.ts';
import { foldWords } from '../../indexer/search/fold-words.ts';
import { indexTokens, queryTokens } from '../../indexer/search/tokens.ts';
import { searchQuery } from '../../indexer/search/vectors.ts';
import { openStore, type Store } from '../../indexer/store/open-store.ts';
import type { Listing } from '../../protocol/listing.ts';
import { account, catalogue, mug, NOW, openShops, profileOf, SHOP } from '../indexer/fixtures/catalogues.ts';
import { quietLog, TestStores } from '../indexer/fixtures/stores.ts';

const OTHER_SHOP = account(0xa2);

let stores: TestStores;
let store: Store;
before(async () => {
  stores = await TestStores.start();
  store = await openStore({ dataDir: stores.folder, databaseUrl: await stores.database(), log: quietLog });
  await openShops(store, [SHOP, OTHER_SHOP]);
  await applyCatalogue(store, catalogue({ sales: goods, profile: profileOf(SHOP, 'Kiln & Co') }), { now: NOW });
  await applyCatalogue(
    store,
    catalogue({ shop: OTHER_SHOP, sales: otherGoods, profile: profileOf(OTHER_SHOP, '林登') }),
    { now: NOW + 1 },
  );
  await foldWords(store.pool);
});
after(async () => {
  await store.stop();
  await stores.stop();
});

const text = (title: string, description = '') => ({ title, description });
const named = (handle: string, texts: Listing['texts'], parts: Partial<Listing> = {}) =>
  mug({ handle, texts, tags: [], ...parts });

const goods = [
  {
    listing: named('indigo-mug', { en: text('Indigo Mug', 'A stoneware cup') }, { tags: ['ceramics'] }),
    priceUnits: '12000000',
  },
  {
    listing: named('mug-rack', { en: text('Oak Rack', 'Holds six of your favourite mug shapes') }),
    priceUnits: '30000000',
    maxSold: 0,
  },
  { listing: named('phone-case', { 'zh-CN': text('华为手机壳', '防摔，轻薄') }), priceUnits: '5000000' },
  {
    listing: named('bowl', { en: text('Rice Bowl'), 'zh-CN': text('陶瓷饭碗 300ml') }, { brand: 'Minyao' }),
    priceUnits: '8000000',
  },
];
const otherGoods = [
  {
    listing: named(
      'oolong',
      { en: text('Oolong Tea 100g'), 'zh-CN': text('高山乌龙茶') },
      { shop: OTHER_SHOP, kind: 'service' },
    ),
    priceUnits: '20000000',
  },
];

const found = async (parameters: Partial<ListListingsParameters>): Promise<string[]> => {
  const page = await listListings(store.db, { now: NOW, limit: 20, ...parameters });
  return page.items.map(({ handle }) => handle);
};

test('words are folded, and unspaced scripts are cut into pairs', () => {
  assert.deepEqual(indexTokens('Ｂlue MUG-2 华为手机 茶'), ['blu', 'mug', '2', '华为', '为手', '手机', '机', '茶']);
  assert.deepEqual(queryTokens('blue 手机壳 mu'), { words: ['blu', '手机', '机壳'], prefixes: ['mu'] });
  assert.deepEqual(queryTokens('茶'), { words: [], prefixes: ['茶'] });
  assert.deepEqual(queryTokens('iPhone壳 '), { words: ['iphon'], prefixes: ['壳'] });
  assert.equal(searchQuery(`'); drop table "x" | & ! :* \\`), `'drop' & 'tabl' & 'x'`);
  assert.equal(searchQuery(' …!? '), undefined);
});

test('finds English words, also while the last is being typed', async () => {
  assert.deepEqual(await found({ q: 'stoneware mug' }), ['indigo-mug', 'mug-rack'], 'a part follows the whole');
  assert.deepEqual(await found({ q: 'ric' }), ['bowl']);
  assert.deepEqual(await found({ q: 'STONEWARE ' }), ['indigo-mug']);
  assert.deepEqual(await found({ q: 'teapot' }), []);
  assert.deepEqual(await found({ q: '!!!' }), []);
});

test('finds Chinese words of any length, and mixed ones', async () => {
  assert.deepEqual(await found({ q: '手机' }), ['phone-case']);
  assert.deepEqual(await found({ q: '华为手机壳' }), ['phone-case']);
  assert.deepEqual(await found({ q: '茶' }), ['oolong']);
  assert.deepEqual(await found({ q: '乌龙茶' }), ['oolong']);
  assert.deepEqual(await found({ q: '陶瓷 300ml' }), ['bowl']);
  assert.deepEqual(await found({ q: '华机' }), ['phone-case'], 'characters of a name need not be neighbours');
  assert.deepEqual(await found({ q: '薄轻' }), [], 'those of a description must');
});

test('a word in the title counts more than one in the description; brands, tags and shops are found too', async () => {
  assert.deepEqual(await found({ q: 'mug' }), ['indigo-mug', 'mug-rack']);
  assert.deepEqual(await found({ q: 'minyao' }), ['bowl']);
  assert.deepEqual(await found({ q: 'ceramics' }), ['indigo-mug']);
  assert.deepEqual(await found({ q: '林登' }), ['oolong']);
  assert.equal((await found({ q: 'kiln' })).length, 4);
});

test('filters by shop, kind, tag, price and stock', async () => {
  assert.deepEqual(await found({ shop: OTHER_SHOP }), ['oolong']);
  assert.deepEqual(await found({ kind: 'service' }), ['oolong']);
  assert.deepEqual(await found({ tag: 'ceramics' }), ['indigo-mug']);
  assert.deepEqual(await found({ minPriceUnits: '8000000', maxPriceUnits: '12000000', sort: 'price_asc' }), [
    'bowl',
    'indigo-mug',
  ]);
  assert.deepEqual((await found({ inStock: true, shop: SHOP })).includes('mug-rack'), false);
  assert.deepEqual(await found({ q: 'mug', inStock: true }), ['indigo-mug']);
});

for (const sort of ['relevance', 'newest', 'price_asc', 'price_desc', 'score'] as const) {
  test(`pages by ${sort} join without gaps or repeats`, async () => {
    for (const q of [undefined, 'mug']) {
      const whole = await found({ sort, q });
      const walked: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listListings(store.db, { now: NOW, limit: 1, sort, q, cursor });
        walked.push(...page.items.map(({ handle }) => handle));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      assert.deepEqual(walked, whole);
      assert.equal(whole.length, q === undefined ? 5 : 2);
    }
  });
}

test('sorts by price both ways', async () => {
  const rising = ['phone-case', 'bowl', 'indigo-mug', 'oolong', 'mug-rack'];
  assert.deepEqual(await found({ sort: 'price_asc' }), rising);
  assert.deepEqual(await found({ sort: 'price_desc' }), rising.toReversed());
});

test('a cursor of another list or none at all is refused', async () => {
  const { nextCursor } = await listListings(store.db, { now: NOW, limit: 1, sort: 'newest' });
  const other = { now: NOW, limit: 1, sort: 'price_asc' } as const;
  await assert.rejects(listListings(store.db, { ...other, cursor: nextCursor! }), { code: 'cursor.invalid' });
  await assert.rejects(listListings(store.db, { ...other, cursor: 'nonsense' }), { code: 'cursor.invalid' });
});

test('a new shop name is found at once and the old one no more', async () => {
  const update = catalogue({
    shop: OTHER_SHOP,
    version: 2,
    sales: [],
    whole: otherGoods,
    complete: false,
    profile: profileOf(OTHER_SHOP, 'Hill Leaf'),
  });
  await applyCatalogue(store, update, { now: NOW + 2 });
  assert.deepEqual(await found({ q: 'hill leaf' }), ['oolong']);
  assert.deepEqual(await found({ q: '林登' }), []);
  assert.deepEqual(await found({ q: '乌龙' }), ['oolong'], 'its own words stay');
});
