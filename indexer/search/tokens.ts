/** Scripts written without spaces: their runs are cut into overlapping pairs of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Longest word that is kept, in characters; the rest of a longer one is dropped on both sides. */
const WORD_CHARACTERS = 64;

/** A run of a text: a word, or a stretch of a script without spaces. */
interface Run {
  text: string;
  isUnspaced: boolean;
}

/**
 * Tokens of a text for the index: words in lower case; of unspaced scripts every pair and the last character of the run,
 * so that every character begins some token. There is no dictionary, so every node finds the same.
 */
export function indexTokens(text: string): string[] {
  return runsOf(text).flatMap(({ text: run, isUnspaced }) =>
    isUnspaced ? [...pairs(run), ...characters(run).slice(-1)] : [run],
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
    const parts = isUnspaced ? pairs(text) : [text];
    const isPrefix = parts.length === 0 || (!isUnspaced && isTyping && index === runs.length - 1);
    for (const part of isPrefix ? [text] : parts) (isPrefix ? prefixes : words).add(part);
  }
  return { words: [...words].slice(0, QUERY_TOKENS), prefixes: [...prefixes].slice(0, QUERY_TOKENS) };
}

function runsOf(text: string): Run[] {
  const folded = text.normalize('NFKC').toLowerCase();
  const runs: Run[] = [];
  let start = 0;
  let kind: Kind = 'other';
  const end = (at: number): void => {
    if (kind !== 'other') runs.push(runOf(folded.slice(start, at), kind === 'unspaced'));
    start = at;
  };
  for (let at = 0; at < folded.length; ) {
    const code = folded.codePointAt(at) ?? 0;
    const next = kindOf(code);
    if (next !== kind) {
      end(at);
      kind = next;
    }
    at += code > 0xffff ? 2 : 1;
  }
  end(folded.length);
  return runs;
}

const runOf = (text: string, isUnspaced: boolean): Run => ({
  text: isUnspaced || text.length <= WORD_CHARACTERS ? text : characters(text).slice(0, WORD_CHARACTERS).join(''),
  isUnspaced,
});

type Kind = 'word' | 'unspaced' | 'other';

/** Texts are mostly made of these ranges, and a comparison is much faster than a Unicode property. */
function kindOf(code: number): Kind {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) ? 'word' : 'other';
  if (code >= 0x4e00 && code <= 0x9fff) return 'unspaced';
  const character = String.fromCodePoint(code);
  if (UNSPACED.test(character)) return 'unspaced';
  return WORD.test(character) ? 'word' : 'other';
}

const characters = (run: string): string[] => [...run];

function pairs(run: string): string[] {
  const all = characters(run);
  return all.slice(1).map((character, index) => `${all[index]}${character}`);
}
