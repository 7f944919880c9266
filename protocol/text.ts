import { z } from 'zod';
import { languageSchema } from './primitives.ts';
import { limits } from './limits.ts';

/** Control characters, bidirectional overrides, lone surrogates and invisible marks that can disguise a text. */
const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

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

/** One text per language; at least one language. */
export const localisedSchema = (most: number) =>
  z
    .record(languageSchema, textSchema(most, 1))
    .refine((texts) => Object.keys(texts).length >= 1 && Object.keys(texts).length <= limits.languages, `needs 1 to ${limits.languages} languages`);

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
    keys.find((key) => key === wanted) ?? keys.find((key) => key.split('-')[0] === base) ?? keys.find((key) => key === 'en') ?? keys[0];
  if (language === undefined) throw new RangeError('a localised text needs at least one language');
  // Safety: `language` is a key of `texts`.
  return { language, value: texts[language] as T };
}
