import type { PageView } from '../page-view.ts';
import type { SearchQuery } from '../search-query.ts';
import { linkTo } from './links.ts';

/** What a search without any choice asks for; a field that equals it is left out of addresses. */
export const plainSearch: SearchQuery = {
  q: '',
  asTyped: false,
  sort: 'relevance',
  kind: null,
  category: null,
  tag: null,
  shop: null,
  min: null,
  max: null,
  stars: null,
  to: null,
  near: null,
  km: 50,
  stock: false,
  group: false,
  covered: false,
  cursor: null,
};

/** Fields that narrow a search; sorting and paging do not. */
const narrowing = [
  'kind',
  'category',
  'tag',
  'shop',
  'min',
  'max',
  'stars',
  'to',
  'near',
  'stock',
  'group',
  'covered',
] as const;

/** Query parameters of a search, in the order of its fields. */
export const searchParameters = (query: SearchQuery): [name: string, value: string][] =>
  // Safety: entries of a query have the names of its fields.
  (Object.entries(query) as [keyof SearchQuery, SearchQuery[keyof SearchQuery]][]).flatMap(([name, value]) => {
    if (value === null || value === plainSearch[name]) return [];
    if (name === 'km' && query.near === null) return [];
    return [[name, value === true ? '1' : String(value)] as [string, string]];
  });

/**
 * Address of the same search with something changed, from its first page.
 * @param view the page that the link stands on
 * @param query the search
 * @param change what differs
 */
export const searchLink = (view: PageView, query: SearchQuery, change: Partial<SearchQuery> = {}): string => {
  const parameters = new URLSearchParams(searchParameters({ ...query, ...change, cursor: null })).toString();
  return linkTo(view, parameters === '' ? '/search' : `/search?${parameters}`);
};

/** How many things narrow a search; bounds of one price count once. */
export const filtersOn = (query: SearchQuery): number =>
  narrowing.filter((name) => {
    const value = query[name];
    return value !== null && value !== false && !(name === 'max' && query.min !== null);
  }).length;

/** Millionths of a token from what a reader typed. */
export const microsOf = (typed: string): bigint => {
  const [whole = '0', fraction = ''] = typed.split('.');
  return BigInt(whole || '0') * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
};

/** What to type for millionths of a token. */
export const typedOf = (micros: string | bigint): string => {
  const value = BigInt(micros);
  const fraction = String(value % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(value / 1_000_000n) : `${value / 1_000_000n}.${fraction}`;
};
