import { sify } from 'chinese-conv';

/** Accents over and under Latin, Greek and Cyrillic letters, once they stand apart from them. */
const ACCENTS = /[\u0300-\u036f]/g;
const CHINESE = /[\u3400-\u9fff]/;
const ASCII = /^[\0-\x7f]*$/;

/**
 * A text as the search sees it, the same on every node: wide and narrow forms alike, lower case, without accents,
 * traditional Chinese characters as simplified ones, and English words without an apostrophe (`men's` is `men`).
 */
export function foldText(text: string): string {
  const plain = ASCII.test(text) ? text : foldForms(text);
  return plain
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/(\p{L})['’](?=\p{L})/gu, '$1');
}

function foldForms(text: string): string {
  const letters = text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC');
  return CHINESE.test(letters) ? sify(letters) : letters;
}
