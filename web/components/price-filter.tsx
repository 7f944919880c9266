import type { FacetsView } from '../../protocol/api/search.ts';
import type { PageView } from '../page-view.ts';
import type { SearchQuery } from '../search-query.ts';
import { FacetGroup } from './facet-list.tsx';
import { HiddenSearch } from './hidden-search.tsx';
import { microsOf, searchLink, typedOf } from './search-link.ts';

/** Filters count in millionths of a whole token, whatever its decimals; a market of one token says which. */
export const priceText = ({ money, amount, base }: PageView, micros: string | bigint): string => {
  const { tokens } = base.status;
  const [token] = tokens;
  const millionths = { decimals: 6 } as const;
  return token === undefined || tokens.length > 1
    ? amount(micros, millionths)
    : money(micros, { ...token, ...millionths });
};
const chartHeight = 44;
const barSpace = 10;

/** True where a bar of the histogram lies within what the reader asked for. */
const isWithin = (bar: { fromUnits: string; toUnits: string }, { min, max }: SearchQuery): boolean =>
  (min === null || BigInt(bar.toUnits) > microsOf(min)) && (max === null || BigInt(bar.fromUnits) <= microsOf(max));

/** How many listings cost what: each bar is a link that narrows to its range. */
const PriceBars = ({
  view,
  query,
  prices,
}: {
  view: PageView;
  query: SearchQuery;
  prices: NonNullable<FacetsView['prices']>;
}) => {
  const most = Math.max(1, ...prices.bars.map(({ count }) => count));
  return (
    <ul class="price-bars">
      {prices.bars.map((bar) => {
        const height = bar.count === 0 ? 2 : Math.max(4, (chartHeight * bar.count) / most);
        const range = view.t('search.price_bar', {
          from: priceText(view, bar.fromUnits),
          to: priceText(view, bar.toUnits),
        });
        const drawn = (
          <>
            <svg
              width="100%"
              height={chartHeight}
              viewBox={`0 0 ${barSpace} ${chartHeight}`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              <rect y={chartHeight - height} width={barSpace - 1} height={height} />
            </svg>
            <span class="visually-hidden">
              {range}: {view.count('listings', bar.count)}
            </span>
          </>
        );
        return (
          <li key={bar.fromUnits} class={isWithin(bar, query) ? 'price-bar price-bar-on' : 'price-bar'}>
            {bar.count === 0 ? (
              drawn
            ) : (
              <a
                href={searchLink(view, query, { min: typedOf(bar.fromUnits), max: typedOf(bar.toUnits) })}
                rel="nofollow"
                title={range}
              >
                {drawn}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** Price between two bounds. */
export const PriceFilter = ({
  view,
  query,
  facets,
}: {
  view: PageView;
  query: SearchQuery;
  facets: FacetsView | null;
}) => {
  const prices = facets?.prices ?? null;
  const bound = (name: 'min' | 'max', units: string | undefined) => (
    <label class="field">
      <span>{view.t(`search.${name}`)}</span>
      <input
        type="number"
        name={name}
        min="0"
        step="any"
        inputMode="decimal"
        value={query[name] ?? ''}
        placeholder={units === undefined ? undefined : typedOf(units)}
      />
    </label>
  );
  return (
    <FacetGroup title={view.t('search.price')}>
      {prices !== null && prices.minUnits !== prices.maxUnits && (
        <PriceBars view={view} query={query} prices={prices} />
      )}
      <form class="filter-form filter-row" action="/search" method="get">
        <HiddenSearch view={view} query={query} without={['min', 'max']} />
        {bound('min', prices?.minUnits)}
        {bound('max', prices?.maxUnits)}
        <button class="button button-quiet" type="submit">
          {view.t('search.apply')}
        </button>
      </form>
    </FacetGroup>
  );
};
