import type { FacetsView } from '../../protocol/api/search.ts';
import type { PageView } from '../page-view.ts';
import type { SearchQuery } from '../search-query.ts';
import { categoryName } from './category-name.ts';
import { priceText } from './price-filter.tsx';
import { microsOf, plainSearch, searchLink } from './search-link.ts';

interface ActiveProps {
  view: PageView;
  query: SearchQuery;
  facets: FacetsView | null;
  /** Names of the shop that is searched, where they are known. */
  shopNames: Record<string, string> | null;
}

interface Chip {
  key: string;
  text: string;
  without: Partial<SearchQuery>;
}

const boundsText = (view: PageView, { min, max }: SearchQuery): string | null => {
  const amount = (typed: string): string => priceText(view, microsOf(typed));
  if (min !== null && max !== null) return view.t('search.price_between', { from: amount(min), to: amount(max) });
  if (min !== null) return view.t('search.price_least', { price: amount(min) });
  return max === null ? null : view.t('search.price_most', { price: amount(max) });
};

const chipsOf = ({ view, query, facets, shopNames }: ActiveProps): Chip[] => {
  const { kind, category, tag, shop, stars, to, near, km } = query;
  const price = boundsText(view, query);
  const place = near !== null && /^-?[\d.]+,-?[\d.]+$/.test(near) ? view.t('search.near_point') : near;
  const all: (Chip | false)[] = [
    category !== null && {
      key: 'category',
      text: categoryName(view, category, facets),
      without: { category: null },
    },
    query.stock && { key: 'stock', text: view.t('search.stock'), without: { stock: false } },
    query.covered && { key: 'covered', text: view.t('search.covered'), without: { covered: false } },
    query.group && { key: 'group', text: view.t('search.group'), without: { group: false } },
    price !== null && { key: 'price', text: price, without: { min: null, max: null } },
    stars !== null && {
      key: 'stars',
      text: view.t('search.stars_chip', { stars: view.stars(stars * 1_000) }),
      without: { stars: null },
    },
    kind !== null && { key: 'kind', text: view.t(`kind.${kind}`), without: { kind: null } },
    to !== null && { key: 'to', text: view.t('search.to_chip', { country: view.country(to) }), without: { to: null } },
    place !== null && {
      key: 'near',
      text: view.t('search.near_chip', { place, distance: view.t('search.distance', { km: view.number(km) }) }),
      without: { near: null, km: plainSearch.km },
    },
    tag !== null && { key: 'tag', text: view.t('search.tag_chip', { tag }), without: { tag: null } },
    shop !== null && {
      key: 'shop',
      text: view.t('search.shop_chip', { shop: shopNames === null ? shop.slice(0, 10) : view.text(shopNames) }),
      without: { shop: null },
    },
  ];
  return all.filter((chip) => chip !== false);
};

/** What narrows the search now; each can be taken away. */
export const ActiveFilters = (props: ActiveProps) => {
  const { view, query } = props;
  const chips = chipsOf(props);
  if (chips.length === 0) return null;
  return (
    <ul class="active-filters" aria-label={view.t('search.active')}>
      {chips.map(({ key, text, without }) => (
        <li key={key}>
          <a
            class="active-filter"
            href={searchLink(view, query, without)}
            rel="nofollow"
            aria-label={view.t('search.remove', { filter: text })}
          >
            {text}
            <svg class="icon" width="14" height="14" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
              <path d="M6 6l12 12M18 6 6 18" />
            </svg>
          </a>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <a class="active-clear" href={searchLink(view, { ...plainSearch, q: query.q, sort: query.sort })}>
            {view.t('search.clear')}
          </a>
        </li>
      )}
    </ul>
  );
};
