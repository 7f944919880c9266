import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { locales } from '../../web/locale.ts';
import { seriousFaults } from './axe.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { everyPage } from './pages.ts';
import { loadRenderer } from './renderer.ts';

const flaw =
  '<!doctype html><html><head><title>x</title></head><body><img src="/x"><p style="color:#ccc">pale</p><input></body></html>';

let browser: Browser;
let server: PageServer;
let origin: string;

before(async () => {
  server = await startPageServer(await loadRenderer(), { flaw });
  origin = server.origin;
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  server?.stop();
});

test('axe finds the faults of a page that has them', async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/flaw`);
  const found = (await seriousFaults(page)).join('\n');
  for (const id of ['html-has-lang', 'image-alt', 'color-contrast', 'label']) assert.match(found, new RegExp(id));
  const pale = await seriousFaults(page, 'colours');
  assert.deepEqual(
    pale.map((fault) => fault.split(':')[0]),
    ['color-contrast'],
  );
  await page.close();
});

/** Width of the smallest phone, where nothing but the width is looked at; then a phone and a desk. */
const SMALLEST = 360;
const widths = [SMALLEST, 390, 1280];

for (const locale of locales) {
  for (const theme of ['light', 'dark'] as const) {
    test(`pages in ${locale}, ${theme}, on a phone and a desk: nothing serious for axe, nothing wider than their screens or 360 px`, async () => {
      const page = await browser.newPage();
      const refused: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
      });
      for (const name of Object.keys(everyPage())) {
        await page.goto(`${origin}/page/${locale}/${theme}/${name}`, { waitUntil: 'load' });
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          const faults = width === SMALLEST ? [] : await seriousFaults(page, theme === 'light' ? 'all' : 'colours');
          assert.deepEqual(faults, [], `${name} at ${width} px`);
          const overflow = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
          assert.ok(overflow <= 0, `${name} is ${overflow} px too wide for ${width} px`);
        }
      }
      assert.deepEqual(refused, []);
      await page.close();
    });
  }
}

test('without JavaScript a reader finds, reads and chooses, up to the checkout', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${origin}/page/en/light/listing`);
  await page.locator('[data-thumbnail]').nth(2).click();
  const third = await page.locator('#picture-3').boundingBox();
  const stage = await page.locator('[data-stage]').boundingBox();
  assert.ok(third && stage && Math.abs(third.x - stage.x) < 2, 'the third picture is in view');
  assert.equal(await page.locator('.buy button[type=submit]').isEnabled(), true);
  await context.close();
});
