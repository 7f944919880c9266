import type { Locale } from './locale.ts';

/** A flat dictionary: one text per key, with placeholders in braces; a count has the keys `name.one` and `name.other`. */
export type Dictionary = Record<string, string>;
/** The same keys in another language. */
export type Translation<D extends Dictionary> = { readonly [K in keyof D]: string };

/** Names of counted texts: `review.one` and `review.other` are counted as `review`. */
export type CountKey<K extends string> = K extends `${infer Name}.other` ? Name : never;
export type Values = Readonly<Record<string, string | number>>;

/** Speaks one language with the words of one dictionary. */
export interface Words<K extends string> {
  t: (key: K, values?: Values) => string;
  /** A text that depends on a number, which it shows as `{count}`. */
  count: (name: CountKey<K>, count: number) => string;
}

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

/**
 * Makes the functions that look words up.
 * @param locale language of the numbers and of the plural rule
 * @param dictionary the words, by key
 */
export function createWords<K extends string>(locale: Locale, dictionary: Readonly<Record<K, string>>): Words<K> {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const lookUp = (key: string): string => {
    // Safety: a key that is missing gives undefined here, which the next line refuses.
    const text = (dictionary as Readonly<Record<string, string>>)[key];
    if (text === undefined) throw new RangeError(`the ${locale} dictionary has no "${key}"`);
    return text;
  };
  return {
    t: (key, values) => (values === undefined ? lookUp(key) : fill(lookUp(key), values)),
    count: (name, count) =>
      fill(lookUp(`${name}.${rules.select(count) === 'one' ? 'one' : 'other'}`), { count: numbers.format(count) }),
  };
}
