import type { CategoryView, FacetsView } from '../../protocol/api/search.ts';
import type { PageView } from '../page-view.ts';
import type { View } from '../view.ts';

/** True where a category has a name in the reader's language. */
export const isNamed = ({ names }: Pick<CategoryView, 'names'>, view: Pick<PageView, 'locale'>): boolean =>
  names[view.locale] !== undefined;

/**
 * The name of a category by itself, away from the tree: one that has none in the reader's language comes after the nearest
 * above it that has.
 * @param path the category with all above it, from the top
 * @returns such as "厨房与餐厅 · Mugs"; nothing for an empty path
 */
export function nameAlone(
  view: Pick<View<never>, 'locale' | 'text'>,
  path: readonly Pick<CategoryView, 'names'>[],
): string {
  const category = path.at(-1);
  const isOwn = category === undefined || isNamed(category, view);
  const above = isOwn ? undefined : path.findLast((each) => isNamed(each, view));
  return [above, category].flatMap((each) => (each === undefined ? [] : [view.text(each.names)])).join(' · ');
}

/**
 * The name of the category that a search is narrowed to.
 * @param facets what the search for it found; null where that was not counted
 * @returns as `nameAlone`; that one is chosen, where nothing is known of it
 */
export function categoryName(view: PageView, number: number, facets: Pick<FacetsView, 'path'> | null): string {
  const steps = facets?.path ?? [];
  const name = nameAlone(view, steps.slice(0, steps.findIndex(({ category }) => category === number) + 1));
  return name === '' ? view.t('search.category_chosen') : name;
}
