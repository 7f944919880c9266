import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { forgetShop } from '../../indexer/catalogue/drop-shop.ts';
import { facets } from '../../indexer/search/facets.ts';
import { foldWords } from '../../indexer/search/fold-words.ts';
import { keepSearch } from '../../indexer/search/keep-search.ts';
import { searchListings } from '../../indexer/search/search-listings.ts';
import { suggestions } from '../../indexer/search/suggestions.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { account, catalogue, mug, NOW, openShops, profileOf, type Sale, SHOP } from '../indexer/fixtures/catalogues.ts';
import { quietLog, TestStores } from '../indexer/fixtures/stores.ts';

const OTHER_SHOP = account(0xa2);
const LETTERS = ['mug', 'teapot', 'vase', 'plate', 'saucer', 'pitcher'];

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const sale = (number: number, parts: { shop?: typeof SHOP; word?: string } = {}): Sale => {
  const { shop = SHOP, word = LETTERS[number % LETTERS.length] } = parts;
  return {
    listing: mug({
      shop,
      handle: `thing-${number}`,
      texts: {
        en: { title: `Porcelain ${word} ${number}`, description: 'Painted blue leaves' },
        'zh-CN': { title: `青花瓷${number}`, description: '手绘' },
      },
      tags: ['porcelain', `kind-${number % 3}`],
      category: number % 2 === 0 ? 3890 : 500044,
    }),
    priceUnits: String((number + 1) * 1_000_000),
  };
};

/** All that the search says, as JSON. */
async function told(store: Store): Promise<string[]> {
  const at = { now: NOW };
  const answers: unknown[] = [await facets(store.db, at), await facets(store.db, { ...at, q: 'porcelain' })];
  for (const q of ['porcelain', 'porcelian', 'teapots', '青瓷', 'pla', 'blue vase', 'thing', '青花瓷 mug']) {
    let cursor: string | undefined;
    do {
      const page = await searchListings(store.db, { ...at, q, limit: 7, ...(cursor === undefined ? {} : { cursor }) });
      answers.push(page);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    answers.push(await suggestions(store.db, { ...at, q }));
  }
  return answers.map((answer) => JSON.stringify(answer));
}

/** Every table that the search is made of, without the numbers that a database gives its rows. */
async function dictionary(store: Store) {
  const { rows } = await store.pool.query('select hash, word, listings from search_words order by hash');
  const { rows: typos } = await store.pool.query('select deletion, hash from search_typos order by 1, 2');
  return { rows, typos };
}

const whole = (from: number, to: number, shop = SHOP) =>
  Array.from({ length: to - from }, (_, index) => sale(from + index, { shop }));

test('nodes that came to the same listings by other ways say the same', async (t) => {
  const [straight, winding] = [await stores.store(t), await stores.store(t)];
  for (const store of [straight, winding]) await openShops(store, [SHOP, OTHER_SHOP]);
  const last = catalogue({ version: 3, sales: whole(0, 12), profile: profileOf(SHOP, 'Kiln') });
  const other = catalogue({ shop: OTHER_SHOP, sales: whole(20, 40, OTHER_SHOP) });
  await applyCatalogue(straight, last, { now: NOW });
  await applyCatalogue(straight, other, { now: NOW });
  await foldWords(straight.pool);

  await applyCatalogue(winding, other, { now: NOW });
  await applyCatalogue(winding, catalogue({ sales: whole(0, 3), profile: profileOf(SHOP, 'Clay') }), { now: NOW });
  await foldWords(winding.pool);
  const changed = [sale(0, { word: 'ashtray' }), ...whole(3, 15)];
  const between = { version: 2, sales: changed, whole: [...changed, ...whole(1, 3)], complete: false };
  await applyCatalogue(winding, catalogue(between), { now: NOW });
  await applyCatalogue(winding, last, { now: NOW });
  await applyCatalogue(winding, last, { now: NOW });
  await foldWords(winding.pool);

  assert.deepEqual(await told(winding), await told(straight));
  assert.deepEqual(await dictionary(winding), await dictionary(straight));
});

test('a changed listing is found by its new words only, and a forgotten shop by none', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  await applyCatalogue(store, catalogue({ sales: [sale(0), sale(1)] }), { now: NOW });
  await foldWords(store.pool);
  const found = async (q: string, asTyped = false) => {
    const page = await searchListings(store.db, { now: NOW, limit: 9, q, asTyped });
    return { handles: page.items.map(({ handle }) => handle), corrected: page.corrected };
  };
  assert.deepEqual(await found('mug'), { handles: ['thing-0'], corrected: null });
  assert.deepEqual(await found('Porcelian'), { handles: (await found('porcelain')).handles, corrected: 'porcelain' });
  assert.deepEqual(await found('Porcelian', true), { handles: [], corrected: null });
  assert.deepEqual(await found('蓝色 Porcelian'), {
    handles: (await found('porcelain')).handles,
    corrected: '蓝色 porcelain',
  });

  const lantern = sale(0, { word: 'lantern' });
  const update = { version: 2, sales: [lantern], whole: [lantern, sale(1)], complete: false };
  await applyCatalogue(store, catalogue(update), { now: NOW });
  assert.deepEqual((await found('lantern')).handles, ['thing-0'], 'before the dictionary knows the word');
  await foldWords(store.pool);
  assert.deepEqual(await found('mug'), { handles: [], corrected: null });
  assert.deepEqual(await found('lantren'), { handles: ['thing-0'], corrected: 'lantern' });
  assert.deepEqual((await suggestions(store.db, { q: 'blue lan', now: NOW })).words, ['blue lantern']);

  const gone = { version: 3, sales: [], whole: [sale(1)], removed: ['thing-0'], complete: false };
  await applyCatalogue(store, catalogue(gone), { now: NOW });
  await foldWords(store.pool);
  assert.deepEqual((await found('lantern')).handles, []);
  assert.deepEqual((await suggestions(store.db, { q: 'lan', now: NOW })).words, []);

  await forgetShop(store, { shop: SHOP, ordered: 'drop', now: NOW });
  await foldWords(store.pool);
  assert.deepEqual(await dictionary(store), { rows: [], typos: [] });
  assert.equal((await facets(store.db, { now: NOW })).total.count, 0);
});

test('listings of a store without a search are taken up once', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  await applyCatalogue(store, catalogue({ sales: whole(0, 6), profile: profileOf(SHOP, 'Kiln') }), { now: NOW });
  await foldWords(store.pool);
  const before = [await told(store), await dictionary(store)];
  await store.pool.query('truncate search_rows, search_words, search_typos, search_changes, search_texts');
  await keepSearch(store.pool, quietLog).look();
  assert.deepEqual([await told(store), await dictionary(store)], before);
});

test('suggestions name words, listings, shops and categories', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  await applyCatalogue(store, catalogue({ sales: whole(0, 6), profile: profileOf(SHOP, 'Mugworks') }), { now: NOW });
  await foldWords(store.pool);
  const view = await suggestions(store.db, { q: 'mug', now: NOW });
  assert.deepEqual(
    view.listings.map(({ handle }) => handle),
    ['thing-0'],
  );
  assert.deepEqual(
    view.shops.map(({ names }) => names),
    [{ en: 'Mugworks' }],
  );
  assert.ok(view.categories.some(({ names }) => names['zh-CN'] === '马克杯'));
  const [cups] = (await suggestions(store.db, { q: '马克杯', now: NOW })).categories;
  assert.deepEqual(cups?.above[0]?.names, { en: 'Home & Garden', 'zh-CN': '家居与园艺' }, 'with all above it');
  assert.deepEqual((await suggestions(store.db, { q: 'por', now: NOW })).words, ['porcelain']);
  assert.deepEqual(await suggestions(store.db, { q: '  ', now: NOW }), {
    words: [],
    listings: [],
    shops: [],
    categories: [],
  });
});
