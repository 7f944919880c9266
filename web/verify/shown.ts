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

/**
 * What Markdown shows or not by rules that are too long for a page to follow: addresses and names of links, the language of
 * code, numbers of lists, names of signs such as `&lt;`, which code shows as they are. The shop signed it either way.
 */
const perhapsShown =
  /(?<=&)#?\w{1,32}(?=;)|(?<=\])(?:\([^)]*\)|\[[^\]]*\])|^\s*\[[^\]]+\]:.*$|(?<=^\s*(?:```|~~~)).*$|(?<=^\s*(?:[-*>]\s+)*)\d{1,9}(?=[.)]\s)/gm;

interface SignedWord {
  word: string;
  /** False for one that a reader may not see. */
  must: boolean;
}

const signedWords = (markdown: string): SignedWord[] => {
  const parts: SignedWord[] = [];
  const take = (text: string, must: boolean) => parts.push(...wordsOf(text).map((word) => ({ word, must })));
  let from = 0;
  for (const { 0: found, index } of markdown.matchAll(perhapsShown)) {
    take(markdown.slice(from, index), true);
    take(found, false);
    from = index + found.length;
  }
  take(markdown.slice(from), true);
  return parts;
};

/** True when these are all signed words in their order and no others; words that need not be shown may be left out. */
const areSigned = (shown: readonly string[], signed: readonly SignedWord[]): boolean => {
  // Every place in the signed words that what was read so far may have come to.
  const reach = (places: Iterable<number>): Set<number> => {
    const reached = new Set<number>();
    for (let place of places) {
      reached.add(place);
      while (signed[place]?.must === false) reached.add(++place);
    }
    return reached;
  };
  let places = reach([0]);
  for (const word of shown) {
    places = reach([...places].filter((place) => signed[place]?.word === word).map((place) => place + 1));
    if (places.size === 0) return false;
  }
  return places.has(signed.length);
};

/** Writes out what stands for a character, such as `&eacute;`. */
const decodeByBrowser = (reference: string): string =>
  new DOMParser().parseFromString(reference, 'text/html').documentElement.textContent ?? reference;

/**
 * True when an element shows the words that are signed in its language, all of them in their order and no others.
 * @param decode writes out a character reference
 */
export function showsWords(element: Element | null, texts: SignedTexts, decode = decodeByBrowser): boolean {
  if (element === null) return Object.values(texts).every(({ description }) => description.trim() === '');
  const signed = texts[element.getAttribute('lang') ?? '']?.description;
  if (signed === undefined) return false;
  const shown = wordsOf(element.textContent ?? '');
  const decoded = signed.replace(/&#?\w{1,32};/g, (reference) => {
    const character = decode(reference);
    return wordsOf(character).length > 0 ? character : reference;
  });
  return areSigned(shown, signedWords(decoded));
}
