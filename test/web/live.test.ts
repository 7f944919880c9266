import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../scripts/docs/browser.ts';
import type { PageRequest } from '../../web/page-request.ts';
import { until } from '../support/until.ts';
import { digestOf, listing, shopDetail, status } from './fixtures.ts';
import { completedOrder, order } from './order-fixtures.ts';
import { everyPage } from './pages.ts';
import { loadRenderer, type Renderer } from './renderer.ts';
import { type LiveServer, startLiveServer } from './support/live-server.ts';
import { untilTrue } from './support/until-true.ts';

let browser: Browser;
let renderer: Renderer;
before(async () => {
  [renderer, browser] = await Promise.all([loadRenderer(), startBrowser()]);
});
after(async () => browser?.close());

const still = { status: { ...status, demo: false } };
const pages = everyPage(still);
const orderPage = pages.order as PageRequest & { page: 'order' };
const listingPage = pages.listing as PageRequest & { page: 'listing' };
const moved = {
  kind: 'order',
  order: order.id,
  shop: order.shop,
  buyer: order.buyer,
  state: 'completed',
  block: 2,
} as const;
const newBlock = (number: number, missed = false) =>
  ({ kind: 'block', number, hash: digestOf('b1'), time: 1, missed }) as const;

async function open(
  context: TestContext,
  shown: Parameters<LiveServer['show']>[0],
): Promise<{ server: LiveServer; page: Page }> {
  const server = await startLiveServer(renderer, shown);
  const page = await browser.newPage();
  context.after(async () => {
    await page.close();
    server.stop();
  });
  await page.goto(server.origin, { waitUntil: 'load' });
  await until('the page listens', async () => server.streams().length === 1);
  return { server, page };
}

test('an order that moves on shows it without a reload, says what comes next, and leaves what is being read open', async (context) => {
  const { server, page } = await open(context, orderPage);
  assert.equal(server.streams()[0], `order=${order.id}`);
  await page.evaluate('window.sameDocument = true');
  await page.locator('[data-island="conversation"]').evaluate((island) => island.setAttribute('data-kept', ''));
  server.show({ ...orderPage, order: completedOrder });
  server.tell(moved);
  await page.locator('.next', { hasText: 'The buyer confirmed the delivery' }).waitFor();
  assert.equal(await page.evaluate('window.sameDocument'), true);
  assert.match(
    await page.locator('[data-island="live"] [role=status]').innerText(),
    /The buyer confirmed the delivery/,
  );
  assert.equal(await page.locator('[data-island="conversation"][data-kept]').count(), 1);
  assert.ok((await page.locator('.timeline li').count()) > order.steps.length);
});

test('what its reader typed and opened stays while prices and stock change around it', async (context) => {
  const { server, page } = await open(context, listingPage);
  assert.equal(server.streams()[0], `shop=${listing.shop}`);
  await page.locator('.listing-evidence summary').click();
  await page.locator('input[name=quantity]').fill('7');
  const [first, ...rest] = listing.variants;
  const variants = [{ ...first!, left: 2, soldUnits: 38, offer: { ...first!.offer, priceUnits: '21500000' } }, ...rest];
  server.show({ ...listingPage, listing: { ...listing, variants } });
  server.tell(moved);
  await page.locator('.price-large', { hasText: '21.50' }).waitFor();
  assert.match(await page.locator('.stock').innerText(), /^2 left · 38 sold/);
  assert.equal(await page.locator('input[name=quantity]').inputValue(), '7');
  assert.equal(await page.locator('.listing-evidence').getAttribute('open'), '');
  assert.ok(await page.locator('input[name=quantity]').evaluate((input) => input === document.activeElement));
});

/** The listing as its address says. */
const chosenBy = (url: URL): PageRequest => ({
  ...listingPage,
  path: `/listing/${listing.cid}${url.search}`,
  variant: url.searchParams.get('v'),
});

test('another variant is shown where its reader is: same scroll, same focus, own picture, and what is bought', async (context) => {
  const { server, page } = await open(context, chosenBy);
  await page.setViewportSize({ width: 390, height: 844 });
  // Nothing glides while places are compared.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate('window.sameDocument = true');
  const celadon = page.locator('.chip', { hasText: 'Celadon' });
  await celadon.focus();
  const before = await celadon.evaluate((chip) => chip.getBoundingClientRect().top);
  await page.keyboard.press('Enter');
  await page.locator('.stock', { hasText: '3 left' }).waitFor();
  assert.equal(await page.evaluate('window.sameDocument'), true);
  assert.ok(Math.abs((await celadon.evaluate((chip) => chip.getBoundingClientRect().top)) - before) < 2);
  assert.ok(await celadon.evaluate((chip) => chip === document.activeElement && chip.ariaCurrent === 'true'));
  assert.equal(page.url(), `${server.origin}/listing/${listing.cid}?v=MUG-CEL-300`);
  assert.equal(await page.locator('form.buy input[name=v]').inputValue(), 'MUG-CEL-300');
  assert.equal(await page.locator('[data-waits][inert]').count(), 0);
  await page
    .locator('[data-island="live"] [role=status]', { hasText: /^Shown now: Celadon \/ 300 ml, .+ 3 left\.$/ })
    .waitFor({ state: 'attached' });
  assert.match((await page.locator('.switch a[hreflang="zh-CN"]').getAttribute('href')) ?? '', /v=MUG-CEL-300/);
  await untilTrue(page, "document.querySelectorAll('[data-thumbnail]')[1].getAttribute('aria-current') === 'true'");
  await page.locator('[data-island="buy-box"] button').click();
  await page.locator('.cart-added a').waitFor();
  assert.match(await page.evaluate('JSON.stringify(localStorage)'), /MUG-CEL-300/);
  // The next reading of the page is of the variant that is shown.
  server.tell(moved);
  await until('the page looked', async () => server.asked() >= 3);
  assert.match(await page.locator('.stock').innerText(), /^3 left/);
});

test('without JavaScript another variant opens at the options', async (context) => {
  const server = await startLiveServer(renderer, chosenBy);
  const visitor = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  context.after(async () => {
    await visitor.close();
    server.stop();
  });
  const page = await visitor.newPage();
  await page.goto(server.origin, { waitUntil: 'load' });
  await page.locator('.chip', { hasText: 'Celadon' }).click();
  await page.locator('.stock', { hasText: '3 left' }).waitFor();
  assert.equal(page.url(), `${server.origin}/listing/${listing.cid}?v=MUG-CEL-300#options`);
  await until('the options are in view', async () => {
    const { y } = (await page.locator('#options').boundingBox()) ?? assert.fail('no options');
    return y > 0 && y < 844;
  });
});

test('a choice that the node does not answer is opened as a page of its own', async (context) => {
  const { server, page } = await open(context, chosenBy);
  await page.route(/MUG-CEL-300/, (route) =>
    route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
  );
  await page.evaluate('window.sameDocument = true');
  await page.locator('.chip', { hasText: 'Celadon' }).click();
  await page.waitForFunction("window.sameDocument === undefined && document.querySelector('.stock') !== null");
  assert.match(await page.locator('.stock').innerText(), /3 left/);
  assert.equal(page.url(), `${server.origin}/listing/${listing.cid}?v=MUG-CEL-300`);
});

test('a listing that its shop replaced says where it is now', async (context) => {
  const { server, page } = await open(context, listingPage);
  server.show(null);
  server.tell({ kind: 'catalogue', shop: listing.shop, version: 13 });
  const link = page.locator('#stale a');
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), `/shop/${listing.shop}/listing/${listing.handle}`);
});

test('blocks that came before the stream are looked at once, and later ones only where they matter', async (context) => {
  const { server } = await open(context, pages.shop!);
  const before = server.asked();
  server.tell(newBlock(status.block + 1));
  await until('the page looked', async () => server.asked() === before + 1);
  server.tell(newBlock(status.block + 2));
  server.tell({ kind: 'deposit', shop: shopDetail.address, block: status.block + 2 });
  await until('the page looked for the deposit', async () => server.asked() === before + 2);
});

test('a block after which the node cannot say all that changed is looked at by every page', async (context) => {
  const { server } = await open(context, pages.shop!);
  const before = server.asked();
  server.tell(newBlock(status.block));
  server.tell(newBlock(status.block + 1, true));
  await until('the page looked', async () => server.asked() === before + 1);
});

test('a page that was not answered says so, and looks again by itself', async (context) => {
  const { server, page } = await open(context, orderPage);
  await page.clock.install();
  let refused = 0;
  await page.route(server.origin, async (route) => {
    refused += 1;
    await route.fulfill({ status: 503 });
  });
  server.show({ ...orderPage, order: completedOrder });
  server.tell(moved);
  await until('the page asked in vain', async () => {
    await page.clock.runFor(1_000);
    return refused > 0 && (await page.locator('#stale .banner').count()) > 0;
  });
  await page.unroute(server.origin);
  await until('the page asked again', async () => {
    await page.clock.runFor(1_000);
    return (await page.locator('.next').innerText()).includes('The buyer confirmed');
  });
  assert.equal(await page.locator('#stale .banner').count(), 0);
});

test('an answer that is overtaken by one to a later question does not bring old news back', async (context) => {
  const { server, page } = await open(context, orderPage);
  const first = Promise.withResolvers<void>();
  let asked = 0;
  await page.route(server.origin, async (route) => {
    asked += 1;
    if (asked > 1) return await route.continue();
    const old = await route.fetch();
    await first.promise;
    await route.fulfill({ response: old });
  });
  server.tell(moved);
  await until('the page asks', async () => server.asked() === 2);
  server.show({ ...orderPage, order: completedOrder });
  server.tell(moved);
  const next = page.locator('.next', { hasText: 'The buyer confirmed the delivery' });
  await next.waitFor();
  const answered = page.waitForResponse(server.origin);
  first.resolve();
  await (await answered).finished();
  await page.evaluate('new Promise((done) => setTimeout(done, 300))');
  assert.ok(await next.isVisible());
});

test('a page without a stream asks from time to time, and takes the stream up again', async (context) => {
  const server = await startLiveServer(renderer, orderPage);
  server.allow(false);
  const page = await browser.newPage();
  context.after(async () => {
    await page.close();
    server.stop();
  });
  await page.clock.install();
  await page.goto(server.origin, { waitUntil: 'load' });
  await page.locator('[data-island="live"][data-mounted]').waitFor({ state: 'attached' });
  server.show({ ...orderPage, order: completedOrder });
  await until('the page asked', async () => {
    await page.clock.runFor(5_000);
    return (await page.locator('.next').innerText()).includes('The buyer confirmed');
  });
  server.allow(true);
  await until('the page listens again', async () => {
    await page.clock.runFor(5_000);
    return server.streams().length === 1;
  });
});
