import { seededRandom } from '../../economics/random.ts';
import type { Vocabulary } from './corpus.ts';

/** A request of a visitor, as the path and query of the API. */
export interface BenchRequest {
  kind: 'search' | 'facets' | 'suggestions';
  /** The words alone, for peers; empty when the market is only browsed. */
  words: string;
  path: string;
}

const FILTERS: Record<string, string>[] = [
  {},
  {},
  { kind: 'shipped' },
  { category: '536' },
  { minPriceUnits: '5000000', maxPriceUnits: '200000000' },
  { deliversTo: 'US', inStock: 'true' },
  { minMilliStars: '4000' },
  { covered: 'true', sort: 'price_asc' },
];

/**
 * Requests as visitors make them: one or two words of either language or both, drawn as the texts draw theirs, so that
 * common words are asked for most; some misspelt, some half typed, half of them with filters.
 */
export function benchRequests(words: Vocabulary, count: number): BenchRequest[] {
  const random = seededRandom(99);
  const forms = [
    () => words.english(random),
    () => words.english(random),
    () => `${words.english(random)} ${words.english(random)}`,
    () => words.chinese(random),
    () => `${words.chinese(random)}${words.chinese(random)}`,
    () => `${words.english(random)} ${words.chinese(random)}`,
    () => misspelt(words.english(random), random()),
    () => words.english(random).slice(0, 4),
  ];
  return Array.from({ length: count }, (_, number) => {
    const q = forms[number % forms.length]?.() ?? '';
    const filters = FILTERS[Math.floor(random() * FILTERS.length)] ?? {};
    const kind = number % 10 === 7 ? 'suggestions' : number % 10 >= 8 ? 'facets' : 'search';
    const path = {
      search: '/api/v1/search',
      facets: '/api/v1/search/facets',
      suggestions: '/api/v1/search/suggestions',
    }[kind];
    const { sort: _sort, ...narrowing } = filters;
    const asked = kind === 'search' ? filters : kind === 'facets' ? narrowing : {};
    return { kind, words: q, path: `${path}?${new URLSearchParams({ q, ...asked })}` };
  });
}

/** A word with two neighbouring letters swapped. */
function misspelt(word: string, point: number): string {
  const at = 1 + Math.floor(point * Math.max(1, word.length - 2));
  return `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
}
