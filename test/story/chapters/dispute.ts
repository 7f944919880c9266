import assert from 'node:assert/strict';
import type { CreditView } from '../../../protocol/api/status.ts';
import { orderFromView } from '../../../protocol/order-view.ts';
import { closeOrder } from '../../../protocol/split.ts';
import { act, assertState, openOrder, setShare } from '../support/order-page.ts';
import { fillAddress, pay } from '../support/purchase.ts';
import type { Reader } from '../support/reader.ts';
import { ask, cast, orderOn, readerOn, type Sale, type Story, tokenOf } from '../support/story.ts';
import { findListing } from './browse.ts';
import { lisbon } from './buy.ts';
import { scarf } from './list-in-chinese.ts';

/** Buys the scarf on the node that came back. */
async function buyScarf(story: Story, reader: Reader): Promise<Sale> {
  const { page, words } = reader;
  await reader.visit(`/listing/${await findListing(story, scarf.title)}`);
  await reader.become(cast.buyer);
  await page.getByRole('button', { name: words.t('listing.buy') }).click();
  await page.getByRole('heading', { level: 1, name: words.t('checkout.title') }).waitFor();
  await fillAddress(reader, lisbon);
  const [order] = await pay(reader, scarf.priceUnits, await tokenOf(story));
  if (order === undefined) throw new RangeError('no order');
  return { order, totalUnits: scarf.priceUnits };
}

/** What the buyer may take out of the vault, on a node. */
const creditOf = async (story: Story): Promise<bigint> => {
  const { items } = await ask<{ items: CreditView[] }>(story, 1, `/credits?owner=${cast.buyer.address}`);
  return BigInt(items[0]?.creditUnits ?? 0);
};

/** A dispute that ends where the two proposals cross: the buyer asks for 80, then 60; the seller offers 40, then 60. */
export async function settle(story: Story): Promise<void> {
  const reader = await readerOn(story, 1);
  const { page, words } = reader;
  const { order: id } = await buyScarf(story, reader);
  await openOrder(reader, id);
  await reader.become(cast.seller);
  await act(reader, { action: 'ship', state: 'shipped' });
  await reader.become(cast.buyer);
  await act(reader, { action: 'dispute', state: 'disputed', fill: setShare(80) });
  await reader.become(cast.seller);
  await act(reader, { action: 'propose', state: 'disputed', fill: setShare(40) });
  await page.getByText(words.t('order.proposal_seller', { percent: words.percent(4_000) })).waitFor();
  await reader.become(cast.buyer);
  await act(reader, { action: 'propose', state: 'disputed', fill: setShare(60) });
  await reader.become(cast.seller);
  await act(reader, { action: 'propose', state: 'settled', fill: setShare(60) });
  const order = await orderOn(story, 1, id);
  assert.equal(order.outcome, 'agreed');
  const { payout } = order;
  const expected = closeOrder({ order: orderFromView(order.terms), outcome: 'agreed', refundBps: 6_000 });
  assert.equal(payout?.buyerUnits, ((scarf.priceUnits * 6_000n) / 10_000n).toString());
  assert.deepEqual(Object.fromEntries(Object.entries(payout ?? {}).map(([key, units]) => [key, BigInt(units)])), {
    ...expected,
  });
}

/** The seller cancels; the buyer has everything back, and withdraws it. */
export async function cancel(story: Story): Promise<void> {
  const reader = await readerOn(story, 1);
  const { words } = reader;
  const before = await creditOf(story);
  const { order: id, totalUnits } = await buyScarf(story, reader);
  await openOrder(reader, id);
  await reader.become(cast.seller);
  await act(reader, { action: 'cancel', state: 'refunded' });
  await assertState(reader, 'refunded');
  assert.equal((await creditOf(story)) - before, totalUnits);
  await reader.become(cast.buyer);
  const token = await tokenOf(story);
  await reader.inWallet(async (dialog) => {
    await dialog.getByText(words.money(before + totalUnits, token)).waitFor();
    await dialog.getByRole('button', { name: words.t('wallet.withdraw') }).click();
    await dialog
      .getByRole('status')
      .filter({ hasText: words.t('transaction.indexed') })
      .waitFor();
  });
  assert.equal(await creditOf(story), 0n);
}
