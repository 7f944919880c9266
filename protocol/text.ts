import { z } from 'zod';
import { limits } from './limits.ts';
import { languageSchema } from './primitives.ts';

/**
 * Control characters, lone surrogates, bidirectional marks and overrides, line separators, and invisible marks that can
 * disguise a text. Joiners stay: emoji and some scripts need them.
 */
const unsafe = /[[\p{Cc}\p{Cs}]--[\t\n\r]]|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gv;

/**
 * ASCII, letters of western Europe, Han characters and their punctuation, without outer spaces: all of it is normal as it is and
 * needs no cleaning, and most texts are nothing else.
 */
const plain = /^(?!\s)[\t\n\r -~\xc0-\xff\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*(?<!\s)$/;

/**
 * Normalises a text that a person wrote: NFC, no control or bidirectional characters, no lone surrogates, trimmed.
 * @param text any string
 * @returns the text as it may be signed and shown
 */
export const cleanText = (text: string): string =>
  plain.test(text) ? text : text.replace(unsafe, '').normalize('NFC').trim();

/**
 * Schema of a text that is already clean: what peers send must need no cleaning, so that equal meaning has equal bytes.
 * @param most limit in UTF-16 code units
 * @param least at least so many
 */
export const textSchema = (most: number, least = 0) =>
  z
    .string()
    .min(least)
    .max(most)
    .refine((text) => cleanText(text) === text, 'must be NFC text without control characters or outer spaces');

/** One value per language; at least one language. */
export const perLanguageSchema = <T extends z.ZodType>(value: T) =>
  z
    .record(languageSchema, value)
    .refine(
      (values) => Object.keys(values).length >= 1 && Object.keys(values).length <= limits.languages,
      `needs 1 to ${limits.languages} languages`,
    );

/** One text per language; at least one language. */
export const localisedSchema = (most: number) => perLanguageSchema(textSchema(most, 1));

export type Localised = Record<string, string>;

const han = /\p{Script=Han}/u;

/**
 * What of several tags to show a reader: shops write theirs in every language that they speak, side by side.
 * @param tags things that are named by a tag
 * @param options the reader's language tag, and how to read a thing's tag
 * @returns those in the script of the reader's language, in the same order; all of them where there is none
 */
export function tagsFor<T>(
  tags: readonly T[],
  { language, tagOf }: { language: string; tagOf: (item: T) => string },
): readonly T[] {
  const isChinese = language.split('-')[0] === 'zh';
  const readable = tags.filter((item) => han.test(tagOf(item)) === isChinese);
  return readable.length === 0 ? tags : readable;
}
