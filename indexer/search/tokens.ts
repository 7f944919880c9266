/** Scripts written without spaces: their runs are cut into single characters and pairs. */
const RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|[\p{L}\p{N}\p{M}]+/gu;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const UNSPACED_PART =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;
/** Longest word that is kept, in characters; the rest of a longer one is dropped on both sides. */
const WORD_CHARACTERS = 64;

/** A run of a text: a word, or a stretch of a script without spaces. */
interface Run {
  text: string;
  isUnspaced: boolean;
}

/**
 * Tokens of a text for the index: words in lower case; of unspaced scripts every character and every pair. There is no
 * dictionary, so every node finds the same.
 */
export function indexTokens(text: string): string[] {
  return runsOf(text).flatMap(({ text: run, isUnspaced }) =>
    isUnspaced ? [...characters(run), ...pairs(run)] : [run],
  );
}

/** Tokens of a query: all must occur. Words of unspaced scripts are searched by their pairs. */
export interface QueryTokens {
  words: string[];
  /** The last word while it may still be typed: matches as a prefix. */
  prefix: string | undefined;
}

/** Most tokens of a query that count. */
const QUERY_TOKENS = 24;

/** Cuts a query into tokens. A word at its end counts as a prefix. */
export function queryTokens(query: string): QueryTokens {
  const runs = runsOf(query);
  const last = runs.at(-1);
  const prefix = last !== undefined && !last.isUnspaced && /[\p{L}\p{N}\p{M}]$/u.test(query) ? last.text : undefined;
  const whole = prefix === undefined ? runs : runs.slice(0, -1);
  const words = whole.flatMap(({ text, isUnspaced }) =>
    isUnspaced && characters(text).length > 1 ? pairs(text) : [text],
  );
  return { words: [...new Set(words)].slice(0, QUERY_TOKENS), prefix };
}

function runsOf(text: string): Run[] {
  const folded = text.normalize('NFKC').toLowerCase();
  const runs: Run[] = [];
  for (const [run] of folded.matchAll(RUN)) {
    // A letter run takes in unspaced characters that follow it, so it is cut again.
    for (const [part] of run.matchAll(UNSPACED_PART)) {
      const isUnspaced = UNSPACED.test(part);
      runs.push({ text: isUnspaced ? part : characters(part).slice(0, WORD_CHARACTERS).join(''), isUnspaced });
    }
  }
  return runs;
}

const characters = (run: string): string[] => [...run];

function pairs(run: string): string[] {
  const all = characters(run);
  return all.slice(1).map((character, index) => `${all[index]}${character}`);
}
