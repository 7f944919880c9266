import assert from 'node:assert/strict';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { parseHandoverText } from '../../../protocol/handover.ts';
import { memberCode } from '../../../web/islands/pickup/member-code.ts';
import { until } from '../../support/until.ts';
import { alike, assertPayout, creditOf } from '../support/money.ts';
import { assertState, openOrder } from '../support/order-page.ts';
import { pay } from '../support/purchase.ts';
import { orderOn, persona, readerAt, readerOn, type Stage, tokenOf } from '../support/story.ts';
import { findListing } from './browse.ts';

const bicycle = { title: 'Second-life bicycle', code: 'SW-LIFE-56', priceUnits: 320_000_000n, pickupBps: 200n };
const buyer = persona('lin');
const operator = persona('tomas');

/** Buys the bicycle on node 1 and asks for the code, in Chinese. @returns the order and the text of its code */
async function buyBicycle(stage: Stage): Promise<{ id: `0x${string}`; code: string }> {
  const reader = await readerOn(stage, 1, 'zh-CN');
  const { page, words } = reader;
  await reader.visit(`/listing/${await findListing(stage, bicycle.title)}?v=${bicycle.code}`);
  await reader.become(buyer);
  await page.getByRole('button', { name: words.t('listing.buy') }).click();
  await page.getByRole('heading', { level: 1, name: words.t('checkout.title') }).waitFor();
  await page.getByRole('textbox', { name: words.t('details.contact') }).fill('linmei@example.com');
  const [id] = await pay(reader, bicycle.priceUnits, await tokenOf(stage));
  if (id === undefined) throw new RangeError('no order');
  await page.getByText(words.t('checkout.done_pickup')).waitFor();
  await openOrder(reader, id);
  await assertState(reader, 'paid');
  await page.getByRole('button', { name: words.t('order.code_show') }).click();
  await page.getByRole('img', { name: words.t('order.code_label') }).waitFor();
  await reader.inspect();
  const code = await page
    .getByRole('region', { name: words.t('order.code_title') })
    .getByRole('code')
    .innerText();
  const read = parseHandoverText(code);
  assert.ok(read.ok && read.value.orderId === id, code);
  return { id, code };
}

/** A bicycle is bought, and collected from the pick-up point, whose operator sits at the counter of node 2 with a phone. */
export async function collect(stage: Stage): Promise<void> {
  const { id, code } = await buyBicycle(stage);
  const before = await creditOf(stage, 1, operator);
  await until(`the order ${id} on node 2`, () => orderOn(stage, 2, id).catch(() => undefined));
  const counter = await readerAt(stage, { node: 2, phone: true });
  const { page, words } = counter;
  await counter.visit('/pickup');
  await counter.become(operator);
  const waiting = page.getByRole('region', { name: words.t('counter.paid') });
  await waiting.getByRole('textbox', { name: words.t('members.find') }).fill(memberCode(id));
  await waiting
    .locator(`a[href="/order/${id}"]`)
    .filter({ hasText: memberCode(id) })
    .waitFor();
  assert.equal(await waiting.locator('tbody tr').count(), 1, 'the code finds one order');
  await page.getByRole('textbox', { name: words.t('order.code_field') }).fill(code);
  await page.getByRole('button', { name: words.t('counter.do') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: words.t('counter.done') })
    .waitFor();
  await counter.inspect();

  await openOrder(counter, id);
  await assertState(counter, 'completed');
  const closed = await alike<OrderDetail>(stage, `/orders/${id}`);
  assert.equal(closed.outcome, 'handed_over');
  const { pickupUnits } = assertPayout(closed, { refundBps: 0 });
  assert.equal(pickupUnits, (bicycle.priceUnits * bicycle.pickupBps) / 10_000n);
  for (const node of [1, 2] as const) assert.equal((await creditOf(stage, node, operator)) - before, pickupUnits);
}
