import type { ReadRun } from './read-words.ts';
import { pairsOf, type Run } from './runs.ts';
import { stem } from './stem.ts';
import { marks, tokenHash } from './token-hash.ts';

/** One thing that a query asks for, with the forms in which a listing may hold it. */
export interface Term {
  /** Groups of tokens; the tokens of any one group are enough. */
  anyOf: number[][];
  /** The same for what a listing is called. */
  namedBy: number[][];
  /** Tokens that are worth something, with their share. */
  worth: { hash: number; share: number }[];
}

/** The number of a word written alone, and under which numbers it is held together with a neighbour. */
type Joins = ReadonlyMap<number, readonly number[]>;

/** Terms of which a listing must hold all but one, or, from four on, two thirds. */
const COMBINATIONS_UP_TO = 7;

const shares = { word: 1, pair: 0.9, ending: 0.7, character: 0.3, shop: 0.9, phrase: 0.5 } as const;

/** The things that a read word, or a stretch of an unspaced script, asks for. */
export function termsOf({ run, endings }: ReadRun): Term[] {
  if (run.isUnspaced) return unspacedTerms(run.text);
  const forms = [
    { token: stem(run.text), share: shares.word },
    { token: marks.pair(stem(run.text)), share: shares.pair },
    { token: marks.shop(stem(run.text)), share: shares.shop },
    ...endings.map((word) => ({ token: stem(word), share: shares.ending })),
  ].map(({ token, share }) => ({ hash: tokenHash(token), share }));
  const named = [stem(run.text), ...endings.map(stem)].map((token) => tokenHash(marks.name(token)));
  const others = [marks.pair(stem(run.text)), marks.shop(stem(run.text))].map(tokenHash);
  return [
    {
      anyOf: forms.map(({ hash }) => [hash]),
      namedBy: [...named, ...others].map((hash) => [hash]),
      worth: forms,
    },
  ];
}

/**
 * A stretch of Chinese has no borders between its words, so every pair of neighbours is asked for, together in the text or
 * as two characters of its name: who looks for 皮包 finds a 真皮托特包.
 */
function unspacedTerms(text: string): Term[] {
  const pairs = pairsOf(text);
  const character = (each: string) => ({ hash: tokenHash(marks.character(each)), share: shares.character });
  const word = (each: string) => ({ hash: tokenHash(each), share: shares.word });
  const shop = (each: string) => ({ hash: tokenHash(marks.shop(each)), share: shares.shop });
  if (pairs.length === 0) {
    const worth = [word(text), { ...character(text), share: shares.word }, shop(text)];
    const anyOf = worth.map(({ hash }) => [hash]);
    return [{ anyOf, namedBy: anyOf.slice(1), worth }];
  }
  return pairs.map((pair) => {
    const characters = [...pair].map(character);
    const worth = [word(pair), shop(pair), ...characters];
    const others = [[shop(pair).hash], characters.map(({ hash }) => hash)];
    const called = tokenHash(marks.name(pair));
    return { anyOf: [[word(pair).hash], ...others], namedBy: [[called], [shop(pair).hash]], worth };
  });
}

/** Neighbours that listings may hold side by side, or written as one word. */
export function phrasesOf(runs: readonly Run[]) {
  const worth: Term['worth'] = [];
  const joins = new Map<number, number[]>();
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1];
    if (before === undefined || run.isUnspaced || before.isUnspaced) continue;
    const joined = `${before.text}${stem(run.text)}`;
    const one = tokenHash(stem(joined));
    worth.push({ hash: tokenHash(marks.pair(joined)), share: shares.phrase }, { hash: one, share: shares.word });
    for (const part of [before, run]) {
      const hash = tokenHash(stem(part.text));
      joins.set(hash, [...(joins.get(hash) ?? []), one]);
    }
  }
  return { worth, joins };
}

/** The listings that hold a thing in one of its forms, or joined with its neighbour, as intarray's query_int. */
export function matchOf(anyOf: Term['anyOf'], joins: Joins): string {
  const groups = [
    ...anyOf,
    ...anyOf.flatMap(([hash]) => (hash === undefined ? [] : (joins.get(hash) ?? [])).map((one) => [one])),
  ];
  const written = groups.map((group) => (group.length === 1 ? String(group[0]) : `(${group.join('&')})`));
  return written.length === 1 ? (written[0] ?? '') : `(${written.join('|')})`;
}

/** All but one of a few things; of many, two thirds that stand side by side. */
export function relaxed(matches: readonly string[]): string {
  const { length } = matches;
  if (length > COMBINATIONS_UP_TO) {
    const part = Math.ceil((length * 2) / 3);
    const windows = matches.slice(0, length - part + 1).map((_, start) => matches.slice(start, start + part));
    return windows.map((window) => `(${window.join('&')})`).join('|');
  }
  return matches.map((_, left) => `(${matches.filter((_, index) => index !== left).join('&')})`).join('|');
}
