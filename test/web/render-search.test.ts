import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type HTMLElement, parse } from 'node-html-parser';
import { searchQuery } from '../../node/render/page-queries.ts';
import { pointOf } from '../../node/render/places.ts';
import { searchFilters } from '../../node/render/search-filters.ts';
import { microsOf, plainSearch, typedOf } from '../../web/components/search-link.ts';
import type { PageBase, SearchPage } from '../../web/page-request.ts';
import { base } from './fixtures.ts';
import { loadRenderer, type Renderer } from './renderer.ts';
import { narrowed, noResults, plainResults } from './search-fixtures.ts';

let renderer: Renderer;
before(async () => {
  renderer = await loadRenderer();
});

const rendered = (page: SearchPage, change: Partial<PageBase> = {}): HTMLElement =>
  parse(renderer.renderPage({ ...base({ path: '/search?q=mug', ...change }), ...page }).html);
const parametersOf = (element: HTMLElement | null | undefined): Record<string, string> =>
  Object.fromEntries(new URL(element?.getAttribute('href')?.replaceAll('&amp;', '&') ?? '', 'http://x').searchParams);

/** Everything that the page `narrowed` was asked for, as its address says it. */
const asked = {
  q: 'mgu',
  sort: 'price_asc',
  kind: 'shipped',
  category: '674',
  tag: 'stoneware',
  shop: narrowed.query.shop ?? '',
  min: '10',
  max: '60.50',
  stars: '4.5',
  to: 'DE',
  near: '景德镇',
  km: '100',
  stock: '1',
  group: '1',
  covered: '1',
};

test('an address that says everything is read as everything, and what makes no sense counts as not asked', () => {
  assert.deepEqual(searchQuery.parse(asked), narrowed.query);
  const odd = {
    kind: 'x',
    category: '-1',
    min: '1e9',
    max: '',
    stars: '9',
    to: 'Germany',
    near: ' ',
    km: '0',
    shop: '0x1',
  };
  assert.deepEqual(searchQuery.parse(odd), plainSearch);
});

test('a page asks the index for millionths, metres and thousandths of a star', () => {
  const { filters, placeKnown } = searchFilters(narrowed.query);
  assert.equal(placeKnown, true);
  assert.deepEqual(filters, {
    q: 'mgu',
    kind: 'shipped',
    category: 674,
    tag: 'stoneware',
    shop: narrowed.query.shop,
    minPriceUnits: '10000000',
    maxPriceUnits: '60500000',
    minMilliStars: 4_500,
    deliversTo: 'DE',
    near: '29.27,117.18',
    withinMetres: 100_000,
    inStock: true,
    group: true,
    covered: true,
  });
  assert.deepEqual(searchFilters(plainSearch), { filters: {}, placeKnown: true });
  assert.deepEqual(searchFilters({ ...plainSearch, near: 'Nowhereville' }), { filters: {}, placeKnown: false });
});

test('a place is found by coordinates and by its name in either language, however it is typed', () => {
  assert.equal(pointOf('31.23, 121.47'), '31.23,121.47');
  for (const name of ['Shanghai', ' SHANGHAI ', '上海', '上海市']) assert.equal(pointOf(name), '31.23,121.47', name);
  assert.equal(pointOf('São Paulo'), '-23.55,-46.63');
  assert.equal(pointOf('Xi’an'), pointOf('西安'));
  assert.equal(pointOf('constructor'), null);
});

test('a price survives the way from the field to the index and back', () => {
  for (const typed of ['0', '12', '12.5', '0.000001', '999999999999.999999'])
    assert.equal(typedOf(microsOf(typed)), typed);
});

test('every link of the filters keeps all that was asked and changes one thing, from the first page', () => {
  const document = rendered({ ...narrowed, query: { ...narrowed.query, cursor: 'page2' } });
  const links = document.querySelectorAll('.facet, .sorts a');
  assert.ok(links.length > 15);
  for (const link of links) {
    const parameters = parametersOf(link);
    assert.equal(parameters.cursor, undefined);
    const differs = Object.keys({ ...asked, ...parameters }).filter(
      (name) => (asked as Record<string, string>)[name] !== parameters[name],
    );
    assert.ok(differs.length <= 1, `${link.textContent}: ${differs}`);
  }
});

test('a chosen value is marked, and its link and its chip take it away alone', () => {
  const document = rendered(narrowed);
  const chosen = document.querySelectorAll('.facet[data-chosen]');
  assert.ok(chosen.length >= 6);
  for (const link of chosen) assert.match(link.textContent, /^Remove: /);
  const chips = document.querySelectorAll('.active-filter');
  assert.equal(chips.length, 11);
  const price = chips.find((chip) => chip.textContent.includes('60.50'));
  const { min: _min, max: _max, ...rest } = asked;
  assert.deepEqual(parametersOf(price), rest);
  assert.deepEqual(parametersOf(document.querySelector('.active-clear')), { q: 'mgu', sort: 'price_asc' });
});

test('forms send what they do not set as hidden fields', () => {
  const document = rendered(narrowed);
  const form = document.querySelectorAll('.filter-form').find((each) => each.querySelector('input[name=min]'));
  const fields = form
    ?.querySelectorAll('input')
    .map((input) => [input.getAttribute('name'), input.getAttribute('value')]);
  assert.deepEqual(Object.fromEntries(fields ?? []), asked);
  assert.equal(fields?.length, Object.keys(asked).length);
});

test('the category tree shows the way to the chosen one and what lies below it, with counts', () => {
  const document = rendered(narrowed);
  assert.deepEqual(
    document.querySelectorAll('.category-path li').map((step) => step.textContent),
    ['All categories', 'Home & Garden', 'Kitchen & Dining', 'Drinkware'],
  );
  const below = document.querySelectorAll('.category-below .facet');
  assert.deepEqual(
    below.map((link) => [
      link.querySelector('.facet-label')?.textContent,
      link.querySelector('.facet-count')?.textContent,
    ]),
    [
      ['Mugs', '31'],
      ['Saucers', '5'],
      ['Tea cups', '14'],
    ],
  );
  assert.equal(parametersOf(below[0]).category, '2169');
});

test('a category without a Chinese name comes after the nearest that has one, and is marked as English', () => {
  const { facets } = narrowed;
  assert.ok(facets);
  const english = (numbers: number[]) =>
    facets.path.map((step) => ({
      ...step,
      names: numbers.includes(step.category) ? { en: step.names.en ?? '' } : step.names,
    }));
  const at = (path: typeof facets.path) => rendered({ ...narrowed, facets: { ...facets, path } }, { locale: 'zh-CN' });
  const stepsOf = (document: HTMLElement) =>
    document.querySelectorAll('.category-path li').map((step) => step.textContent);
  const chipOf = (document: HTMLElement) => document.querySelector('.active-filter')?.textContent;

  const last = at(english([674]));
  assert.deepEqual(stepsOf(last), ['全部类目', '家居与园艺', '厨房与餐厅', 'Drinkware']);
  assert.equal(last.querySelector('.category-path strong')?.getAttribute('lang'), 'en');
  assert.equal(chipOf(last), '厨房与餐厅 · Drinkware');

  const more = at(english([638, 674]));
  assert.deepEqual(stepsOf(more), ['全部类目', '家居与园艺', 'Drinkware']);
  assert.equal(chipOf(more), '家居与园艺 · Drinkware');

  // The taxonomy lacks the number.
  assert.equal(chipOf(at([])), '所选类目');
  const alone = rendered({ ...narrowed, query: { ...plainSearch, category: 674 } }, { locale: 'zh-CN' });
  assert.equal(alone.querySelector('h1')?.textContent, '饮具');
});

test('bars of prices are links to their range, and say how many listings they hold', () => {
  const bars = rendered(plainResults).querySelectorAll('.price-bar');
  assert.equal(bars.length, 10);
  assert.deepEqual(parametersOf(bars[1]?.querySelector('a')), { q: 'mug', min: '24', max: '44' });
  assert.match(bars[1]?.textContent ?? '', /24\.00.dUSD to 44\.00.dUSD: 9 listings/);
  assert.equal(bars[5]?.querySelector('a'), null, 'nothing costs that');
});

test('the page says how many match, what words were taken for, and what it does not know', () => {
  assert.match(rendered(plainResults).querySelector('.results-head')?.textContent ?? '', /50 listings/);
  const corrected = rendered(narrowed);
  assert.match(corrected.querySelector('.results-head')?.textContent ?? '', /3,000\+ listings/);
  assert.match(corrected.querySelector('.results-corrected')?.textContent ?? '', /“mug”/);
  const asTyped = corrected.querySelector('.results-corrected a');
  assert.equal(asTyped?.textContent, 'Search for “mgu” instead');
  assert.deepEqual(parametersOf(asTyped), { ...asked, asTyped: '1' }, 'the same search, taken at its word');
  assert.equal(searchFilters(searchQuery.parse(parametersOf(asTyped))).filters.asTyped, true);
  const chinese = rendered(narrowed, { locale: 'zh-CN' });
  assert.equal(chinese.querySelector('.results-corrected a')?.textContent, '仍按“mgu”搜索');
  const none = rendered(noResults);
  assert.match(none.querySelector('.banner')?.textContent ?? '', /no place called “Nowhereville”/);
  assert.match(none.querySelector('.filters')?.textContent ?? '', /busy/);
  assert.ok(none.querySelector('.empty'));
});

test('a tag that was asked for stays chosen, although it is not among those that the reader reads', () => {
  const document = rendered({ ...plainResults, query: { ...plainResults.query, tag: '茶' } });
  assert.equal(document.querySelector('.facet[data-chosen] .facet-label')?.textContent, '茶');
});

test('who brought the reader stays in every link and form of the page', () => {
  const ref = `0x${'6d'.repeat(20)}`;
  const document = rendered(narrowed, { path: `/search?q=mug&ref=${ref}` });
  for (const link of document.querySelectorAll('.facet, .sorts a, .active-filter'))
    assert.equal(parametersOf(link).ref, ref);
  for (const form of document.querySelectorAll('.filter-form'))
    assert.equal(form.querySelector('input[name=ref]')?.getAttribute('value'), ref);
});
