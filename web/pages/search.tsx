import { listingSorts } from '../../protocol/api/listing.ts';
import { kinds } from '../../protocol/kind.ts';
import { tagsFor } from '../../protocol/text.ts';
import { linkTo, pathWith } from '../components/links.ts';
import { ListingGrid } from '../components/listing-card.tsx';
import { Empty } from '../components/notice.tsx';
import { TagLinks } from '../components/tag-links.tsx';
import type { SearchPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const mostTags = 24;
/** Tags that a search without results offers instead. */
const mostOffered = 10;

/** Tags to choose from: those that the reader reads, and the chosen one whatever it is. */
const choices = ({ tags, query }: Props, language: string): Props['tags'] => {
  const readable = tagsFor(tags, { language, tagOf: ({ tag }) => tag }).slice(0, mostTags);
  const chosen = tags.find(({ tag }) => tag === query.tag) ?? { tag: query.tag ?? '', count: 0 };
  return query.tag === null || readable.includes(chosen) ? [...readable] : [chosen, ...readable];
};

const Filters = ({ view, props }: { view: PageView; props: Props }) => {
  const { query } = props;
  const tags = choices(props, view.locale);
  return (
    <form class="filters" action="/search" method="get">
      <input type="hidden" name="q" value={query.q} />
      {view.promoter !== null && <input type="hidden" name="ref" value={view.promoter} />}
      {query.shop !== null && <input type="hidden" name="shop" value={query.shop} />}
      <label class="field">
        <span>{view.t('search.sort')}</span>
        <select name="sort">
          {listingSorts.map((sort) => (
            <option key={sort} value={sort} selected={sort === query.sort}>
              {view.t(`sort.${sort}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{view.t('search.kind')}</span>
        <select name="kind">
          <option value="">{view.t('search.any')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind} selected={kind === query.kind}>
              {view.t(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {tags.length > 0 && (
        <label class="field">
          <span>{view.t('search.tag')}</span>
          <select name="tag">
            <option value="">{view.t('search.any')}</option>
            {tags.map(({ tag, count }) => (
              <option key={tag} value={tag} selected={tag === query.tag}>
                {count === 0 ? tag : `${tag} (${count})`}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="tick">
        <input type="checkbox" name="stock" value="1" checked={query.stock} /> <span>{view.t('search.stock')}</span>
      </label>
      <label class="tick">
        <input type="checkbox" name="covered" value="1" checked={query.covered} />{' '}
        <span>{view.t('search.covered')}</span>
      </label>
      <p class="actions">
        <button class="button" type="submit">
          {view.t('search.apply')}
        </button>
        <a href={linkTo(view, `/search?q=${encodeURIComponent(query.q)}`)}>{view.t('search.clear')}</a>
      </p>
    </form>
  );
};

/** Results of a search, with filters as a plain form. */
export const SearchPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { query, results } = props;
  const title = query.q !== '' ? view.t('search.title_q', { q: query.q }) : (query.tag ?? view.t('search.all'));
  const shopNames = query.shop === null ? null : (results.items[0]?.shopNames ?? null);
  const filtered = query.kind !== null || query.tag !== null || query.stock || query.covered;
  return (
    <Document view={view} title={`${title} · ${view.t('brand')}`} query={query.q} index={false}>
      <div class="wide results">
        <h1 class="page-title">{title}</h1>
        {shopNames !== null && (
          <p class="results-shop quiet">{view.t('search.shop', { shop: view.text(shopNames) })}</p>
        )}
        <details class="filter-box" open={filtered}>
          <summary>{view.t('search.filters')}</summary>
          <Filters view={view} props={props} />
        </details>
        <div class="results-list">
          {results.items.length === 0 ? (
            <Empty title={view.t('search.none')} text={view.t('search.none_text')} icon="search">
              <a class="button button-quiet" href={linkTo(view, '/search')}>
                {view.t('search.all')}
              </a>
              <TagLinks
                view={view}
                tags={choices(props, view.locale)
                  .slice(0, mostOffered)
                  .map(({ tag }) => tag)}
              />
            </Empty>
          ) : (
            <ListingGrid view={view} listings={results.items} eager={3} />
          )}
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
