import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seriousFaults } from './axe.ts';
import { addressOf } from './fixtures.ts';
import { order } from './order-fixtures.ts';
import { checkoutBench } from './support/checkout-bench.ts';
import { plain } from './support/open-order.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);

/** Somebody of a demo market; nobody signs here. */
const somebody = (name: string, role: string, address: string) => ({
  name,
  names: { en: name, 'zh-CN': name },
  role,
  address,
  privateKey: `0x${'11'.repeat(32)}`,
});
const people = [
  somebody('Maya', 'buyer', order.buyer),
  somebody('Chen', 'buyer', addressOf('e1')),
  somebody('Lan', 'seller', order.shop),
  somebody('Noor', 'juror', addressOf('e2')),
];

test('in a demo market the people of an order are offered first, and everybody after a click', async (context) => {
  const { market, page, faults } = await bench.openMarket(context);
  market.beDemo();
  await page.route('**/api/v1/demo/personas', (route) => route.fulfill({ json: people }));
  market.showOrder({ ...plain, order: { ...order, image: null } });
  await page.goto(`${market.origin}/order`);
  const panel = page.locator('[data-island="order-panel"]');
  const shown = () => panel.locator('.persona:visible strong').allInnerTexts();
  await panel.locator('.persona').first().waitFor();
  assert.deepEqual(await shown(), ['Maya', 'Lan']);
  await panel.getByText('Someone else').click();
  assert.deepEqual(await shown(), ['Maya', 'Lan', 'Chen', 'Noor']);
  assert.deepEqual(await seriousFaults(page), []);
  await panel.getByRole('button', { name: 'Lan' }).click();
  await panel.getByText('You are the seller').first().waitFor();
  assert.deepEqual(faults, []);
});
