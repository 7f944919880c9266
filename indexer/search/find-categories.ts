import type { CategoryPlace } from '../../protocol/api/search.ts';
import { foldText } from './fold-text.ts';
import { categories, categoryPath } from './taxonomy.ts';

/** Most categories that a search for one answers. */
const MOST = 20;

/** A category with all above it, from the top, and its names, folded. */
interface Named {
  place: CategoryPlace;
  own: readonly string[];
  above: string;
}

const named: readonly Named[] = Array.from(categories.values(), (category) => {
  const above = categoryPath(category.category).slice(0, -1);
  return {
    place: { ...category, above },
    own: Object.values(category.names).map(foldText),
    above: above
      .flatMap(({ names }) => Object.values(names))
      .map(foldText)
      .join('\n'),
  };
});

/** How well a category fits words, best first; undefined where it does not. */
function rankOf({ own, above }: Named, text: string, words: readonly string[]): number | undefined {
  if (own.includes(text)) return 0;
  if (own.some((name) => name.startsWith(text))) return 1;
  if (own.some((name) => words.every((word) => name.includes(word)))) return 2;
  return words.every((word) => above.includes(word) || own.some((name) => name.includes(word))) ? 3 : undefined;
}

/**
 * Categories that words name in any language, by themselves or by what is above them; a number names one.
 * @param query what a seller typed
 * @returns the best first, of equal ones the most general, at most twenty
 */
export function findCategories(query: string): CategoryPlace[] {
  const text = foldText(query.trim());
  if (text === '') return [];
  if (/^\d{1,6}$/.test(text)) return named.flatMap(({ place }) => (place.category === Number(text) ? [place] : []));
  const words = text.split(/\s+/);
  return named
    .flatMap((each) => {
      const rank = rankOf(each, text, words);
      return rank === undefined ? [] : [{ rank, place: each.place }];
    })
    .sort((a, b) => a.rank - b.rank || a.place.above.length - b.place.above.length)
    .slice(0, MOST)
    .map(({ place }) => place);
}

/** The categories right below one, those at the top for null, each with all above it. */
export function categoriesBelow(parent: number | null): CategoryPlace[] {
  return named.flatMap(({ place }) => (place.parent === parent ? [place] : []));
}
