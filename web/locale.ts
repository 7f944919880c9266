/** Languages that the pages speak. */
export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/**
 * Picks the language of a page.
 * @param wanted language tags, most wanted first: a query parameter, a cookie, then an Accept-Language header
 * @returns the first that the pages speak (`zh-Hans` counts as zh-CN), else English
 */
export function pickLocale(wanted: readonly (string | undefined | null)[]): Locale {
  for (const text of wanted) {
    for (const tag of (text ?? '').split(',')) {
      const base = tag.split(';')[0]?.trim().toLowerCase().split('-')[0];
      const found = locales.find((locale) => locale.toLowerCase().split('-')[0] === base);
      if (found !== undefined) return found;
    }
  }
  return 'en';
}
