import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { type Locale, locales } from '../../web/locale.ts';
import type { Theme } from '../../web/page-request.ts';
import { startBrowser } from './browser.ts';
import { everyPage } from './pages.ts';
import { loadRenderer, type Renderer } from './renderer.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'";
const flaw =
  '<!doctype html><html><head><title>x</title></head><body><img src="/x"><p style="color:#ccc">pale</p><input></body></html>';

let renderer: Renderer;
let browser: Browser;
let server: Server;
let origin: string;
let axe: string;

before(async () => {
  renderer = await loadRenderer();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  server = createServer((request, response) => {
    const [, kind, locale, theme, name] = (request.url ?? '').split('/');
    if (kind === 'assets') {
      response.setHeader('content-type', String(locale).endsWith('.css') ? 'text/css' : 'text/javascript');
      readFile(join(renderer.build.clientFolder, String(locale))).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (kind === 'flaw') response.end(flaw);
    else if (kind !== 'page') response.writeHead(404).end();
    else {
      response.setHeader('content-security-policy', policy);
      // Safety: the tests below ask only for languages, appearances and pages that exist.
      response.end(
        renderer.renderPage(everyPage({ locale: locale as Locale, theme: theme as Theme })[name ?? '']!).html,
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

const serious = async (page: Page): Promise<string[]> => {
  // Chromium's own channel runs it, so the page's policy stays as strict as it is for readers.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
};

test('axe finds the faults of a page that has them', async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/flaw`);
  const found = (await serious(page)).join('\n');
  for (const id of ['html-has-lang', 'image-alt', 'color-contrast', 'label']) assert.match(found, new RegExp(id));
  await page.close();
});

for (const locale of locales) {
  for (const theme of ['light', 'dark'] as const) {
    for (const width of [390, 1280]) {
      test(`pages in ${locale}, ${theme}, ${width} px: nothing serious for axe, nothing wider than the screen`, async () => {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        const refused: string[] = [];
        page.on('console', (message) => {
          if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
        });
        for (const name of Object.keys(everyPage())) {
          await page.goto(`${origin}/page/${locale}/${theme}/${name}`, { waitUntil: 'load' });
          assert.deepEqual(await serious(page), [], name);
          const overflow = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
          assert.ok(overflow <= 0, `${name} is ${overflow} px too wide`);
        }
        assert.deepEqual(refused, []);
        await page.close();
      });
    }
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
