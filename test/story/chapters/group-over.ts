import assert from 'node:assert/strict';
import type { GroupSummary } from '../../../protocol/api/group.ts';
import type { ListingDetail } from '../../../protocol/api/listing.ts';
import type { OrderDetail, OrderSummary } from '../../../protocol/api/order.ts';
import { until } from '../../support/until.ts';
import { alike, assertPayout, creditOf } from '../support/money.ts';
import { act, assertState, openOrder } from '../support/order-page.ts';
import { ask, persona, readerAt, type Stage, tokenOf } from '../support/story.ts';

const buyer = persona('ines');
const shop = persona('zhao');

/** How many are left of what an order bought, as a node tells it. */
async function leftOf(stage: Stage, node: 1 | 2, { listing, terms }: OrderDetail): Promise<number> {
  const { variants } = await ask<ListingDetail>(stage, node, `/listings/${listing}`);
  return variants.find(({ sku }) => sku === terms.sku)?.left ?? assert.fail('the variant is gone');
}

/**
 * A group of the demo market's past is over and was not full, and nobody has asked for the money. One of its members does,
 * before a phone: the money can be withdrawn, and the goods are for sale again.
 */
export async function leaveGroup(stage: Stage): Promise<void> {
  const { items } = await ask<{ items: OrderSummary[] }>(
    stage,
    2,
    `/orders?buyer=${buyer.address}&shop=${shop.address}&state=pooling`,
  );
  const [waiting] = items;
  assert.ok(waiting?.group, 'the demo market has a group that is over');
  const group = await ask<GroupSummary>(stage, 2, `/groups/${waiting.group.groupId}`);
  assert.equal(group.state, 'expired');
  assert.ok(group.members < group.terms.size);
  const order = await ask<OrderDetail>(stage, 2, `/orders/${waiting.id}`);
  const left = await leftOf(stage, 2, order);
  const before = await creditOf(stage, 2, buyer);

  const reader = await readerAt(stage, { node: 2, phone: true });
  const { page, words } = reader;
  const token = await tokenOf(stage);
  await openOrder(reader, order.id as `0x${string}`);
  await reader.become(buyer);
  await assertState(reader, 'pooling');
  const [sentence = ''] = words.t('order.group_expired', { date: '\n' }).split('\n');
  await page.getByText(sentence).waitFor();
  await page.getByText(words.t('order.overdue_group')).waitFor();
  await act(reader, { action: 'poke', state: 'refunded', word: 'order.do_poke_own_group' });

  const closed = await alike<OrderDetail>(stage, `/orders/${order.id}`);
  assert.equal(closed.outcome, 'group_expired');
  assert.equal(assertPayout(closed, { refundBps: 10_000 }).buyerUnits, BigInt(order.totalUnits));
  for (const node of [1, 2] as const) {
    await until(`node ${node} to have the goods back`, async () => (await leftOf(stage, node, order)) === left + 1);
  }
  const creditUnits = before + BigInt(order.totalUnits);
  assert.equal(await creditOf(stage, 2, buyer), creditUnits);
  await reader.inWallet(async (dialog) => {
    await dialog.getByText(words.money(creditUnits, token)).waitFor();
    await dialog.getByRole('button', { name: words.t('wallet.withdraw') }).click();
    await dialog
      .getByRole('status')
      .filter({ hasText: words.t('transaction.indexed') })
      .waitFor();
  });
  assert.equal(await creditOf(stage, 2, buyer), 0n);
}
