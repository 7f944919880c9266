import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { countTokens } from './dictionary.ts';
import { matchOf, phrasesOf, relaxed, type Term, termsOf } from './query-terms.ts';
import { correctedQuery, formsOf, meaningful, type ReadRun, readWords } from './read-words.ts';
import { runsOf } from './runs.ts';
import { marks, tokenHash } from './token-hash.ts';

/** One way to take a query: what listings must hold. */
export interface Reading {
  /** As intarray's query_int. */
  match: string;
  /** It is taken where at least so many listings hold it, at most eight. */
  least: number;
  /** True where so many listings match that only those which are called so are looked at. */
  isBroad: boolean;
}

/** What a query's words come to. */
export interface SearchPlan {
  /** Ways to take it, at most four; the last one is taken in any case. */
  readings: Reading[];
  /** True where enough listings seem to hold the first reading: it is then worth being tried alone. */
  isFirstLikely: boolean;
  /** What the better half of many matches is called, as intarray's query_int. */
  named: string;
  /** What a match is worth: the sum of impact × weight over these tokens. */
  weights: { hash: number; weight: number }[];
  /** The query with misspelt words put right; null when it is taken as it is. */
  corrected: string | null;
}

/** A query, and whether its words are to be taken as they were typed. */
export interface AskedWords {
  q: string;
  asTyped?: boolean | undefined;
}

/** Most things of a query that count. */
const MOST_TERMS = 12;
/** More listings than this are too many to look at each. */
const BROAD = 5_000;
/** Fewer full matches than this are followed by listings that lack a part of what is asked for. */
const ENOUGH_MATCHES = 8;

/**
 * Reads a query: cuts it into words, puts misspelt ones right, completes the one being typed, and says what a listing must
 * hold. The same rows give the same plan on every node.
 * @returns undefined when the query holds nothing to search for
 */
export async function planQuery(db: Kysely<Database>, asked: AskedWords): Promise<SearchPlan | undefined> {
  const { q, asTyped = false } = asked;
  const runs = meaningful(runsOf(q)).slice(0, MOST_TERMS);
  if (runs.length === 0) return undefined;
  // Most queries are spelt well: what they need is read at once with what says so.
  const typed = runs.map((run): ReadRun => ({ run, endings: [] }));
  const counts = await countTokens(db, [tokenHash(marks.any), ...typed.flatMap(formsOf), ...tokensOf(typed)]);
  const read = await readWords(db, { runs, counts, isTyping: /[\p{L}\p{N}\p{M}]$/u.test(q), asTyped });
  const others = tokensOf(read.filter(({ typed, endings }) => typed !== undefined || endings.length > 0));
  if (others.length > 0) for (const [hash, listings] of await countTokens(db, others)) counts.set(hash, listings);
  const terms = read.flatMap(termsOf).slice(0, MOST_TERMS);
  const phrases = phrasesOf(read.map(({ run }) => run));
  const all = Math.max(counts.get(tokenHash(marks.any)) ?? 0, 1);
  const weights = new Map<number, number>();
  for (const { hash, share } of [...terms.flatMap(({ worth }) => worth), ...phrases.worth]) {
    const weight = Math.round(1_000 * share * idf(all, counts.get(hash) ?? 1));
    weights.set(hash, Math.max(weights.get(hash) ?? 0, weight));
  }
  const matches = terms.map(({ anyOf }) => matchOf(anyOf, phrases.joins));
  const named = terms.map(({ namedBy }) => matchOf(namedBy, phrases.joins)).join('&');
  const fewest = (hashesOf: (term: Term) => number[]) =>
    Math.min(...terms.map((term) => hashesOf(term).reduce((sum, hash) => sum + (counts.get(hash) ?? 0), 0)));
  const isMany = fewest(({ worth }) => worth.map(({ hash }) => hash)) > BROAD;
  // Of one word that so many are called by there is no need to look whether any is.
  const isSurelyNamed = terms.length === 1 && fewest(({ namedBy }) => namedBy.map(([hash = 0]) => hash)) > BROAD;
  const heldBy = (term: Term) => (isMany ? term.namedBy : term.anyOf).map(([hash = 0]) => counts.get(hash) ?? 0);
  return {
    readings: [
      ...(isMany ? [{ match: named, least: ENOUGH_MATCHES, isBroad: true }] : []),
      ...(isMany && isSurelyNamed ? [] : readingsOf(terms, matches)),
    ],
    // As if words met by chance; they meet more often.
    isFirstLikely: terms.reduce((some, term) => (some * Math.max(...heldBy(term))) / all, all) >= ENOUGH_MATCHES,
    named,
    weights: Array.from(weights, ([hash, weight]) => ({ hash, weight })),
    corrected: correctedQuery(q, read),
  };
}

/**
 * Finds by the first reading alone where enough listings seem to hold it: to look first whether they do takes nearly as
 * long. What is found is what the whole plan finds.
 * @param find finds by a plan, and says how many match it
 */
export async function findByLikely<Found>(
  plan: SearchPlan,
  find: (plan: SearchPlan) => Promise<Found>,
  countOf: (found: Found) => number,
): Promise<Found> {
  const [first] = plan.readings;
  if (first === undefined || plan.readings.length === 1 || !plan.isFirstLikely) return await find(plan);
  const found = await find({ ...plan, readings: [first] });
  return countOf(found) >= first.least ? found : await find(plan);
}

const tokensOf = (read: readonly ReadRun[]): number[] =>
  read.flatMap(termsOf).flatMap(({ worth, namedBy }) => [...worth.map(({ hash }) => hash), ...namedBy.flat()]);

/** What listings must hold: all that is asked for; where few do, most of it; where none does, anything. */
function readingsOf(terms: readonly Term[], matches: readonly string[]): Reading[] {
  const strict = matches.join('&');
  if (terms.length === 1 && terms[0]?.anyOf.every((group) => group.length === 1))
    return [{ match: strict, least: 0, isBroad: false }];
  const anything = [...new Set(terms.flatMap(({ worth }) => worth.map(({ hash }) => hash)))].join('|');
  const part = terms.length === 1 ? [] : [{ match: relaxed(matches), least: 1, isBroad: false }];
  return [
    { match: strict, least: terms.length === 1 ? 1 : ENOUGH_MATCHES, isBroad: false },
    ...part,
    { match: anything, least: 0, isBroad: false },
  ];
}

/** How much it says that a listing holds a token: BM25's, which never falls below zero. */
const idf = (all: number, holding: number): number =>
  Math.log(1 + (Math.max(all - holding, 0) + 0.5) / (Math.min(holding, all) + 0.5));
