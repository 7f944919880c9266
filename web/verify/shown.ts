import type { IslandView } from '../islands/mount.ts';

/** A token as the page names it: the chain is asked about it before anything is paid. */
export interface ShownToken {
  address: string;
  symbol: string;
  decimals: number;
}

/** Title and description of a listing by language, as documents hold them. */
export type SignedTexts = Record<string, { title: string; description: string }>;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** True when an element shows an amount; languages set their own marks between the digits, which say nothing. */
export function showsPrice(
  element: Element | null,
  { view, units, token }: { view: Pick<IslandView, 'amount'>; units: string; token: ShownToken },
): boolean {
  const text = element?.textContent?.replaceAll(token.symbol, '') ?? '';
  return digitsOf(text) === digitsOf(view.amount(units, token));
}

const same = (a: string, b: string): boolean => a.normalize().trim() === b.normalize().trim();

/** True when an element shows the title that is signed in the language that the element says it is in. */
export function showsTitle(element: Element | null, texts: SignedTexts): boolean {
  const signed = texts[element?.getAttribute('lang') ?? '']?.title;
  return signed !== undefined && same(element?.textContent ?? '', signed);
}

const wordsOf = (text: string): string[] => text.normalize().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words that Markdown shows: addresses of links, numbers of lists and names of languages of code are not shown. */
const shownWords = (markdown: string): string[] =>
  wordsOf(
    markdown
      .replace(/\]\([^)]*\)/g, ']')
      .replace(/^\s*\[[^\]]+\]:.*$/gm, '')
      .replace(/^(\s*(?:```|~~~)).*$/gm, '$1')
      .replace(/^(\s*(?:[-*>]\s+)*)\d{1,9}[.)]\s/gm, '$1')
      .replace(/&[#\w]+;/g, ' '),
  );

/** True when an element shows the words that are signed in its language, all of them in their order and no others. */
export function showsWords(element: Element | null, texts: SignedTexts): boolean {
  if (element === null) return Object.values(texts).every(({ description }) => description.trim() === '');
  const signed = texts[element.getAttribute('lang') ?? '']?.description;
  if (signed === undefined) return false;
  const [shown, wanted] = [wordsOf(element.textContent ?? ''), shownWords(signed)];
  return shown.length === wanted.length && shown.every((word, index) => word === wanted[index]);
}
