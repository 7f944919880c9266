import type { CategoryView, FacetsView } from '../../protocol/api/search.ts';
import type { PageView } from '../page-view.ts';

/** True where a category has a name in the reader's language. */
export const isNamed = ({ names }: Pick<CategoryView, 'names'>, view: PageView): boolean =>
  names[view.locale] !== undefined;

/**
 * The name of a category by itself, away from the tree: one that has none in the reader's language comes after the nearest
 * above it that has.
 * @param facets what the search for it found; null where that was not counted
 * @returns such as "厨房与餐厅 · Mugs"; that one is chosen, where nothing is known of it
 */
export function categoryName(view: PageView, number: number, facets: Pick<FacetsView, 'path'> | null): string {
  const steps = facets?.path ?? [];
  const path = steps.slice(0, steps.findIndex(({ category }) => category === number) + 1);
  const category = path.at(-1);
  if (category === undefined) return view.t('search.category_chosen');
  const above = isNamed(category, view) ? undefined : path.findLast((each) => isNamed(each, view));
  return [above, category].flatMap((each) => (each === undefined ? [] : [view.text(each.names)])).join(' · ');
}
