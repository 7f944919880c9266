import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';
import { correctionOf, countTokens, occurring, wordsBeginning } from './dictionary.ts';
import { pairsOf, type Run, runsOf } from './runs.ts';
import { stem } from './stem.ts';
import { marks, tokenHash } from './token-hash.ts';

/** What a query's words come to. */
export interface SearchPlan {
  /** Which rows match, as intarray's query_int. */
  match: string;
  /** The same, of listings that are called so: the better half of many matches. */
  named: string;
  /** True where so many listings match that only those which are called so are looked at. */
  isBroad: boolean;
  /** About how many are called so, where even those are too many to look at each; null otherwise. */
  vast: number | null;
  /** What a match is worth: the sum of impact × weight over these tokens. */
  weights: { hash: number; weight: number }[];
  /** The query with misspelt words put right; null when it is taken as it is. */
  corrected: string | null;
}

/** One thing that a query asks for, with the forms in which a listing may hold it. */
interface Term {
  /** Groups of tokens; the tokens of any one group are enough. */
  anyOf: number[][];
  /** The same for what a listing is called. */
  namedBy: number[][];
  /** Tokens that are worth something, with their share. */
  worth: { hash: number; share: number }[];
}

/** The number of a word written alone, and under which numbers it is held together with a neighbour. */
type Joins = ReadonlyMap<number, readonly number[]>;

/** Most things of a query that count. */
const MOST_TERMS = 12;
/** More listings than this are too many to look at each. */
const BROAD = 5_000;
/** Fewer full matches than this are followed by listings that lack a part of what is asked for. */
const ENOUGH_MATCHES = 8;
/** Terms of which a listing must hold all but one, or, from four on, two thirds. */
const combinationsUpTo = 7;

const shares = { word: 1, pair: 0.9, ending: 0.7, character: 0.3, shop: 0.9, phrase: 0.5 } as const;

/** Words that say nothing of a thing, unless a query holds nothing else. */
const SILENT = new Set('a an and at by for from in is it of on or the to with your my'.split(' '));
const SILENT_CHARACTERS = /[的了和与之]/gu;

/**
 * Reads a query: cuts it into words, puts misspelt ones right, completes the one being typed, and decides what a listing
 * must hold. The same rows give the same plan on every node.
 * @returns undefined when the query holds nothing to search for
 */
export async function planQuery(db: Kysely<Database>, query: string): Promise<SearchPlan | undefined> {
  const runs = meaningful(runsOf(query)).slice(0, MOST_TERMS);
  if (runs.length === 0) return undefined;
  const isTyping = /[\p{L}\p{N}\p{M}]$/u.test(query);
  const read = await readWords(db, runs, isTyping);
  const terms = read.flatMap(termsOf).slice(0, MOST_TERMS);
  const phrases = phrasesOf(read.map(({ run }) => run));
  const hashes = terms.flatMap(({ worth, namedBy }) => [...worth.map(({ hash }) => hash), ...namedBy.flat()]);
  const counts = await countTokens(db, [...hashes, tokenHash(marks.any)]);
  const all = Math.max(counts.get(tokenHash(marks.any)) ?? 0, 1);
  const rarity = (hash: number) => idf(all, counts.get(hash) ?? 1);
  const weights = new Map<number, number>();
  for (const { hash, share } of [...terms.flatMap(({ worth }) => worth), ...phrases.worth]) {
    const weight = Math.round(1_000 * share * rarity(hash));
    weights.set(hash, Math.max(weights.get(hash) ?? 0, weight));
  }
  const matches = terms.map(({ anyOf }) => matchOf(anyOf, phrases.joins));
  const named = terms.map(({ namedBy }) => matchOf(namedBy, phrases.joins)).join('&');
  const fewest = (pick: (term: Term) => number[]) =>
    Math.min(...terms.map((term) => pick(term).reduce((sum, hash) => sum + (counts.get(hash) ?? 0), 0)));
  const isMany = fewest(({ worth }) => worth.map(({ hash }) => hash)) > BROAD;
  const isBroad = isMany && (await isHeldBy(db, named, ENOUGH_MATCHES));
  const calledSo = fewest(({ namedBy }) => namedBy.map(([hash = 0]) => hash));
  return {
    match: isBroad ? named : await matchFor(db, terms, matches),
    named,
    isBroad,
    vast: isBroad && calledSo > BROAD ? calledSo : null,
    weights: Array.from(weights, ([hash, weight]) => ({ hash, weight })),
    corrected: correctedQuery(query, read),
  };
}

function meaningful(runs: Run[]): Run[] {
  const kept = runs.flatMap((run) => {
    if (!run.isUnspaced) return SILENT.has(run.text) ? [] : [run];
    return run.text
      .split(SILENT_CHARACTERS)
      .filter((text) => text !== '')
      .map((text) => ({ ...run, text }));
  });
  return kept.length === 0 ? runs : kept;
}

interface ReadRun {
  run: Run;
  /** What was typed, where the word is taken for another one. */
  typed?: string;
  /** Words that it may become. */
  endings: string[];
}

/** Looks up the words that no listing holds: the last may still be typed, and the others may be misspelt. */
async function readWords(db: Kysely<Database>, runs: readonly Run[], isTyping: boolean): Promise<ReadRun[]> {
  const forms = (run: Run) => [stem(run.text), marks.shop(stem(run.text)), marks.pair(stem(run.text))].map(tokenHash);
  const words = runs.filter((run) => !run.isUnspaced);
  const known = await occurring(db, words.flatMap(forms));
  const isKnown = (run: Run) => run.isUnspaced || forms(run).some((hash) => known.has(hash));
  const read: ReadRun[] = [];
  for (const [index, run] of runs.entries()) {
    if (isKnown(run)) {
      read.push({ run, endings: [] });
      continue;
    }
    const endings = isTyping && index === runs.length - 1 ? await wordsBeginning(db, run.text) : [];
    const correction = endings.length > 0 ? undefined : await correctionOf(db, run.text);
    if (correction === undefined) read.push({ run, endings });
    else read.push({ run: { ...run, text: correction }, typed: run.text, endings });
  }
  return read;
}

function termsOf({ run, endings }: ReadRun): Term[] {
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
function phrasesOf(runs: readonly Run[]) {
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

function matchOf(anyOf: Term['anyOf'], joins: Joins): string {
  const groups = [
    ...anyOf,
    ...anyOf.flatMap(([hash]) => (hash === undefined ? [] : (joins.get(hash) ?? [])).map((one) => [one])),
  ];
  const written = groups.map((group) => (group.length === 1 ? String(group[0]) : `(${group.join('&')})`));
  return written.length === 1 ? (written[0] ?? '') : `(${written.join('|')})`;
}

/** All but one of a few things; of many, two thirds that stand side by side. */
function relaxed(matches: readonly string[]): string {
  const { length } = matches;
  if (length > combinationsUpTo) {
    const part = Math.ceil((length * 2) / 3);
    const windows = matches.slice(0, length - part + 1).map((_, start) => matches.slice(start, start + part));
    return windows.map((window) => `(${window.join('&')})`).join('|');
  }
  return matches.map((_, left) => `(${matches.filter((_, index) => index !== left).join('&')})`).join('|');
}

/** What listings must hold: all that is asked for; where few do, most of it; where none does, anything. */
async function matchFor(db: Kysely<Database>, terms: readonly Term[], matches: readonly string[]): Promise<string> {
  const strict = matches.join('&');
  const isOneWord = terms.length === 1 && terms[0]?.anyOf.every((group) => group.length === 1);
  if (isOneWord || (await isHeldBy(db, strict, terms.length === 1 ? 1 : ENOUGH_MATCHES))) return strict;
  const most = terms.length === 1 ? strict : relaxed(matches);
  if (terms.length > 1 && (await isHeldBy(db, most, 1))) return most;
  return [...new Set(terms.flatMap(({ worth }) => worth.map(({ hash }) => hash)))].join('|');
}

async function isHeldBy(db: Kysely<Database>, match: string, least: number): Promise<boolean> {
  const { rows } = await sql<{ held: number }>`
    select count(*)::int as held from (
      select from search_rows where words @@ ${match}::query_int limit ${least}) held`.execute(db);
  return (rows[0]?.held ?? 0) >= least;
}

/** How much it says that a listing holds a token: BM25's, which never falls below zero. */
const idf = (all: number, holding: number): number =>
  Math.log(1 + (Math.max(all - holding, 0) + 0.5) / (Math.min(holding, all) + 0.5));

/** The query in the words that it was taken for. */
function correctedQuery(query: string, read: readonly ReadRun[]): string | null {
  if (read.every(({ typed }) => typed === undefined)) return null;
  let corrected = query.trim();
  for (const { run, typed } of read) {
    if (typed !== undefined) corrected = replaceWord(corrected, typed, run.text);
  }
  return corrected;
}

/** Replaces a word whatever its letter case; one that was folded otherwise is replaced in the folded query. */
function replaceWord(query: string, typed: string, word: string): string {
  const at = query.toLowerCase().indexOf(typed);
  return at < 0 ? `${query} ${word}` : `${query.slice(0, at)}${word}${query.slice(at + typed.length)}`;
}
