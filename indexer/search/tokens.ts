import { pairsOf, runsOf } from './runs.ts';
import { stem } from './stem.ts';

/**
 * Tokens of a text for a tsvector: stems of words; of unspaced scripts every pair and the last character of the run, so that
 * every character begins some token. There is no dictionary, so every node finds the same.
 */
export function indexTokens(text: string): string[] {
  return runsOf(text).flatMap(({ text: run, isUnspaced }) =>
    isUnspaced ? [...pairsOf(run), ...[...run].slice(-1)] : [stem(run)],
  );
}

/** Tokens of a query: all must occur. Longer words of unspaced scripts are searched by their pairs. */
export interface QueryTokens {
  words: string[];
  /** Beginnings of tokens: single characters of unspaced scripts, and a word at the end that may still be typed. */
  prefixes: string[];
}

/** Most tokens of a query that count. */
const QUERY_TOKENS = 24;

/** Cuts a query into tokens. */
export function queryTokens(query: string): QueryTokens {
  const runs = runsOf(query);
  const isTyping = /[\p{L}\p{N}\p{M}]$/u.test(query);
  const words = new Set<string>();
  const prefixes = new Set<string>();
  for (const [index, { text, isUnspaced }] of runs.entries()) {
    const parts = isUnspaced ? pairsOf(text) : [stem(text)];
    const isPrefix = parts.length === 0 || (!isUnspaced && isTyping && index === runs.length - 1);
    for (const part of isPrefix ? [stem(text)] : parts) (isPrefix ? prefixes : words).add(part);
  }
  return { words: [...words].slice(0, QUERY_TOKENS), prefixes: [...prefixes].slice(0, QUERY_TOKENS) };
}
