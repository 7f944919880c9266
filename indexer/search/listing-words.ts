import type { Listing } from '../../protocol/listing.ts';
import { pairsOf, type Run, runsOf } from './runs.ts';
import { stem } from './stem.ts';
import { categoryPath } from './taxonomy.ts';
import { marks, tokenHash } from './token-hash.ts';

/** The parts of a listing that are searched. */
export type SearchedListing = Pick<
  Listing,
  'texts' | 'tags' | 'brand' | 'options' | 'category' | 'delivery' | 'kind' | 'handle'
>;

/** What the index keeps of a listing's words. */
export interface ListingWords {
  /** Numbers of all tokens, each once. */
  hashes: number[];
  /** How much the listing is about each of them, 0 to 1,000. */
  impacts: number[];
  /** Tokens that the dictionary knows by name, with their numbers. */
  texts: Map<number, string>;
}

interface Field {
  /** How many times a word here counts against one in the description. */
  weight: number;
  /** Length in words at which a field is ordinary; in longer ones a word counts less. */
  usual: number;
  /** A field of a few chosen words: they can be suggested, its pairs and characters are found. */
  isName: boolean;
  /** What the thing is called: where a word is common, listings that are called so are enough. */
  isCalled?: boolean;
}

const fields = {
  title: { weight: 9, usual: 5, isName: true, isCalled: true },
  tags: { weight: 4, usual: 6, isName: true, isCalled: true },
  brand: { weight: 5, usual: 2, isName: true, isCalled: true },
  options: { weight: 2.5, usual: 12, isName: true },
  category: { weight: 3, usual: 2, isName: true, isCalled: true },
  above: { weight: 1.5, usual: 4, isName: true },
  /** What the shop named it for links often says its brand, sort and year. */
  handle: { weight: 2, usual: 5, isName: false },
  description: { weight: 1, usual: 60, isName: false },
} satisfies Record<string, Field>;

/** How far the length of a field counts, and how fast repeating a word stops to help: the two constants of BM25. */
const LENGTH_SHARE = 0.6;
const SATURATION = 6;
const FULL_IMPACT = 1_000;

/** Tokens of a description beyond this many are left out: bounds what one listing costs. */
const DESCRIPTION_TOKENS = 600;
const NAME_TOKENS = 1_500;

/**
 * The searchable words of a listing in all its languages, with their weights. Nothing of other listings goes into them, so
 * that they are the same on every node and stay the same until the listing changes.
 * @param listing the document
 */
export function listingWords(listing: SearchedListing): ListingWords {
  const sums = new Map<string, number>();
  const options = listing.options.flatMap(({ name, values }) =>
    [name, ...values].flatMap((names) => Object.values(names)),
  );
  const path = listing.category === undefined ? [] : categoryPath(listing.category);
  const named = path.map(({ names }) => Object.values(names));
  for (const text of Object.values(listing.texts)) {
    addField(sums, fields.title, [text.title]);
    addField(sums, fields.description, [text.description]);
  }
  addField(sums, fields.tags, listing.tags);
  addField(sums, fields.brand, listing.brand === undefined ? [] : [listing.brand]);
  addField(sums, fields.handle, [listing.handle]);
  addField(sums, fields.options, options);
  addField(sums, fields.category, named.at(-1) ?? []);
  addField(sums, fields.above, named.slice(0, -1).flat());
  const words: ListingWords = { hashes: [], impacts: [], texts: new Map() };
  const seen = new Set<number>();
  const add = (token: string, impact: number, isNamed: boolean) => {
    const hash = tokenHash(token);
    if (seen.has(hash)) return;
    seen.add(hash);
    words.hashes.push(hash);
    words.impacts.push(impact);
    if (isNamed) words.texts.set(hash, token);
  };
  for (const [token, sum] of sums) {
    const impact = Math.max(1, Math.round((FULL_IMPACT * sum) / (sum + SATURATION)));
    add(token, /^[~!]/.test(token) ? 0 : impact, !token.startsWith('+'));
  }
  add(marks.any, 0, true);
  for (const { category } of path) add(marks.category(category), 0, false);
  for (const tag of listing.tags) add(marks.tag(tag), 0, false);
  for (const country of countriesOf(listing)) add(marks.country(country), 0, false);
  return words;
}

/** Countries that a listing is delivered to; `*` is everywhere, where bytes go. */
export const countriesOf = ({ kind, delivery }: Pick<Listing, 'kind' | 'delivery'>): string[] =>
  kind === 'digital' && delivery.length === 0 ? ['*'] : [...new Set(delivery.flatMap(({ countries }) => countries))];

/** Numbers of the tokens under which a shop's names are found. */
export function shopNameHashes(names: readonly string[]): number[] {
  const stems = names.flatMap((name) => runsOf(name).flatMap(stemsOf));
  return [...new Set(stems.map((each) => tokenHash(marks.shop(each))))];
}

function addField(sums: Map<string, number>, field: Field, texts: readonly string[]): void {
  const runs = texts.map(runsOf);
  const most = field.isName ? NAME_TOKENS : DESCRIPTION_TOKENS;
  const length = runs.reduce((sum, each) => sum + each.reduce((words, run) => words + sizeOf(run), 0), 0);
  const one = field.weight / (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / field.usual);
  let left = most;
  const add = (token: string, share: number) => {
    if (left <= 0 && !sums.has(token)) return;
    left -= 1;
    sums.set(token, (sums.get(token) ?? 0) + share);
  };
  for (const text of runs) {
    for (const [index, run] of text.entries()) {
      for (const token of stemsOf(run)) {
        add(token, one);
        if (field.isCalled) add(marks.name(token), 0);
      }
      if (!field.isName) continue;
      if (run.isUnspaced) for (const character of run.text) add(marks.character(character), one);
      else {
        if (/^\p{L}/u.test(run.text)) add(marks.written(run.text), 0);
        const before = text[index - 1];
        if (before !== undefined && !before.isUnspaced) add(marks.pair(`${before.text}${stem(run.text)}`), one);
      }
    }
  }
}

/** How many words a run counts for: Chinese words mostly have two characters. */
const sizeOf = (run: Run): number => (run.isUnspaced ? Math.max(1, run.text.length / 2) : 1);

/** The tokens of a run: the stem of a word, the pairs of a stretch, or its only character. */
export const stemsOf = ({ text, isUnspaced }: Run): string[] => {
  if (!isUnspaced) return [stem(text)];
  const pairs = pairsOf(text);
  return pairs.length === 0 ? [text] : pairs;
};
