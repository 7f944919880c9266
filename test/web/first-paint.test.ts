import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { parse } from 'node-html-parser';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { locales } from '../../web/locale.ts';
import { until } from '../support/until.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { everyPage } from './pages.ts';
import { loadRenderer, type Renderer } from './renderer.ts';

const storefront = ['home', 'search', 'shop', 'listing'];
/** What a server sends before it waits for an answer: ten packets. */
const firstFlightBytes = 14_600;
/** Compressed; every page of the storefront brings it. */
const firstStyleBytes = 7_000;
/** Slow 4G. */
const network = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };

/** As a node sends it. */
const compressedBytes = (text: string): number =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;

let renderer: Renderer;
let server: PageServer;
let browser: Browser;
before(async () => {
  renderer = await loadRenderer();
  server = await startPageServer(renderer);
  browser = await startBrowser();
});
after(async () => {
  await browser.close();
  server.stop();
});

for (const name of storefront) {
  test(`the first screen of ${name} needs one request and fits into the first packets`, (context) => {
    for (const locale of locales) {
      const request = everyPage({ locale })[name];
      assert.ok(request);
      const { html } = renderer.renderPage(request);
      const document = parse(html);
      const head = document.querySelector('head');
      assert.deepEqual(head?.querySelectorAll('link[rel=stylesheet]').map(String), []);
      for (const script of document.querySelectorAll('script'))
        assert.match(
          script.getAttribute('type') ?? '',
          /^(module|application\/(ld\+)?json)$/,
          'no script stops the page',
        );
      const style = head?.querySelector('style')?.rawText ?? '';
      const first = html.slice(0, html.indexOf('<link rel="stylesheet"'));
      assert.ok(first.includes('</header>'), 'what stands before the whole style sheet is seen first');
      context.diagnostic(`${locale}: ${compressedBytes(first)} bytes, of them styles ${compressedBytes(style)}`);
      assert.ok(style.length > 0 && compressedBytes(style) <= firstStyleBytes);
      assert.ok(compressedBytes(first) <= firstFlightBytes);
    }
  });
}

test('over a slow line pages are seen before any file of theirs has come, and are whole once all have', async () => {
  for (const name of storefront) {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', network);
    const held = Promise.withResolvers<void>();
    await page.route('**/assets/**', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${server.origin}/page/en/light/${name}`, { waitUntil: 'commit' });
    // Asked from outside: the page's policy forbids to evaluate text within it.
    const painted = `performance.getEntriesByName('first-contentful-paint').length === 1`;
    await until(`the first paint of ${name}`, async () => (await page.evaluate(painted)) === true);
    const came = `performance.getEntriesByType('resource').filter(({ name, responseEnd }) => name.includes('/assets/') && responseEnd > 0).length`;
    assert.equal(await page.evaluate(came), 0, name);
    held.resolve();
    await page.waitForLoadState('load');
    const blocking = `performance.getEntriesByType('resource').filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking').length`;
    assert.equal(await page.evaluate(blocking), 0, name);
    assert.equal(await page.evaluate(`getComputedStyle(document.querySelector('.footer-grid')).display`), 'grid', name);
    await page.close();
  }
});
