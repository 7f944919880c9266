import type { FacetsView } from '../../protocol/api/search.ts';
import type { PageView } from '../page-view.ts';
import type { SearchQuery } from '../search-query.ts';
import { isNamed } from './category-name.ts';
import { FacetGroup, FacetList } from './facet-list.tsx';
import { searchLink } from './search-link.ts';

/** The tree of categories: the way down to the chosen one, each step a link back, and what lies below it. */
export const CategoryFilter = ({ view, query, facets }: { view: PageView; query: SearchQuery; facets: FacetsView }) => {
  const { path, categories } = facets;
  if (path.length === 0 && categories.length === 0) return null;
  // A step without a name in the reader's language tells less than those around it.
  const steps = path.filter((step) => step.category === query.category || isNamed(step, view));
  return (
    <FacetGroup title={view.t('search.category')}>
      {path.length > 0 && (
        <ol class="category-path">
          <li>
            <a href={searchLink(view, query, { category: null })} rel="nofollow">
              {view.t('search.category_all')}
            </a>
          </li>
          {steps.map(({ category, names }) => (
            <li key={category}>
              {category === query.category ? (
                <strong aria-current="true" lang={view.languageOf(names)}>
                  {view.text(names)}
                </strong>
              ) : (
                <a href={searchLink(view, query, { category })} rel="nofollow">
                  {view.text(names)}
                </a>
              )}
            </li>
          ))}
        </ol>
      )}
      {categories.length > 0 && (
        <div class={path.length > 0 ? 'facet-tree category-below' : 'facet-tree'}>
          <FacetList
            view={view}
            choices={categories.map(({ category, names, count }) => ({
              key: String(category),
              label: view.text(names),
              lang: view.languageOf(names),
              href: searchLink(view, query, { category }),
              count,
              chosen: false,
            }))}
          />
        </div>
      )}
    </FacetGroup>
  );
};
