import assert from 'node:assert/strict';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { PointsView } from '../../../protocol/api/points.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { until } from '../../support/until.ts';
import { alike } from '../support/money.ts';
import { act, openOrder } from '../support/order-page.ts';
import { fillAddress, pay } from '../support/purchase.ts';
import { ask, orderOn, persona, readerAt, readerOn, type Stage, tokenOf } from '../support/story.ts';
import { berlin, member, memberSeat } from './group.ts';

const seller = persona('lan');
const bowl = { handle: 'fluted-rice-bowl', code: 'KC-RICE-SNO', priceUnits: 26_000_000n, deliveryUnits: 19_000_000n };
/** What the desk suggests for a new coupon. */
const couponBps = 1_000n;
/** What the shop gives for every unit that an order paid. */
const earnBps = 500n;

/** How many of the seller's points the member holds, as a node tells it. */
async function pointsOn(stage: Stage, node: 1 | 2): Promise<bigint> {
  const { balances } = await ask<PointsView>(stage, node, `/points/${member.address}`);
  return BigInt(balances.find(({ issuer }) => issuer === seller.address)?.points ?? 0);
}

/** The member collects the points of a completed order, before a phone. @returns how many */
export async function collectPoints(stage: Stage, order: Hex): Promise<bigint> {
  const before = await pointsOn(stage, 2);
  const reader = await readerAt(stage, memberSeat);
  await openOrder(reader, order);
  await act(reader, { action: 'claim_points', state: 'completed' });
  const { totalUnits } = await orderOn(stage, 2, order);
  const points = (BigInt(totalUnits) * earnBps) / 10_000n;
  for (const node of [1, 2] as const) {
    await until(`the points on node ${node}`, async () => (await pointsOn(stage, node)) === before + points);
  }
  return before + points;
}

/** The seller makes a coupon for a listing at the desk of node 1. @returns path and query of its link */
export async function makeCoupon(stage: Stage): Promise<string> {
  const reader = await readerOn(stage, 1);
  const { page, words } = reader;
  await reader.visit('/desk/offers');
  await reader.become(seller);
  await page.getByText(words.t('coupons.new'), { exact: true }).click();
  await page.getByRole('combobox', { name: words.t('coupons.for'), exact: true }).selectOption(bowl.handle);
  await page.getByRole('button', { name: words.t('coupons.sign') }).click();
  const coupon = page
    .getByRole('list', { name: words.t('coupons.list') })
    .getByRole('listitem')
    .first();
  await coupon.getByRole('button', { name: words.t('coupons.copy_link') }).click();
  await coupon.getByText(words.t('coupons.copied')).waitFor();
  await reader.inspect();
  const { pathname, search } = new URL(String(await page.evaluate('navigator.clipboard.readText()')));
  return `${pathname}${search}`;
}

/** The member follows the coupon's link, spends all points on top, and pays what is left. */
export async function buyForLess(stage: Stage, { link, points }: { link: string; points: bigint }): Promise<void> {
  const reader = await readerAt(stage, memberSeat);
  const { page, words } = reader;
  const token = await tokenOf(stage);
  await reader.visit(`${link}&v=${bowl.code}`);
  await page.getByText(words.t('listing.coupon'), { exact: true }).waitFor();
  await page.getByRole('button', { name: words.t('listing.buy') }).click();
  await page.getByRole('heading', { level: 1, name: words.t('checkout.title') }).waitFor();
  await fillAddress(reader, berlin);
  const couponUnits = (bowl.priceUnits * couponBps) / 10_000n;
  await page.getByText(words.money(couponUnits, token)).first().waitFor();
  await page
    .getByRole('group', { name: words.t('points.legend', { shop: '云窑' }) })
    .getByRole('radio')
    .last()
    .check();
  await page.getByText(words.t('points.taken', { amount: words.money(points, token) })).waitFor();
  const totalUnits = bowl.priceUnits - couponUnits - points + bowl.deliveryUnits;
  const [id] = await pay(reader, totalUnits, token);
  if (id === undefined) throw new RangeError('no order');

  const order = await until(`the order ${id} on node 1`, () => orderOn(stage, 1, id).catch(() => undefined));
  assert.equal(order.totalUnits, totalUnits.toString());
  const told = await alike<OrderDetail>(stage, `/orders/${id}`);
  assert.equal(told.discountUnits, (couponUnits + points).toString());
  assert.deepEqual([told.taken?.pointsIssuer, told.taken?.points], [seller.address, points.toString()]);
  assert.notEqual(BigInt(told.taken?.couponId ?? 0), 0n);
  for (const node of [1, 2] as const) assert.equal(await pointsOn(stage, node), 0n);
  await openOrder(reader, id);
  await page
    .getByRole('region', { name: words.t('order.amounts') })
    .getByText(words.money(couponUnits + points, token))
    .waitFor();
  const { uses } = await ask<{ uses: number }>(stage, 2, `/coupons/${told.taken?.couponId}`);
  assert.equal(uses, 1);
}
