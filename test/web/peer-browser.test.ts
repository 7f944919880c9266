import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { sampleShop } from '../../scripts/bench/replicate/sample-shop.ts';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { locales } from '../../web/locale.ts';
import { until } from '../support/until.ts';
import { seriousFaults } from './axe.ts';
import { loadRenderer, type Renderer } from './renderer.ts';
import { startBarePeer } from './support/bare-peer.ts';
import { type PeerPageServer, startPeerPageServer } from './support/peer-page-server.ts';
import { picturedVersion } from './support/pictured-shop.ts';
import { type ShopNode, startShopNode } from './support/shop-nodes.ts';
import { untilTrue } from './support/until-true.ts';

const key = `0x${'74'.repeat(32)}` as const;
const listings = 30;
const seconds = (): number => Math.floor(Date.now() / 1_000);
const isWebSocket = (address: string): boolean => address.includes('/ws/');
const isWebRtc = (address: string): boolean => address.includes('/webrtc-direct/');

let browser: Browser;
let renderer: Renderer;
let first: ShopNode;
let second: ShopNode;
let shop: string;

before(async () => {
  const sample = await sampleShop(key);
  shop = sample.shop;
  [browser, renderer] = await Promise.all([startBrowser(), loadRenderer()]);
  const order = { key, version: 2, count: listings };
  first = await startShopNode({ ...order, bootstrap: [] });
  const tcp = first.addresses.filter((address) => /\/tcp\/\d+\/p2p\//.test(address));
  second = await startShopNode({ ...order, bootstrap: tcp });
});
after(async () => {
  await browser?.close();
  await Promise.all([first?.stop(), second?.stop()]);
});

/** A reader with a browser of their own, and the website that names peers to it. */
async function reader(
  context: TestContext,
  addresses: string[],
): Promise<{ site: PeerPageServer; visitor: BrowserContext; page: Page; errors: string[] }> {
  const site = await startPeerPageServer(renderer, addresses);
  const visitor = await browser.newContext();
  const page = await visitor.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) errors.push(message.text());
  });
  context.after(async () => {
    await visitor.close();
    await site.stop();
  });
  return { site, visitor, page, errors };
}

const stage = (page: Page, name: string) => page.locator(`[data-stage=${name}]`).waitFor({ timeout: 60_000 });
const kept = (page: Page) => page.locator('[data-kept=true]').waitFor({ timeout: 60_000 });
/** What the browser keeps for a time without any node, the files of the build as one. */
const keptPaths = `(async () => {
  const caching = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const kept = (await Promise.all(caching.map((cache) => cache.keys()))).flat().map(({ url }) => new URL(url).pathname);
  return [...new Set(kept.map((path) => path.startsWith('/assets/') ? '/assets/' : path))].sort();
})()`;
const scopes = '(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope))()';
/** Pictures that the browser has decoded. */
const shownPictures = (page: Page) =>
  page.evaluate("[...document.querySelectorAll('.peer-grid img')].filter((image) => image.naturalWidth === 96).length");

test('a shop is read from two nodes by WebSocket, also when every website is cut off after the first visit', async (context) => {
  const addresses = [...first.addresses, ...second.addresses].filter(isWebSocket);
  assert.equal(addresses.length, 2);
  const { site, page, errors } = await reader(context, addresses);
  await page.goto(`${site.origin}/peer`);
  await kept(page);
  await until('the page for times without a node', async () =>
    String(await page.evaluate(keptPaths)).includes('/offline'),
  );
  assert.deepEqual(await page.evaluate(keptPaths), ['/assets/', '/offline', '/peer'], 'nothing else is kept');
  assert.deepEqual(await page.evaluate(scopes), [`${site.origin}/`]);
  await site.stop();

  await page.goto(`${site.origin}/peer#${shop}`);
  await page.reload();
  await stage(page, 'done');
  assert.equal(await page.locator('.peer-grid .card').count(), listings);
  await untilTrue(page, "[...document.querySelectorAll('.peer-grid img')].every((image) => image.complete)");
  assert.equal(await shownPictures(page), listings);
  assert.equal(await page.locator('.peer-shop h2').innerText(), 'Sample Ceramics');
  assert.match(await page.locator('.peer-grid').innerText(), /from 19\.001\sdUSD/);
  assert.match(
    await page.locator('.peer-shop').innerText(),
    /signature of the shop’s owner .* checked in your browser/,
  );
  assert.equal(await page.locator('[data-state=connected]').count(), 2);
  assert.deepEqual(errors, []);

  await first.stop();
  await page.reload();
  await stage(page, 'done');
  assert.equal(await shownPictures(page), listings, 'the other node has all of it');
});

test('a shop is read by WebRTC, which needs no certificate', async (context) => {
  const addresses = second.addresses.filter(isWebRtc);
  assert.ok(addresses.length > 0);
  const { site, page } = await reader(context, addresses);
  await page.goto(`${site.origin}/peer#${shop}`);
  await stage(page, 'done');
  assert.equal(await page.locator('.peer-grid img').count(), listings);
});

test('a peer that tampers is refused and named, and one with an older version is shown as such', async (context) => {
  const sample = await sampleShop(key);
  const current = await picturedVersion(sample, { version: 2, count: listings, now: seconds() - 1 });
  const old = await picturedVersion(sample, { version: 1, count: 3, now: seconds() });
  const liar = await startBarePeer({
    head: current.head,
    blocks: [...current.blocks, ...current.pictures],
    tamper: (bytes) => bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)),
  });
  const sleeper = await startBarePeer({ head: old.head, blocks: old.blocks });
  context.after(() => Promise.all([liar.stop(), sleeper.stop()]));
  const { site, page } = await reader(context, [
    ...liar.addresses,
    ...sleeper.addresses,
    ...second.addresses.filter(isWebSocket),
  ]);
  await page.goto(`${site.origin}/peer#${shop}`);
  await stage(page, 'done');
  assert.equal(await page.locator('.peer-grid .card').count(), listings);
  const refused = page.locator('[data-state=refused]');
  assert.match(
    await refused.innerText(),
    new RegExp(`${liar.addresses[0]?.split('/p2p/')[1]}[\\s\\S]*peer.false_block`),
  );
  assert.match(await page.locator('.peer-rows').innerText(), /only the older version 1/);
});

test('a peer with nothing but an older version is shown as older than what this browser saw', async (context) => {
  const sample = await sampleShop(key);
  const old = await picturedVersion(sample, { version: 1, count: 3, now: seconds() });
  const sleeper = await startBarePeer({ head: old.head, blocks: [...old.blocks, ...old.pictures] });
  context.after(() => sleeper.stop());
  const { site, page } = await reader(context, sleeper.addresses);
  await page.goto(`${site.origin}/peer`);
  await page.evaluate(`localStorage.setItem('vouch.seen-versions', '[["${shop}",2]]')`);
  await page.goto(`${site.origin}/peer#${shop}`);
  await stage(page, 'done');
  assert.match(await page.locator('.peer-shop .banner').innerText(), /saw version 2 .* only version 1/);
});

test('a shop that is named in the address bar while the page is being built is read', async (context) => {
  const { site, page } = await reader(context, second.addresses.filter(isWebSocket));
  await page.addInitScript(`new MutationObserver((changes, observer) => {
    if (document.querySelector('.peer-reader') === null) return;
    observer.disconnect();
    location.hash = '${shop}';
  }).observe(document, { childList: true, subtree: true })`);
  await page.goto(`${site.origin}/peer`);
  await stage(page, 'done');
  assert.equal(await page.locator('.peer-grid .card').count(), listings);
});

test('without a peer the page says what to do, takes an address, and goes on', async (context) => {
  const { site, page } = await reader(context, []);
  await page.goto(`${site.origin}/peer#${shop}`);
  await stage(page, 'failed');
  assert.match(await page.locator('[role=alert]').innerText(), /None of the known peers[\s\S]*peer\.none_reachable/);
  await page.locator('.peer-add summary').click();
  await page.locator('.peer-add textarea').fill('http://example.org');
  await page.locator('.peer-add button').click();
  assert.match(await page.locator('.peer-add [role=alert]').innerText(), /no address of a peer/);
  await page.locator('.peer-add textarea').fill(second.addresses.filter(isWebSocket).join('\n'));
  await page.locator('.peer-add button').click();
  await stage(page, 'done');
  assert.equal(await page.locator('.peer-grid .card').count(), listings);
});

test('on a page without a secure address, where browsers join no network, the page says what to do', async (context) => {
  const { site, page } = await reader(context, second.addresses.filter(isWebSocket));
  await page.route('http://market.test/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${site.origin}${pathname}` }) });
  });
  await page.goto(`http://market.test/peer#${shop}`);
  assert.match(await page.locator('[role=alert]').innerText(), /by https[\s\S]*peer\.page_insecure/);
  await page.locator('[data-kept=false]').waitFor();
  await page.unrouteAll({ behavior: 'wait' });
});

for (const locale of locales) {
  test(`the page with a shop in ${locale}: nothing serious for axe, nothing wider than a phone`, async (context) => {
    const { site, page } = await reader(context, second.addresses.filter(isWebSocket));
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${site.origin}/peer?lang=${locale}#${shop}`);
    await stage(page, 'done');
    await page.locator('.peer-add summary').click();
    assert.deepEqual(await seriousFaults(page), []);
    assert.ok(((await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number) <= 0);
    assert.equal(await page.locator('html').getAttribute('lang'), locale);
  });
}
