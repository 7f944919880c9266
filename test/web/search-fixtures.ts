import type { FacetsView, ListingSearchPage } from '../../protocol/api/search.ts';
import { plainSearch } from '../../web/components/search-link.ts';
import type { SearchPage } from '../../web/page-request.ts';
import { addressOf, listings, units } from './fixtures.ts';

const category = (number: number, en: string, zh: string, parent: number | null) => ({
  category: number,
  names: { en, 'zh-CN': zh },
  parent,
});

const bars = [3, 9, 14, 11, 6, 0, 4, 2, 0, 1].map((count, index) => ({
  fromUnits: units(4 + index * 20),
  toUnits: units(24 + index * 20),
  count,
}));

/** What a search for mugs holds. */
export const facets: FacetsView = {
  total: { count: 50, isExact: true },
  kinds: [
    { kind: 'shipped', count: 44 },
    { kind: 'pickup', count: 6 },
  ],
  categories: [
    { ...category(2169, 'Mugs', '马克杯', 674), count: 31 },
    { ...category(6049, 'Saucers', '茶碟', 674), count: 5 },
    { ...category(7568, 'Tea cups', '茶杯', 674), count: 14 },
  ],
  path: [
    category(536, 'Home & Garden', '家居与园艺', null),
    category(638, 'Kitchen & Dining', '厨房与餐厅', 536),
    category(674, 'Drinkware', '饮具', 638),
  ],
  tags: [
    { tag: 'stoneware', count: 22 },
    { tag: 'mugs', count: 18 },
    { tag: '马克杯', count: 18 },
    { tag: '炻器', count: 22 },
  ],
  shops: [
    { shop: addressOf('c7'), names: { en: 'Kiln & Kettle', 'zh-CN': '窑与壶' }, count: 18 },
    { shop: addressOf('31'), names: { en: 'Misty Ridge Tea', 'zh-CN': '云岭茶行' }, count: 16 },
  ],
  stars: [
    { minMilliStars: 4_500, count: 19 },
    { minMilliStars: 4_000, count: 33 },
    { minMilliStars: 3_000, count: 48 },
  ],
  prices: { minUnits: units(4), maxUnits: units(204), bars },
  countries: ['*', 'DE', 'FR', 'CN', 'JP'].map((country, index) => ({ country, count: 40 - index * 7 })),
  inStock: 47,
  group: 9,
  covered: 38,
};

const found: ListingSearchPage = {
  items: listings,
  nextCursor: 'next',
  corrected: null,
  total: { count: 50, isExact: true },
};
const tags = ['stoneware', 'mugs', 'tea', 'leather', 'bicycle'].map((tag, index) => ({ tag, count: 20 - index }));

/** A search for mugs without filters. */
export const plainResults: SearchPage = {
  page: 'search',
  query: { ...plainSearch, q: 'mug' },
  results: found,
  facets: { ...facets, path: [], categories: [{ ...category(536, 'Home & Garden', '家居与园艺', null), count: 50 }] },
  placeKnown: true,
  tags,
};

/** A search with every filter on, whose words were corrected. */
export const narrowed: SearchPage = {
  page: 'search',
  query: {
    q: 'mgu',
    asTyped: false,
    sort: 'price_asc',
    kind: 'shipped',
    category: 674,
    tag: 'stoneware',
    shop: addressOf('c7'),
    min: '10',
    max: '60.50',
    stars: 4.5,
    to: 'DE',
    near: '景德镇',
    km: 100,
    stock: true,
    group: true,
    covered: true,
    cursor: null,
  },
  results: { ...found, corrected: 'mug', total: { count: 3_000, isExact: false } },
  facets,
  placeKnown: true,
  tags,
};

/** Nothing found near a place that the node does not know, while it was too busy to count. */
export const noResults: SearchPage = {
  page: 'search',
  query: { ...plainSearch, q: 'zzz', near: 'Nowhereville' },
  results: { items: [], nextCursor: null, corrected: null, total: { count: 0, isExact: true } },
  facets: null,
  placeKnown: false,
  tags,
};
