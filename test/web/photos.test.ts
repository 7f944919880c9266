import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { limits } from '../../protocol/limits.ts';
import { seriousFaults } from './axe.ts';
import { now as fixtureNow, imageOf } from './fixtures.ts';
import { completedOrder, order } from './order-fixtures.ts';
import { checkoutBench } from './support/checkout-bench.ts';
import { deskBench, openDesk } from './support/desk-bench.ts';
import { listed } from './support/listed-shop.ts';
import type { MarketServer } from './support/market-server.ts';
import { account, plain } from './support/open-order.ts';
import { shop } from './support/signed-shop.ts';

const bench = checkoutBench();
const desks = deskBench();
before(async () => {
  await bench.start();
  await desks.start();
});
after(async () => {
  await bench.stop();
  await desks.stop();
});

/** A small photo, in a colour of its own. */
const fits = async (name: string, red = 0) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 64, height: 48, channels: 3, background: { r: red, g: 90, b: 60 } } })
    .jpeg()
    .toBuffer(),
});
const large = { name: 'panorama.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(limits.imageUploadBytes + 1) };
const numbered = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => fits(`photo-${index + 1}.jpg`, index * 10)));
/** A file that the node refuses. */
const torn = { name: 'torn.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('torn') };
const leftOut = (page: Page): Promise<string[]> => page.locator('[role=status] .left-out').allInnerTexts();

/** Opens an order of the wallet's account, at a market that takes every picture but the torn one. */
async function openOrder(page: Page, market: MarketServer, found: typeof order, lang = 'en'): Promise<void> {
  const deadline = found.deadline === null ? null : found.deadline - fixtureNow + market.now;
  const terms = { ...found.terms, buyer: account, shop };
  market.showOrder({ ...plain, order: { ...found, stars: null, buyer: account, shop, image: null, deadline, terms } });
  await page.route('**/api/v1/images', (route) =>
    route.request().postData() === 'torn'
      ? route.fulfill({ status: 422, json: { code: 'image.undecodable', detail: 'This is no picture.' } })
      : route.fulfill({ json: { sources: imageOf(1).sources } }),
  );
  await page.goto(`${market.origin}/order?lang=${lang}`);
  const purse = page.getByRole('button', { name: 'Test purse' });
  await purse.or(page.locator('.order-actions')).first().waitFor();
  if (await purse.isVisible()) await purse.click();
}

test('a review keeps the photos that fit, and names each that does not, with the limit', async (context) => {
  const { market, page } = await bench.openMarket(context);
  await openOrder(page, market, { ...completedOrder, steps: completedOrder.steps.slice(0, -1) });
  const field = page.getByLabel(`Add photos (at most ${limits.reviewPhotos})`);
  await field.setInputFiles([large, torn, ...(await numbered(limits.reviewPhotos + 1))]);
  await page.locator('.left-out').nth(2).waitFor();
  const [size, failed, count] = await leftOut(page);
  assert.equal(size, 'panorama.jpg was left out: it is larger than 20 MB.');
  assert.match(failed ?? '', /^torn\.jpg was left out\. .*image\.undecodable$/);
  assert.equal(count, 'photo-7.jpg was left out: no more than 6 go here.');
  assert.equal(await page.locator('.photo-chosen li').count(), limits.reviewPhotos);
  assert.deepEqual(await seriousFaults(page), []);

  // The same file may be chosen again once there is room, and what was said of the last choice is gone.
  await page.getByRole('button', { name: 'Remove' }).first().click();
  await field.setInputFiles([await fits('photo-7.jpg')]);
  await page.locator('.photo-chosen li').nth(5).waitFor();
  assert.deepEqual(await leftOut(page), []);
});

test('evidence says in Chinese which photo was left out, on a phone too', async (context) => {
  const { market, page } = await bench.openMarket(context);
  await page.setViewportSize({ width: 390, height: 844 });
  await openOrder(page, market, order, 'zh-CN');
  await page.getByRole('button', { name: '提出争议' }).first().click();
  const long = await fits(`${'a'.repeat(120)}.jpg`);
  await page
    .getByLabel(`添加照片（最多 ${limits.evidenceImages} 张）`)
    .setInputFiles([large, ...(await numbered(limits.evidenceImages)), long]);
  await page.locator('.left-out').nth(1).waitFor();
  assert.deepEqual(await leftOut(page), [
    '照片 panorama.jpg 未加入：文件超过 20 MB。',
    `照片 ${long.name} 未加入：此处最多 4 张。`,
  ]);
  assert.equal(await page.locator('.photo-chosen li').count(), limits.evidenceImages);
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0);
});

test('a message keeps the photos that fit, and names each that does not', async (context) => {
  const { market, page } = await bench.openMarket(context);
  await openOrder(page, market, order);
  await page.getByRole('button', { name: 'Open the conversation' }).click();
  const text = { name: 'notes.txt', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
  await page
    .getByLabel('Add photos', { exact: true })
    .setInputFiles([large, text, ...(await numbered(limits.messageAttachments)), await fits('fifth.jpg')]);
  await page.locator('.left-out').nth(2).waitFor();
  const [size, failed, count] = await leftOut(page);
  assert.equal(size, 'panorama.jpg was left out: it is larger than 20 MB.');
  assert.match(failed ?? '', /^notes\.txt was left out\. .*photo\.undecodable$/);
  assert.equal(count, 'fifth.jpg was left out: no more than 4 go here.');
  assert.equal(await page.locator('.talk-chosen li').count(), limits.messageAttachments);
});

test('a listing keeps the pictures that fit, and names each that does not', async (context) => {
  const { desk, page } = await desks.open(context);
  listed(desk);
  await openDesk(page, desk, '/desk/edit');
  await page.getByLabel('Add pictures').setInputFiles([large, ...(await numbered(limits.images + 1))]);
  await page.locator('.left-out').nth(1).waitFor();
  assert.deepEqual(await leftOut(page), [
    'panorama.jpg was left out: it is larger than 20 MB.',
    'photo-21.jpg was left out: no more than 20 go here.',
  ]);
  assert.equal(await page.locator('.picture-list li').count(), limits.images);
});

test('a picture that a listing shows already is not shown twice', async (context) => {
  const { desk, page } = await desks.open(context);
  listed(desk);
  await openDesk(page, desk, '/desk/edit');
  const [one, other] = await numbered(2);
  const twin = { ...one!, name: 'twin.jpg' };
  await page.getByLabel('Add pictures').setInputFiles([one!, twin, other!]);
  await page.locator('.left-out').waitFor();
  assert.deepEqual(await leftOut(page), ['twin.jpg was left out: it is here already.']);
  assert.equal(await page.locator('.picture-list li').count(), 2);
});
