import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Locale, locales } from '../../../web/locale.ts';
import { seriousFaults } from '../../web/axe.ts';
import { cutOff } from '../../web/cut-off.ts';
import { everyVisit, type Visit } from '../support/every-page.ts';
import { pageRoutes } from '../support/page-routes.ts';
import { watch } from '../support/reader.ts';
import { nodeOf, type Stage } from '../support/story.ts';
import { wordsOf } from '../support/words.ts';

/** Pages that are open at the same time. */
const LANES = 3;
const HEIGHT = 900;
const PATIENCE_MILLISECONDS = 60_000;

interface Look {
  width: number;
  theme: 'light' | 'dark';
  /** Whether axe looks too: at each page once at each width, in each theme, in each language. */
  axe?: boolean;
}

const looks: Record<Locale, readonly Look[]> = {
  en: [
    { width: 390, theme: 'light', axe: true },
    { width: 390, theme: 'dark' },
    { width: 1_280, theme: 'dark' },
    { width: 1_280, theme: 'light' },
  ],
  'zh-CN': [
    { width: 1_280, theme: 'dark', axe: true },
    { width: 1_280, theme: 'light' },
    { width: 390, theme: 'light' },
    { width: 390, theme: 'dark' },
  ],
};

/** What is not taken over yet, or still on its way. */
const unfinished = '[data-island]:not([data-mounted]), .skeleton:not(.design-sheet *)';

interface Seen {
  origin: string;
  locale: Locale;
  visit: Visit;
}

/** Opens a page as the person who looks at it, and waits until it is filled. @returns what goes wrong there, which grows */
async function open(page: Page, { origin, locale, visit }: Seen): Promise<string[]> {
  const faults = watch(page, origin);
  if (visit.as !== undefined) {
    await page.addInitScript(
      `localStorage.setItem('vouch.wallet', 'vouch.demo'); sessionStorage.setItem('vouch.persona', '${visit.as}');`,
    );
  }
  const { status = 200 } = visit;
  const answer = await page.goto(origin + visit.path, { waitUntil: 'load' });
  assert.equal(answer?.status(), status);
  // Browsers write down that the page itself is an error.
  if (status !== 200) assert.equal(faults.splice(0).length, 1);
  const shown = page.locator(visit.shows).first();
  if (visit.signIn) {
    const button = page.getByRole('button', { name: wordsOf(locale).t('session.do') });
    await button.or(shown).first().waitFor();
    if (await button.isVisible()) await button.click();
  }
  await shown.waitFor();
  await page.locator(unfinished).first().waitFor({ state: 'detached' });
  return faults;
}

/** Looks at a page in one language. @returns what is wrong, none where all is well */
async function inspect(page: Page, seen: Seen): Promise<string[]> {
  const { locale } = seen;
  const faults = await open(page, seen);
  const brand = wordsOf(locale).t('brand');
  const title = await page.title();
  if (title === '' || title === brand) faults.push(`the title is "${title}"`);
  const language = await page.evaluate('document.documentElement.lang');
  if (language !== locale) faults.push(`the language is "${language}"`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`${headings} main headings`);
  for (const { width, theme, axe } of looks[locale]) {
    const found: string[] = [];
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme: theme });
    const overflow = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
    if (overflow > 0) found.push(`${overflow} px too wide`);
    found.push(...(await cutOff(page)));
    if (axe) found.push(...(await seriousFaults(page)));
    faults.push(...found.map((fault) => `${width} px, ${theme}: ${fault}`));
  }
  return faults;
}

const newContext = async (browser: Browser, locale: Locale): Promise<BrowserContext> => {
  const context = await browser.newContext({
    locale,
    viewport: { width: looks[locale][0]?.width ?? 1_280, height: HEIGHT },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  return context;
};

/** A page with each fault that only this walk looks for. */
const flaws = `<!doctype html><title>x</title>
  <p style="width: 9rem; overflow: hidden; white-space: nowrap">Words that are much longer than their box is</p>
  <p style="position: absolute; left: 380px; white-space: nowrap">Beyond the edge</p>
  <button style="width: 3rem; white-space: nowrap">Longer than its button</button>
  <p style="width: 9rem; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">Words that end in an ellipsis</p>
  <div style="width: 9rem; overflow-x: auto"><p style="width: 60rem">Words that can be scrolled to</p></div>`;

/** What cuts text off is found, and what does not is let be. */
export async function findFlaws({ browser }: Pick<Stage, 'browser'>): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 390, height: HEIGHT } });
  await page.setContent(flaws);
  const found = await cutOff(page);
  await page.close();
  assert.deepEqual(
    found.map((fault) => fault.split(':')[0]),
    ['cut off', 'beyond the screen', 'runs out'],
  );
}

/**
 * Every page of every role in both languages and themes, before a phone and a wide screen, filled with what the market
 * holds: no error, nothing from elsewhere, nothing too wide or cut off, title and language set, nothing serious for axe.
 */
export async function walk(stage: Stage): Promise<void> {
  const { url: origin } = nodeOf(stage, 1);
  const [routes, visits] = await Promise.all([pageRoutes(), everyVisit(stage)]);
  assert.deepEqual(Object.keys(visits).sort(), [...routes, '*'].sort(), 'every page is looked at');

  // Whoever signs in has a browser of its own: a node knows one account at a time in each.
  const contexts = new Map<string, Promise<BrowserContext>>();
  const contextOf = (locale: Locale, { as = '', signIn = false }: Visit): Promise<BrowserContext> => {
    const name = signIn ? `${locale} ${as}` : locale;
    const context = contexts.get(name) ?? newContext(stage.browser, locale);
    contexts.set(name, context);
    return context;
  };
  const waiting = Object.values(visits)
    .flat()
    .flatMap((visit) => locales.map((locale) => ({ locale, visit })));
  const look = async (seen: Seen): Promise<string[]> => {
    const page = await (await contextOf(seen.locale, seen.visit)).newPage();
    try {
      return await inspect(page, seen);
    } catch (error) {
      return [String(error)];
    } finally {
      await page.close();
    }
  };
  const wrong: string[] = [];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const seen = { origin, ...next };
      // A node with too much to do refuses some questions for a moment: what stands is wrong the second time too.
      const faults = (await look(seen)).length === 0 ? [] : await look(seen);
      const where = `${next.visit.path} in ${next.locale} as ${next.visit.as ?? 'a reader'}`;
      wrong.push(...faults.map((fault) => `${where}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  for (const context of contexts.values()) await (await context).close();
  assert.deepEqual(wrong, []);
}
