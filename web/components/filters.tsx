import type { FacetsView } from '../../protocol/api/search.ts';
import { kinds } from '../../protocol/kind.ts';
import { tagsFor } from '../../protocol/text.ts';
import type { PageView } from '../page-view.ts';
import type { SearchQuery } from '../search-query.ts';
import { CategoryFilter } from './category-filter.tsx';
import { type FacetChoice, FacetGroup, FacetList } from './facet-list.tsx';
import { PlaceFilters } from './place-filter.tsx';
import { PriceFilter } from './price-filter.tsx';
import { searchLink } from './search-link.ts';
import { Stars } from './stars.tsx';

interface FiltersProps {
  view: PageView;
  query: SearchQuery;
  facets: FacetsView | null;
}

const mostTags = 12;
const mostShops = 8;
/** Steps of stars, in thousandths. */
const starSteps = [4_500, 4_000, 3_000] as const;
const switches = ['stock', 'covered', 'group'] as const;

/** Makes the choices of one field: choosing a chosen value takes it away. */
const chooser =
  ({ view, query }: Omit<FiltersProps, 'facets'>) =>
  <F extends keyof SearchQuery>(
    field: F,
    value: SearchQuery[F],
    { label, count, lang, none }: Pick<FacetChoice, 'label' | 'count' | 'lang'> & { none: SearchQuery[F] },
  ): FacetChoice => {
    const chosen = query[field] === value;
    return {
      key: String(value),
      label,
      lang,
      count,
      chosen,
      href: searchLink(view, query, { [field]: chosen ? none : value }),
    };
  };

const Switches = ({ view, query, facets }: FiltersProps) => {
  const choose = chooser({ view, query });
  const counts = { stock: facets?.inStock, covered: facets?.covered, group: facets?.group };
  return (
    <FacetGroup title={view.t('search.only')}>
      <FacetList
        view={view}
        choices={switches.map((name) => ({
          ...choose(name, true, {
            label: view.t(`search.${name}`),
            count: counts[name] ?? null,
            none: false,
          }),
          key: name,
        }))}
      />
    </FacetGroup>
  );
};

const StarFilter = ({ view, query, facets }: FiltersProps) => {
  const choose = chooser({ view, query });
  return (
    <FacetGroup title={view.t('search.stars')}>
      <FacetList
        view={view}
        choices={starSteps.map((milliStars) =>
          choose('stars', milliStars / 1_000, {
            label: (
              <span class="facet-stars">
                <Stars view={view} milliStars={milliStars} size={14} />
                {view.t('search.stars_up', { stars: view.stars(milliStars) })}
              </span>
            ),
            count: facets === null ? null : (facets.stars.find((row) => row.minMilliStars === milliStars)?.count ?? 0),
            none: null,
          }),
        )}
      />
    </FacetGroup>
  );
};

const KindFilter = ({ view, query, facets }: FiltersProps) => {
  const choose = chooser({ view, query });
  const counted = facets?.kinds ?? kinds.map((kind) => ({ kind, count: null }));
  const shown =
    query.kind === null || counted.some(({ kind }) => kind === query.kind)
      ? counted
      : [{ kind: query.kind, count: 0 }, ...counted];
  if (shown.length === 0) return null;
  return (
    <FacetGroup title={view.t('search.kind')}>
      <FacetList
        view={view}
        choices={shown.map(({ kind, count }) =>
          choose('kind', kind, { label: view.t(`kind.${kind}`), count, none: null }),
        )}
      />
    </FacetGroup>
  );
};

/** Tags to choose from: those that the reader reads, and the chosen one whatever it is. */
const TagFilter = ({ view, query, facets }: FiltersProps) => {
  const counted = facets?.tags ?? [];
  const readable = tagsFor(counted, { language: view.locale, tagOf: ({ tag }) => tag }).slice(0, mostTags);
  const shown =
    query.tag === null || readable.some(({ tag }) => tag === query.tag)
      ? readable
      : [{ tag: query.tag, count: counted.find(({ tag }) => tag === query.tag)?.count ?? 0 }, ...readable];
  if (shown.length === 0) return null;
  const choose = chooser({ view, query });
  return (
    <FacetGroup title={view.t('search.tags')}>
      <FacetList
        view={view}
        choices={shown.map(({ tag, count }) => choose('tag', tag, { label: tag, count, none: null }))}
      />
    </FacetGroup>
  );
};

const ShopFilter = ({ view, query, facets }: FiltersProps) => {
  const shown = (facets?.shops ?? []).slice(0, mostShops);
  if (shown.length === 0) return null;
  const choose = chooser({ view, query });
  return (
    <FacetGroup title={view.t('search.shops')}>
      <FacetList
        view={view}
        choices={shown.map(({ shop, names, count }) =>
          choose('shop', shop, {
            label: view.text(names),
            lang: view.languageOf(names),
            count,
            none: null,
          }),
        )}
      />
    </FacetGroup>
  );
};

/** Everything that narrows a search, with how many listings each choice would leave. */
export const Filters = (props: FiltersProps) => (
  <div class="filters">
    {props.facets === null && <p class="small quiet">{props.view.t('search.uncounted')}</p>}
    {props.facets !== null && <CategoryFilter view={props.view} query={props.query} facets={props.facets} />}
    <Switches {...props} />
    <PriceFilter {...props} />
    <StarFilter {...props} />
    <KindFilter {...props} />
    <PlaceFilters {...props} />
    <TagFilter {...props} />
    <ShopFilter {...props} />
  </div>
);
