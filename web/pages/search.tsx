import { listingSorts } from '../../protocol/api/listing.ts';
import type { MatchCount } from '../../protocol/api/search.ts';
import { tagsFor } from '../../protocol/text.ts';
import { ActiveFilters } from '../components/active-filters.tsx';
import { categoryName } from '../components/category-name.ts';
import { EmptyMarket } from '../components/empty-market.tsx';
import { Filters } from '../components/filters.tsx';
import { Icon } from '../components/icon.tsx';
import { linkTo, pathWith } from '../components/links.ts';
import { ListingGrid } from '../components/listing-card.tsx';
import { Banner, Empty } from '../components/notice.tsx';
import { filtersOn, searchLink } from '../components/search-link.ts';
import { SiteStyle } from '../components/site-style.tsx';
import { TagLinks } from '../components/tag-links.tsx';
import type { SearchPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** Tags that a search without results offers instead. */
const mostOffered = 10;

const totalText = (view: PageView, { count, isExact }: MatchCount): string =>
  isExact ? view.count('listings', count) : view.t('search.near_total', { count: view.number(count) });

const Sorts = ({ view, query }: { view: PageView; query: Props['query'] }) => (
  <nav class="sorts" aria-label={view.t('search.sort')}>
    <ul>
      {listingSorts.map((sort) => (
        <li key={sort}>
          <a
            href={searchLink(view, query, { sort })}
            rel="nofollow"
            aria-current={sort === query.sort ? 'true' : undefined}
          >
            {view.t(`sort.${sort}`)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** On a wide screen the filters stand beside the results; on a phone they come up as a sheet, without JavaScript. */
const FilterSheet = ({ view, props }: { view: PageView; props: Props }) => {
  const on = filtersOn(props.query);
  return (
    <>
      <button class="button button-quiet sheet-opener" type="button" popovertarget="filters">
        <Icon name="sliders" size={18} />
        {on === 0 ? view.t('search.filters') : view.count('search.filters_on', on)}
      </button>
      <aside class="sheet" id="filters" popover="auto" aria-label={view.t('search.filters')}>
        <div class="sheet-head">
          <h2>{view.t('search.filters')}</h2>
          <button class="button button-quiet" type="button" popovertarget="filters" popovertargetaction="hide">
            {view.t('search.close')}
          </button>
        </div>
        <Filters view={view} query={props.query} facets={props.facets} />
      </aside>
    </>
  );
};

const Nothing = ({ view, tags }: { view: PageView; tags: Props['tags'] }) => (
  <Empty title={view.t('search.none')} text={view.t('search.none_text')} icon="search">
    <a class="button button-quiet" href={linkTo(view, '/search')}>
      {view.t('search.all')}
    </a>
    <TagLinks
      view={view}
      tags={tagsFor(tags, { language: view.locale, tagOf: ({ tag }) => tag })
        .slice(0, mostOffered)
        .map(({ tag }) => tag)}
    />
  </Empty>
);

/** What was searched: words before a tag, a tag before a category. */
const titleOf = ({ view, props: { query, facets } }: { view: PageView; props: Props }): string => {
  if (query.q !== '') return view.t('search.title_q', { q: query.q });
  if (query.tag !== null) return query.tag;
  return query.category === null ? view.t('search.all') : categoryName(view, query.category, facets);
};

/** Results of a search, what they hold, and everything that narrows them. */
export const SearchPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { query, results, facets, tags, placeKnown } = props;
  const title = titleOf({ view, props });
  const isEmptyMarket = results.items.length === 0 && view.base.status.listings === 0;
  const shopNames =
    query.shop === null
      ? null
      : (facets?.shops.find(({ shop }) => shop === query.shop)?.names ?? results.items[0]?.shopNames ?? null);
  return (
    <Document view={view} title={`${title} · ${view.t('brand')}`} query={query.q} index={false} styling="first">
      <SiteStyle />
      <div class="wide results">
        <header class="results-head">
          <h1 class="page-title">{title}</h1>
          <p class="quiet">{totalText(view, results.total)}</p>
        </header>
        {!isEmptyMarket && <FilterSheet view={view} props={props} />}
        <div class="results-list">
          {results.corrected !== null && (
            <p class="results-corrected">
              {view.t('search.corrected', { q: query.q, corrected: results.corrected })}{' '}
              <a href={searchLink(view, query, { asTyped: true })}>{view.t('search.as_typed', { q: query.q })}</a>
            </p>
          )}
          {!placeKnown && query.near !== null && (
            <Banner tone="warn" icon="pin">
              {view.t('search.near_unknown', { place: query.near })}
            </Banner>
          )}
          <ActiveFilters view={view} query={query} facets={facets} shopNames={shopNames} />
          {results.items.length > 0 && <Sorts view={view} query={query} />}
          <div id="results">
            {results.items.length > 0 && <ListingGrid view={view} listings={results.items} eager={3} />}
            {results.items.length === 0 &&
              (isEmptyMarket ? <EmptyMarket view={view} /> : <Nothing view={view} tags={tags} />)}
          </div>
          {results.nextCursor !== null && (
            <p class="pager">
              <a class="button button-quiet" href={pathWith(view.base.path, 'cursor', results.nextCursor)} rel="next">
                {view.t('more.next')}
              </a>
            </p>
          )}
        </div>
      </div>
    </Document>
  );
};
