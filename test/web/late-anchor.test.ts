import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { deskBench, openDesk } from './support/desk-bench.ts';
import { listed } from './support/listed-shop.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

/** An answer that waits until the test lets it go. */
const held = <T>(answer: T) => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), answer: () => gate.then(() => answer) };
};
/** Where the part stands, in pixels below the upper edge of the window. */
const topOf = (page: Page, id: string): Promise<number> =>
  page.locator(`#${id}`).evaluate((part) => Math.round(part.getBoundingClientRect().top));
const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.id');
const scrolled = async (page: Page): Promise<number> => Number(await page.evaluate('Math.round(scrollY)'));

test('a link to a part of the desk leads there once the desk is shown, with the focus, and stays there while the rest comes', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  listed(desk);
  await page.setViewportSize({ width: 390, height: 500 });
  await openDesk(page, desk, '/desk/offers');
  const orders = held({ items: [], nextCursor: null });
  desk.answers['/orders'] = orders.answer;
  await page.goto(`${desk.origin}/desk#deposit`);
  await page.locator('#deposit:focus').waitFor();
  // What stands above is told only now, and takes another room.
  orders.open();
  await page.locator('#to-do ~ .skeleton').waitFor({ state: 'detached' });
  await page.locator('#latest ~ .skeleton').waitFor({ state: 'detached' });
  await until('the part in view', async () => Math.abs(await topOf(page, 'deposit')) < 60);
  assert.ok((await scrolled(page)) > 0);
  await page.keyboard.press('Tab');
  assert.equal(
    await page.evaluate('document.activeElement.closest("section").getAttribute("aria-labelledby")'),
    'deposit',
  );
  assert.equal(await page.locator('#deposit').getAttribute('tabindex'), null);

  // Once: who goes elsewhere is not brought back when the desk shows something new.
  await page.evaluate('scrollTo({ top: 0, behavior: "instant" })');
  await page.evaluate('document.querySelector(".desk-body").append(document.createElement("p"))');
  assert.equal(await scrolled(page), 0);
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('404')),
    [],
  );
});

test('a wallet that has to be connected first loses the way to the part no more than a slow node does', async (context) => {
  const { desk, page } = await bench.open(context);
  listed(desk);
  desk.shop = { ...desk.shop, version: 3 };
  await page.setViewportSize({ width: 390, height: 500 });
  await openDesk(page, desk, '/desk/settings#profile');
  await page.locator('#profile:focus').waitFor();
  await until('the part in view', async () => Math.abs(await topOf(page, 'profile')) < 60);
});

test('who has scrolled or writes already stays there', async (context) => {
  const { desk, page } = await bench.open(context);
  listed(desk);
  await page.setViewportSize({ width: 390, height: 300 });
  await openDesk(page, desk, '/desk/offers');
  const slow = held(desk.shop);
  desk.answers[`/shops/${desk.shop.address}`] = slow.answer;
  await page.goto(`${desk.origin}/desk#deposit`);
  await page.locator('.desk-body .skeleton').waitFor();
  await page.mouse.move(100, 150);
  await page.mouse.wheel(0, 40);
  await until('the scrolling', async () => (await scrolled(page)) === 40);
  slow.open();
  await page.locator('#deposit').waitFor();
  await page.locator('#to-do ~ .skeleton').waitFor({ state: 'detached' });
  assert.equal(await scrolled(page), 40);
  assert.notEqual(await focused(page), 'deposit');
});
