import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import type { PersonaRecord } from '../../../scripts/demo/accounts.ts';
import type { Locale } from '../../../web/locale.ts';
import type { View } from '../../../web/view.ts';
import { seriousFaults } from '../../web/axe.ts';
import { type Word, wordsOf } from './words.ts';

/** Somebody in front of a browser, on one node, in one language. */
export interface Reader {
  page: Page;
  words: View<Word>;
  /** Opens a page of the node and inspects it. */
  visit(path: string): Promise<void>;
  /** Waits until the page is whole, and checks it: for everybody usable, no error, nothing from elsewhere. */
  inspect(): Promise<void>;
  /** Becomes a person of the demo market by the wallet's dialog. */
  become(persona: PersonaRecord): Promise<void>;
  /** Opens the wallet's dialog, does something there, and closes it. */
  inWallet(use: (dialog: Locator) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** A node says so that an account is no promoter, has no shop or signed no note; browsers write every 404 to the console. */
const isAbsence = (text: string, url: string): boolean =>
  /status of 404/.test(text) &&
  /\/api\/v1\/((promoters|shops|heads)\/0x[0-9a-f]{40}|people\/0x[0-9a-f]{40}\/note)$/.test(url);

/** An open page goes on asking for news while its node is off, which the story wants to be so. */
const isNodeOff = (text: string): boolean =>
  /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/.test(text);

/**
 * Notes what goes wrong in a page from now on.
 * @param origin the node's, which is all that a page may ask
 * @returns what went wrong, which grows
 */
export function watch(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    const { url } = message.location();
    const isExpected = isAbsence(message.text(), url) || isNodeOff(message.text());
    if (message.type() === 'error' && !isExpected) faults.push(`${message.text()} ${url}`);
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'data:') faults.push(`asks ${url}`);
  });
  return faults;
}

/**
 * Opens a browser of its own for a reader.
 * @param options the node's address, the language, and the width of the screen in pixels
 */
export async function openReader(options: {
  browser: Browser;
  origin: string;
  locale?: Locale;
  width?: number;
}): Promise<Reader> {
  const { browser, origin, locale = 'en', width = 1_280 } = options;
  // Colours on their way from one to another have no contrast to speak of.
  const context = await browser.newContext({
    locale,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const faults = watch(page, origin);
  const words = wordsOf(locale);
  const walletButton = page.locator('header').getByRole('button', {
    name: new RegExp(`^(${words.t('wallet.connect')}|${words.t('wallet.account', { who: '.+' })})$`),
  });

  const reader: Reader = {
    page,
    words,
    async visit(path) {
      const response = await page.goto(new URL(path, origin).href);
      assert.equal(response?.status(), 200, path);
      await reader.inspect();
    },
    async inspect() {
      await page.locator('[data-island]:not([data-mounted])').first().waitFor({ state: 'detached' });
      assert.equal(await page.evaluate('document.documentElement.lang'), locale);
      assert.deepEqual(await seriousFaults(page), [], page.url());
      assert.deepEqual(faults.splice(0), [], page.url());
      const overflow = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
      assert.ok(overflow <= 0, `${page.url()} is ${overflow} px too wide`);
    },
    async become(persona) {
      const name = persona.names[locale] ?? persona.name;
      await reader.inWallet(async (dialog) => {
        const change = dialog.getByText(words.t('demo.change'));
        const person = dialog.getByRole('button', { name });
        await change.or(person).first().waitFor();
        if (await change.isVisible()) await change.click();
        await person.click();
        await dialog.getByText(persona.address).waitFor();
      });
      await page
        .locator('header')
        .getByRole('button', { name: words.t('wallet.account', { who: name }) })
        .waitFor();
    },
    async inWallet(use) {
      await walletButton.click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await use(dialog);
      assert.deepEqual(await seriousFaults(page), [], 'the wallet dialog');
      await dialog.getByRole('button', { name: words.t('close') }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    close: () => context.close(),
  };
  return reader;
}
