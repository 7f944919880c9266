/**
 * Picks the best language of a localised text.
 * @param texts texts by language tag
 * @param wanted the reader's language tag
 * @returns the text in the wanted language, else of the same base language, else English, else the first
 */
export function pickLanguage<T>(texts: Record<string, T>, wanted: string): { language: string; value: T } {
  const exact = texts[wanted];
  if (exact !== undefined && Object.hasOwn(texts, wanted)) return { language: wanted, value: exact };
  const base = wanted.split('-')[0];
  const keys = Object.keys(texts).sort();
  const language = keys.find((key) => key.split('-')[0] === base) ?? keys.find((key) => key === 'en') ?? keys[0];
  if (language === undefined) throw new RangeError('a localised text needs at least one language');
  // Safety: `language` is a key of `texts`.
  return { language, value: texts[language] as T };
}
