import type { PageView } from '../page-view.ts';
import type { SearchQuery } from '../search-query.ts';
import { searchParameters } from './search-link.ts';

/** What else a form of the search page keeps, as hidden fields. */
export const HiddenSearch = ({
  view,
  query,
  without,
}: {
  view: PageView;
  query: SearchQuery;
  /** Fields that the form sets itself. */
  without: readonly (keyof SearchQuery)[];
}) => (
  <>
    {searchParameters({ ...query, cursor: null })
      .filter(([name]) => !without.some((field) => field === name))
      .map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    {view.promoter !== null && <input type="hidden" name="ref" value={view.promoter} />}
  </>
);
