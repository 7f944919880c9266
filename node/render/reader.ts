import type { FastifyRequest } from 'fastify';
import { type Locale, pickLocale } from '../../web/locale.ts';
import type { Theme } from '../../web/page-request.ts';

const YEAR_SECONDS = 31_536_000;

/** What the visitor chose, and the cookies that keep the choice. */
export interface Reader {
  locale: Locale;
  theme: Theme;
  cookies: string[];
}

const themes: readonly Theme[] = ['auto', 'light', 'dark'];

/**
 * Reads language and theme: a choice in the address wins and is kept, then the cookie, then the browser's languages.
 */
export function readReader(request: Pick<FastifyRequest, 'headers' | 'query'>): Reader {
  // Safety: the query is a record of strings, or of arrays that count as no choice.
  const query = (request.query ?? {}) as Record<string, unknown>;
  const cookies = parseCookies(request.headers.cookie ?? '');
  const chosen = typeof query.lang === 'string' ? query.lang : undefined;
  const locale = pickLocale([chosen, cookies.get('lang'), request.headers['accept-language']]);
  const chosenTheme = themes.find((theme) => theme === query.theme);
  const theme = chosenTheme ?? themes.find((each) => each === cookies.get('theme')) ?? 'auto';
  return {
    locale,
    theme,
    cookies: [
      ...(chosen === undefined ? [] : [cookie('lang', locale)]),
      ...(chosenTheme === undefined ? [] : [cookie('theme', theme)]),
    ],
  };
}

const cookie = (name: string, value: string): string =>
  `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;

function parseCookies(header: string): Map<string, string> {
  return new Map(
    header.split(';').flatMap((part): [string, string][] => {
      const [name, value] = part.trim().split('=');
      return name && value !== undefined ? [[name, value]] : [];
    }),
  );
}
