import type { FacetsView } from '../../protocol/api/search.ts';
import type { PageView } from '../page-view.ts';
import type { SearchQuery } from '../search-query.ts';
import { FacetGroup } from './facet-list.tsx';
import { HiddenSearch } from './hidden-search.tsx';
import { Island } from './island.tsx';

/** Kilometres to choose from. */
const distances = [10, 25, 50, 100, 250, 1_000] as const;

const DeliveryChoice = ({ view, query, facets }: FilterProps) => {
  // What goes everywhere counts for each country already.
  const countries = (facets?.countries ?? []).filter(({ country }) => country !== '*');
  const offered =
    query.to === null || countries.some(({ country }) => country === query.to)
      ? countries
      : [{ country: query.to, count: 0 }, ...countries];
  if (offered.length === 0) return null;
  return (
    <FacetGroup title={view.t('search.to')}>
      <form class="filter-form filter-row" action="/search" method="get">
        <HiddenSearch view={view} query={query} without={['to']} />
        <label class="field">
          <span class="visually-hidden">{view.t('search.to')}</span>
          <select name="to">
            <option value="">{view.t('search.anywhere')}</option>
            {offered.map(({ country, count }) => (
              <option key={country} value={country} selected={country === query.to}>
                {`${view.country(country)} (${view.number(count)})`}
              </option>
            ))}
          </select>
        </label>
        <button class="button button-quiet" type="submit">
          {view.t('search.apply')}
        </button>
      </form>
    </FacetGroup>
  );
};

interface FilterProps {
  view: PageView;
  query: SearchQuery;
  facets: FacetsView | null;
}

const NearChoice = ({ view, query }: Omit<FilterProps, 'facets'>) => (
  <FacetGroup title={view.t('search.near')} open={query.near !== null}>
    <form class="filter-form" action="/search" method="get">
      <HiddenSearch view={view} query={query} without={['near', 'km']} />
      <label class="field">
        <span>{view.t('search.near_hint')}</span>
        <input type="text" name="near" maxLength={80} value={query.near ?? ''} autocomplete="address-level2" />
      </label>
      <Island name="locate" props={{ word: view.t('search.near_here') }} class="locate" />
      <div class="filter-row">
        <label class="field">
          <span>{view.t('search.km')}</span>
          <select name="km">
            {distances.map((km) => (
              <option key={km} value={km} selected={km === query.km}>
                {view.t('search.distance', { km: view.number(km) })}
              </option>
            ))}
          </select>
        </label>
        <button class="button button-quiet" type="submit">
          {view.t('search.apply')}
        </button>
      </div>
    </form>
  </FacetGroup>
);

/** Where goods go to, and where they come from. */
export const PlaceFilters = (props: FilterProps) => (
  <>
    <DeliveryChoice {...props} />
    <NearChoice {...props} />
  </>
);
