import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { startBrowser } from '../../scripts/docs/browser.ts';
import type { Locale } from '../../web/locale.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { loadRenderer } from './renderer.ts';

/**
 * Compares how pages look with pictures that somebody looked at: `node --test test/web/looks.ts`. After a change that is
 * meant, `RENEW=1 node --test test/web/looks.ts` takes the pictures anew; look at them before they are committed.
 *
 * Every picture is of the page as it leaves the server, with the data and the clock of the fixtures, in letters that ship
 * with the project: what a device brings along is not in them.
 */
const folder = join(import.meta.dirname, 'looks');
const isRenewing = process.env.RENEW === '1';
/** Difference of a colour, of 255, that counts; another machine rounds the edges of letters in another way. */
const TOLERATED_COLOUR = 48;
/** Part of the pixels that may differ by more. */
const TOLERATED_PART = 0.001;

interface Look {
  page: string;
  locale: Locale;
  theme: 'light' | 'dark';
  width: 390 | 1280;
}

const looks: readonly Look[] = [
  { page: 'home', locale: 'en', theme: 'light', width: 1280 },
  { page: 'search-narrowed', locale: 'en', theme: 'dark', width: 1280 },
  { page: 'listing', locale: 'en', theme: 'light', width: 390 },
  { page: 'shop', locale: 'zh-CN', theme: 'light', width: 1280 },
  { page: 'trust', locale: 'en', theme: 'dark', width: 390 },
  { page: 'order-disputed', locale: 'en', theme: 'light', width: 1280 },
  { page: 'court', locale: 'zh-CN', theme: 'dark', width: 390 },
  { page: 'case', locale: 'en', theme: 'light', width: 1280 },
  { page: 'network', locale: 'en', theme: 'dark', width: 1280 },
  { page: 'sell', locale: 'zh-CN', theme: 'light', width: 390 },
];

/** Instead of the letters of the device. */
const ownLetters =
  ':root, :lang(zh) { --font: "Vouch Han", Besley; --font-display: "Vouch Han", Besley; --font-code: Besley; }';
const goods = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path fill="#b9a583" d="M0 0h4v4H0z"/></svg>';

let browser: Browser;
let server: PageServer;

before(async () => {
  server = await startPageServer(await loadRenderer());
  browser = await startBrowser();
  await mkdir(folder, { recursive: true });
});

after(async () => {
  await browser?.close();
  server?.stop();
});

async function take({ page: name, locale, theme, width }: Look): Promise<Buffer> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    // For the letters below; what pages may do is tested elsewhere.
    bypassCSP: true,
    reducedMotion: 'reduce',
    colorScheme: theme,
    viewport: { width, height: width === 390 ? 844 : 900 },
  });
  const page = await context.newPage();
  await page.route('**/image/**', (route) => route.fulfill({ contentType: 'image/svg+xml', body: goods }));
  await page.route('**/page/**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: (await response.text()).replace('</body>', `<style>${ownLetters}</style></body>`),
    });
  });
  await page.goto(`${server.origin}/page/${locale}/${theme}/${name}`, { waitUntil: 'load' });
  await page.evaluate('document.fonts.ready');
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await context.close();
  return png;
}

/** Part of the pixels that differ visibly; pictures of different sizes differ as a whole. */
async function differing(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((png) => sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  );
  if (a === undefined || b === undefined || a.info.width !== b.info.width || a.info.height !== b.info.height) return 1;
  let count = 0;
  for (let at = 0; at < a.data.length; at += 3) {
    const isOther = [0, 1, 2].some(
      (part) => Math.abs((a.data[at + part] ?? 0) - (b.data[at + part] ?? 0)) > TOLERATED_COLOUR,
    );
    if (isOther) count += 1;
  }
  return count / (a.info.width * a.info.height);
}

for (const look of looks) {
  const name = `${look.page}-${look.locale}-${look.theme}-${look.width}`;
  test(`${name} looks as it was reviewed`, async () => {
    const taken = await take(look);
    const file = join(folder, `${name}.png`);
    if (isRenewing) {
      await writeFile(
        file,
        await sharp(taken).png({ compressionLevel: 9, effort: 10, palette: true, quality: 100 }).toBuffer(),
      );
      return;
    }
    const part = await differing(taken, await readFile(file));
    if (part <= TOLERATED_PART) return;
    const shown = join(tmpdir(), `vouch-look-${name}.png`);
    await writeFile(shown, taken);
    assert.fail(`${(part * 100).toFixed(2)} % of the pixels differ; how it looks now is in ${shown}`);
  });
}
