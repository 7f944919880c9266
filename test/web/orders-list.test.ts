import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { OrderSummary } from '../../protocol/api/order.ts';
import { until } from '../support/until.ts';
import { seriousFaults } from './axe.ts';
import { digestOf } from './fixtures.ts';
import { completedOrder } from './order-fixtures.ts';
import { checkoutBench } from './support/checkout-bench.ts';

const bench = checkoutBench();
before(() => bench.start());
after(() => bench.stop());

const hour = 3_600;

test('a list of orders says of each deadline what has to happen by it, also on a phone', async (context) => {
  const { market, page } = await bench.openMarket(context);
  const order = (id: string, change: Partial<OrderSummary>): OrderSummary => ({
    ...completedOrder,
    image: null,
    group: null,
    id: digestOf(id),
    ...change,
  });
  const items = [
    order('01', { state: 'pooling', deadline: market.now + 3 * hour }),
    order('02', { state: 'paid', deadline: market.now + 3 * hour }),
    order('03', { state: 'shipped', deadline: market.now + 3 * hour }),
    order('04', { state: 'disputed', deadline: market.now - 3 * hour }),
    order('05', { state: 'completed', deadline: null }),
  ];
  await page.route('**/api/v1/orders?**', (route) => route.fulfill({ json: { items, nextCursor: null } }));
  await page.addInitScript("localStorage.setItem('vouch.wallet', 'org.test')");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [lang, words] of [
    ['en', [/The group fills by/, /To be shipped by/, /Time to check it until/, /Time was up .*anyone may close/]],
    ['zh-CN', [/成团截止/, /发货截止/, /验货截止/, /任何人都可以结束/]],
  ] as const) {
    await page.goto(`${market.origin}/orders?lang=${lang}`);
    const rows = page.locator('a.order-row');
    await rows.nth(4).waitFor();
    const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    words.forEach((word, index) => {
      assert.match(texts[index] ?? '', word);
    });
    assert.equal(await rows.nth(4).locator('time').count(), 0, 'a finished order waits for nothing');
    const [state, price] = await Promise.all([
      rows.nth(1).locator('.state').boundingBox(),
      rows.nth(1).locator('.number').boundingBox(),
    ]);
    assert.ok(state && price && price.y < state.y + state.height, 'state and price share a line');
    assert.deepEqual(await seriousFaults(page), []);
  }
});

test('an order with a message of the other side that was not read here says so', async (context) => {
  const { market, page } = await bench.openMarket(context);
  const sentAt = market.now - hour;
  /** What there is on each order: who wrote last, and up to when it was read in this browser. */
  const orders = [
    { id: digestOf('01'), by: 'buyer', readUpTo: null },
    { id: digestOf('02'), by: null, readUpTo: null },
    { id: digestOf('03'), by: 'seller', readUpTo: sentAt },
    { id: digestOf('04'), by: 'seller', readUpTo: sentAt - 1 },
    { id: digestOf('05'), by: 'seller', readUpTo: null },
  ];
  const items = orders.map(({ id }) => ({ ...completedOrder, image: null, group: null, id }));
  await page.route('**/api/v1/orders?**', (route) => route.fulfill({ json: { items, nextCursor: null } }));
  const asked: string[] = [];
  await page.route('**/api/v1/orders/*/messages?**', (route) => {
    const order = orders.find(({ id }) => route.request().url().includes(id));
    asked.push(order?.id ?? 'none of them');
    const messages = order?.by ? [{ by: order.by, sentAt }] : [];
    return route.fulfill({ json: { items: messages, nextCursor: null } });
  });
  const read = orders.flatMap(({ id, readUpTo }) => (readUpTo === null ? [] : [[id, String(readUpTo)]]));
  await page.addInitScript(`localStorage.setItem('vouch.wallet', 'org.test');
    localStorage.setItem('vouch.read', ${JSON.stringify(JSON.stringify(read))});`);
  for (const [lang, words] of [
    ['en', 'New message'],
    ['zh-CN', '新消息'],
  ] as const) {
    asked.length = 0;
    await page.goto(`${market.origin}/orders?lang=${lang}`);
    const rows = page.locator('a.order-row');
    for (const row of [3, 4]) await rows.nth(row).getByText(words).waitFor();
    await until('all to be asked for', async () => asked.length === orders.length);
    assert.deepEqual(asked.toSorted(), orders.map(({ id }) => id).toSorted());
    assert.equal(await page.locator('.unread').count(), 2);
    assert.deepEqual(await seriousFaults(page), []);
  }
});

test('an account without orders is led on, from each list to where its orders come from', async (context) => {
  const { market, page } = await bench.openMarket(context);
  await page.route('**/api/v1/orders?**', (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  await page.addInitScript("localStorage.setItem('vouch.wallet', 'org.test')");
  await page.goto(`${market.origin}/orders`);
  for (const [list, word, href] of [
    ['Bought', 'Look around the market', '/search'],
    ['Sold', 'Open a shop', '/sell'],
    ['Referred', 'Make a link', '/promote'],
  ] as const) {
    await page.getByRole('button', { name: list, exact: true }).click();
    const link = page.locator('.empty').getByRole('link', { name: word });
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), href);
  }
  await page.getByLabel('Show only').selectOption('paid');
  await page.getByText('No order here stands like that').waitFor();
  assert.equal(await page.locator('.empty a').count(), 0);
});
