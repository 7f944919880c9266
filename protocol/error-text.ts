import en from './error-texts/en.json' with { type: 'json' };
import zhCn from './error-texts/zh-CN.json' with { type: 'json' };

/** What happened, and what the reader can do about it: one sentence each. */
export interface ErrorText {
  message: string;
  hint: string;
}
export type ErrorLanguage = 'en' | 'zh-CN';

// Safety: the tests check that both files hold pairs of texts under the same codes.
const texts = { en, 'zh-CN': zhCn } as unknown as Record<ErrorLanguage, Record<string, [string, string]>>;

/**
 * The text for a person behind an error's code.
 * @param code such as `offer.sold_out`; a code without a text of its own takes that of its problem, `*.too_large`
 * @param language language of the page
 * @returns undefined for a code that says nothing to people: show the error's own message
 */
export function errorText(code: string, language: ErrorLanguage): ErrorText | undefined {
  const table = texts[language];
  const found = own(table, code) ?? own(table, `*${code.slice(code.indexOf('.'))}`);
  return found && { message: found[0], hint: found[1] };
}

const own = (table: Record<string, [string, string]>, code: string): [string, string] | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;
