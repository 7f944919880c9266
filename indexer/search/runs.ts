import { foldText } from './fold-text.ts';

/** Scripts written without spaces: their runs are cut into overlapping pairs of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Longest word that is kept, in characters; the rest of a longer one is dropped on both sides. */
const WORD_CHARACTERS = 64;

/** A run of a text: a word, or a stretch of a script without spaces. */
export interface Run {
  text: string;
  isUnspaced: boolean;
  /** True when nothing but a hyphen stands between this word and the one before. */
  isJoined: boolean;
}

/** Cuts a text, folded, into words and stretches of unspaced scripts. */
export function runsOf(text: string): Run[] {
  const folded = foldText(text);
  const runs: Run[] = [];
  let start = 0;
  let kind: Kind = 'other';
  let gap = ' ';
  const end = (at: number): void => {
    const part = folded.slice(start, at);
    start = at;
    if (kind === 'other') {
      gap = part;
      return;
    }
    const isUnspaced = kind === 'unspaced';
    runs.push({ text: isUnspaced ? part : shortened(part), isUnspaced, isJoined: gap === '-' });
    gap = '';
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

const shortened = (word: string): string =>
  word.length <= WORD_CHARACTERS ? word : [...word].slice(0, WORD_CHARACTERS).join('');

type Kind = 'word' | 'unspaced' | 'other';

/** Texts are mostly made of these ranges, and a comparison is much faster than a Unicode property. */
function kindOf(code: number): Kind {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) ? 'word' : 'other';
  if (code >= 0x4e00 && code <= 0x9fff) return 'unspaced';
  const character = String.fromCodePoint(code);
  if (UNSPACED.test(character)) return 'unspaced';
  return WORD.test(character) ? 'word' : 'other';
}

/** Overlapping pairs of the characters of a stretch. */
export function pairsOf(run: string): string[] {
  const all = [...run];
  return all.slice(1).map((character, index) => `${all[index]}${character}`);
}
