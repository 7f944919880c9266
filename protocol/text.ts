import { z } from 'zod';
import { limits } from './limits.ts';
import { languageSchema } from './primitives.ts';

/**
 * Control characters, lone surrogates, bidirectional marks and overrides, line separators, and invisible marks that can
 * disguise a text. Joiners stay: emoji and some scripts need them.
 */
const unsafe = /[[\p{Cc}\p{Cs}]--[\t\n\r]]|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gv;

/**
 * Normalises a text that a person wrote: NFC, no control or bidirectional characters, no lone surrogates, trimmed.
 * @param text any string
 * @returns the text as it may be signed and shown
 */
export const cleanText = (text: string): string => text.replace(unsafe, '').normalize('NFC').trim();

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

/**
 * Picks the best language of a localised text.
 * @param texts texts by language tag
 * @param wanted the reader's language tag
 * @returns the text in the wanted language, else of the same base language, else English, else the first
 */
export function pickLanguage<T>(texts: Record<string, T>, wanted: string): { language: string; value: T } {
  const base = wanted.split('-')[0];
  const keys = Object.keys(texts).sort();
  const language =
    keys.find((key) => key === wanted) ??
    keys.find((key) => key.split('-')[0] === base) ??
    keys.find((key) => key === 'en') ??
    keys[0];
  if (language === undefined) throw new RangeError('a localised text needs at least one language');
  // Safety: `language` is a key of `texts`.
  return { language, value: texts[language] as T };
}
