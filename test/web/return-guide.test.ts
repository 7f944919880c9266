import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { seriousFaults } from './axe.ts';
import { day } from './fixtures.ts';
import { disputedOrder, order } from './order-fixtures.ts';
import { checkoutBench } from './support/checkout-bench.ts';
import { account, plain } from './support/open-order.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);

test('both sides are told how goods go back, and which step is next', async (context) => {
  const { market, page, faults } = await bench.openMarket(context);
  const show = (side: 'buyer' | 'shop', change: Partial<OrderDetail>, terms: Partial<OrderDetail['terms']> = {}) => {
    const base = change.state === 'shipped' ? order : disputedOrder;
    const shown = { ...base, ...change, image: null, deadline: market.now + day, [side]: account };
    market.showOrder({ ...plain, order: { ...shown, terms: { ...base.terms, ...terms, [side]: account } } });
  };
  const here = page.locator('.return-guide [aria-current]');
  show('buyer', { state: 'shipped' });
  await page.goto(`${market.origin}/order`);
  await page.getByRole('button', { name: 'Test purse' }).click();
  await page.getByText('Returning the goods').click();
  await page.getByText('Ask for your money back').waitFor();
  assert.match(await here.innerText(), /^Ask for your money back/);

  show('shop', { state: 'disputed', answered: false });
  await page.reload();
  await here.filter({ hasText: 'Answer in time' }).waitFor();
  await page.getByText('without it the buyer gets the price back').waitFor();
  assert.deepEqual(await seriousFaults(page), []);

  show('buyer', { state: 'disputed', answered: true, sellerBps: 1_000, buyerBps: 10_000 });
  await page.reload();
  await here.filter({ hasText: 'Send the goods back' }).waitFor();

  // A download does not come back.
  show('buyer', { state: 'shipped' }, { kind: 1 });
  await page.reload();
  await page.getByText('You are the buyer').waitFor();
  assert.equal(await page.locator('.return-guide').count(), 0);
  assert.deepEqual(faults, []);
});
