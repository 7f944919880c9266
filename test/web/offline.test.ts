import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { contentSecurityPolicy } from '../../node/api/content-security-policy.ts';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { pickLocale } from '../../web/locale.ts';
import { until } from '../support/until.ts';
import { status } from './fixtures.ts';
import { everyPage } from './pages.ts';
import { loadRenderer } from './renderer.ts';

const policyWith = (styleSource: string): string =>
  Object.entries(contentSecurityPolicy(styleSource).directives)
    .flatMap(([name, values]) =>
      values === null ? [] : [`${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${values.join(' ')}`],
    )
    .join('; ');
const pages: Readonly<Record<string, string>> = { '/': 'home', '/offline': 'offline', '/orders': 'orders' };
/** Other builds name other files: the server can pretend to be of one. */
let build = '';
let browser: Browser;
let origin: string;
let close: () => Promise<void>;

before(async () => {
  const renderer = await loadRenderer();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://node');
    const answer = async (): Promise<void> => {
      const name = pages[url.pathname];
      if (url.pathname.startsWith('/assets/')) {
        const file = path.basename(url.pathname).replace(/^other-/, '');
        response.setHeader('content-type', file.endsWith('.css') ? 'text/css' : 'text/javascript');
        if (file.startsWith('service-worker-')) response.setHeader('service-worker-allowed', '/');
        response.end(await readFile(path.join(renderer.build.clientFolder, file)));
      } else if (name !== undefined) {
        const locale = pickLocale([/lang=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]]);
        const page = everyPage({ locale, status: { ...status, demo: false } })[name];
        assert.ok(page);
        response
          .setHeader('content-type', 'text/html; charset=utf-8')
          .setHeader('content-security-policy', policyWith(renderer.styleSource));
        response.end(renderer.renderPage(page).html.replace(/\/assets\/site-/g, `/assets/${build}site-`));
      } else response.writeHead(404).end();
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safety: a server that listens on TCP has such an address.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  browser = await startBrowser();
});
after(async () => {
  await browser.close();
  await close();
});

/** Names of what is kept, and the paths in it, the files of a build as one. */
const kept = `(async () => {
  const names = await caches.keys();
  const requests = (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat();
  const paths = requests.map(({ url }) => new URL(url).pathname);
  return { names, paths: [...new Set(paths.map((each) => each.startsWith('/assets/') ? '/assets/' : each))].sort() };
})()`;
interface Kept {
  names: string[];
  paths: string[];
}
const keptWith = (page: Page, part: string): Promise<Kept> =>
  until(`what is kept for "${part}" alone`, async () => {
    // Safety: the script above says so.
    const found = (await page.evaluate(kept)) as Kept;
    const [name = '', ...others] = found.names;
    return name.includes(part) && others.length === 0 && found.paths.includes('/offline') ? found : undefined;
  });

test('once seen, a page of the node’s own opens without it, says what still works, and leads back', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/orders`);
  const { paths } = await keptWith(page, ' en ');
  assert.deepEqual(paths, ['/assets/', '/offline'], 'no page of a person, no answer of the API');
  await page.waitForFunction('navigator.serviceWorker.controller !== null');
  await context.setOffline(true);

  await page.goto(`${origin}/listing/somewhere?v=1`);
  assert.equal(await page.locator('h1').innerText(), 'This node does not answer');
  assert.equal(page.url(), `${origin}/listing/somewhere?v=1`);
  assert.notEqual(await page.evaluate("getComputedStyle(document.querySelector('.button')).backgroundColor"), '');
  assert.equal(await page.locator('.offline-works li').count(), 3);
  const styled = 'getComputedStyle(document.querySelector(".told")).textAlign';
  assert.equal(await page.evaluate(styled), 'center', 'the style sheet was kept');
  assert.equal(await page.evaluate("fetch('/api/v1/status').then(() => true, () => false)"), false);

  await page.goto(`${origin}/`).catch(() => undefined);
  assert.equal(await page.locator('h1').innerText(), 'This node does not answer');
  await context.setOffline(false);
  await page.locator('.told .button').first().click();
  await page.waitForFunction("document.querySelector('.told') === null");
  assert.equal(page.url(), `${origin}/`);
  await context.close();
});

test('another language and another build are kept anew, and what was kept before goes', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(origin);
  await keptWith(page, ' en ');
  await context.addCookies([{ name: 'lang', value: 'zh-CN', url: origin }]);
  await page.goto(origin);
  await keptWith(page, ' zh-CN ');
  build = 'other-';
  await page.goto(origin);
  await keptWith(page, 'other-site-');
  build = '';
  await page.waitForFunction('navigator.serviceWorker.controller !== null');
  await context.setOffline(true);
  await page.goto(`${origin}/cart`);
  assert.equal(await page.locator('h1').innerText(), '这个节点没有回应');
  await context.close();
});
