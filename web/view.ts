import { createFormats, type Format } from './format.ts';
import type { Locale } from './locale.ts';
import { createWords, type Words } from './words.ts';

/** All that a component needs to speak to its reader: words, formats, language and clock. */
export interface View<K extends string> extends Words<K>, Format {
  locale: Locale;
  /** Unix seconds. */
  now: number;
}

export interface ViewParameters<K extends string> {
  locale: Locale;
  /** IANA zone of the times; left out, the browser's own. */
  timeZone?: string;
  dictionary: Readonly<Record<K, string>>;
}

/**
 * Joins words and formats of one language.
 * @returns makes the view of a moment, given in Unix seconds
 */
export function createViews<K extends string>({ dictionary, ...rest }: ViewParameters<K>): (now: number) => View<K> {
  const words = createWords(rest.locale, dictionary);
  const formats = createFormats(rest);
  return (now) => ({ ...words, ...formats(now), locale: rest.locale, now });
}
