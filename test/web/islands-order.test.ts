import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { getAddress } from 'viem';
import type { CaseDetail } from '../../protocol/api/court.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { digestOf as blockDigest, cidOf, DAG_CBOR } from '../../protocol/block.ts';
import { decodeEvidence } from '../../protocol/evidence.ts';
import {
  handoverHash,
  handoverKeyFromSignature,
  handoverSecret,
  handoverText,
  handoverTypedData,
  parseHandoverText,
} from '../../protocol/handover.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { seriousFaults } from './axe.ts';
import { openCase } from './case-fixtures.ts';
import { addressOf, digestOf } from './fixtures.ts';
import { groupDetail, poolingOrder } from './group-fixtures.ts';
import { completedOrder, disputedOrder, order, reviews } from './order-fixtures.ts';
import { checkoutBench } from './support/checkout-bench.ts';
import type { MarketServer } from './support/market-server.ts';
import { account, openOrder, orderAs, plain } from './support/open-order.ts';
import { buyer, chainId, contracts } from './support/signed-shop.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);
const { openMarket } = bench;

const sentNames = (market: MarketServer): string[] => market.chain.sent.map(({ functionName }) => functionName);
/** Waits until the page is loaded again, which it is once the node has indexed the transaction. */
const settled = (page: Page, act: () => Promise<unknown>) => Promise.all([page.waitForEvent('load'), act()]);

const makeSecret = async (terms: OrderDetail['terms']): Promise<Hex> => {
  const request = handoverTypedData({ chainId, market: contracts.market, buyer: account });
  const key = handoverKeyFromSignature(await buyer.signTypedData(request));
  const { details, sku, index, paidAt } = terms;
  return handoverSecret(key, { details: details as Hex, sku: sku as Hex, index, preparedAt: Number(paidAt) - 9 });
};

test('the buyer shows a code that the counter takes, and the order is handed over', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const { now } = market;
  const secret = await makeSecret(order.terms);
  const handover = handoverHash(secret);
  const change = { state: 'paid' as const, handover: true, terms: { ...order.terms, handover, kind: 3 } };
  market.showOrder({ ...plain, order: orderAs('buyer', { base: order, now, change }) });
  await openOrder(page, market);
  await page.getByText('Show it only when the goods are in your hands').waitFor();
  await page.getByRole('button', { name: 'Show the pick-up code' }).click();
  await page.getByRole('img', { name: 'QR code for the pick-up' }).waitFor();
  const shown = (await page.locator('.handover .command').textContent()) ?? '';
  const read = parseHandoverText(shown);
  assert.ok(read.ok);
  assert.deepEqual(read.value, { orderId: order.id, secret });
  assert.deepEqual(await seriousFaults(page), []);

  market.showOrder({ ...plain, order: orderAs('pickup', { base: order, now, change }) });
  await page.reload();
  await page.getByText('You run the pick-up point').waitFor();
  await page.getByLabel('The buyer’s code').fill(handoverText({ orderId: digestOf('99'), secret }));
  await page.getByRole('button', { name: 'Hand over' }).click();
  await page.getByText('handover.secret_wrong').waitFor();
  assert.deepEqual(sentNames(market), []);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByLabel('The buyer’s code').fill(shown);
  await settled(page, () => page.getByRole('button', { name: 'Hand over' }).click());
  assert.deepEqual(sentNames(market), ['handOver']);
  assert.equal(market.chain.sent[0]?.args[1], secret);
  assert.deepEqual(faults, []);
});

test('a wallet that makes another code says that it is not the one that paid', async (context) => {
  const { market, page } = await openMarket(context);
  const change = { state: 'paid' as const, handover: true, terms: { ...order.terms, handover: digestOf('5e') } };
  market.showOrder({ ...plain, order: orderAs('buyer', { base: order, now: market.now, change }) });
  await openOrder(page, market);
  await page.getByRole('button', { name: 'Show the pick-up code' }).click();
  await page.getByText('handover.secret_lost').waitFor();
});

test('a member sees the group fill up, and shares its link; after the deadline anyone frees the money', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const { now } = market;
  const later = { ...poolingOrder.group!, deadline: now + 900 };
  const open = orderAs('buyer', { base: poolingOrder, now, change: { deadline: now + 900, group: later } });
  market.showOrder({ ...plain, order: open, group: { ...groupDetail, deadline: now + 900 } });
  await openOrder(page, market);
  assert.match((await page.locator('.order-group').textContent()) ?? '', /2 of 3.*1 more order fills it/s);
  const link = (await page.locator('.group-share output').textContent()) ?? '';
  assert.match(link, new RegExp(`/listing/${order.listing}\\?group=${later.leader}-${now + 900}$`));
  assert.deepEqual(await seriousFaults(page), []);

  const past = { ...later, deadline: now - 60 };
  const over = orderAs('buyer', { base: poolingOrder, now, change: { deadline: now - 60, group: past } });
  market.showOrder({ ...plain, order: over, group: { ...groupDetail, deadline: now - 60, state: 'expired' } });
  await page.reload();
  await page.getByText('did not fill up').first().waitFor();
  await settled(page, () => page.getByRole('button', { name: 'Get your money back' }).click());
  assert.deepEqual(sentNames(market), ['poke']);
  assert.deepEqual(faults, []);
});

/** An order in dispute that the market's own court would rule. */
const courtOrder = (now: number, state: 'disputed' | 'escalated' = 'disputed'): OrderDetail =>
  orderAs('buyer', {
    base: disputedOrder,
    now,
    change: { state, terms: { ...disputedOrder.terms, arbitrator: contracts.court } },
  });

test('the cost of a case is told before it is paid, approved exactly, and the case opened', async (context) => {
  const { market, page, faults } = await openMarket(context);
  market.showOrder({ ...plain, order: courtOrder(market.now) });
  await openOrder(page, market);
  await page.getByRole('button', { name: 'Bring it to court' }).first().click();
  await page.getByText('The case costs 15.00').waitFor();
  await page.getByText('the other side never pays to be heard').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await settled(page, () => page.locator('.action-form button[type=submit]').click());
  assert.deepEqual(sentNames(market), ['approve', 'createDispute']);
  assert.deepEqual(
    market.chain.sent[0]?.args
      .slice(0, 2)
      .map(String)
      .map((text) => text.toLowerCase()),
    [contracts.court, '15000000'],
  );
  assert.deepEqual(faults, []);
});

test('evidence is uploaded as a public document, and its digest goes on the chain', async (context) => {
  const { market, page } = await openMarket(context);
  market.showOrder({ ...plain, order: courtOrder(market.now) });
  await openOrder(page, market);
  await page.getByRole('textbox', { name: /What happened/ }).fill('The rim is chipped.');
  await settled(page, () => page.locator('.action-form button[type=submit]').click());
  assert.deepEqual(sentNames(market), ['propose']);
  const [bytes] = market.evidence;
  const read = decodeEvidence(bytes!);
  assert.ok(read.ok);
  assert.deepEqual([read.value.text, read.value.order], ['The rim is chipped.', order.id]);
  assert.equal(market.chain.sent[0]?.args[2], blockDigest(cidOf(bytes!, DAG_CBOR)));
});

test('who opens a dispute knows how long an answer may take, and sees which photos go with it', async (context) => {
  const { market, page, faults } = await openMarket(context);
  await page.route('**/api/v1/images', (route) => route.fulfill({ json: { sources: [] } }));
  market.showOrder({ ...plain, order: orderAs('buyer', { base: order, now: market.now }) });
  await openOrder(page, market);
  await page.getByRole('button', { name: 'Open a dispute' }).click();
  await page.getByText('The seller has 3 days to answer').waitFor();
  const photos = page.locator('.photo-chosen img');
  const add = page.getByLabel('Add photos (at most 4)');
  const file = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(name) });
  await add.setInputFiles(['a', 'b', 'c', 'd', 'e'].map(file));
  await page.getByText('e was left out: no more than 4 go here.').waitFor();
  assert.equal(await photos.count(), 4);
  assert.ok(await add.isDisabled());
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Remove photo 2' }).click();
  assert.equal(await photos.count(), 3);
  assert.equal(await page.getByText('left out').count(), 0);
  // The one that was taken away can be chosen again.
  await add.setInputFiles(file('b'));
  await photos.nth(3).waitFor();
  assert.deepEqual(faults, []);
});

test('who answers a dispute sees what the other side asks for, and is told before it is settled', async (context) => {
  const { market, page } = await openMarket(context);
  const change = { state: 'disputed' as const };
  market.showOrder({ ...plain, order: orderAs('shop', { base: disputedOrder, now: market.now, change }) });
  await openOrder(page, market);
  await page.getByText('The buyer asks for 80% back: 30.40').waitFor();
  assert.equal(await page.getByText('settled at once, and').count(), 0);
  await page.getByRole('button', { name: 'Agree to that' }).click();
  await page.getByText('settled at once, and 30.40').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await settled(page, () => page.locator('.action-form button[type=submit]').click());
  assert.deepEqual(sentNames(market), ['propose']);
  assert.equal(market.chain.sent[0]?.args[1], 8_000);
});

test('who changes a review begins with the stars that it gives now, until it was changed five times', async (context) => {
  const { market, page } = await openMarket(context);
  const amended = reviews.find(({ amendments }) => amendments.length > 0) ?? assert.fail('no review was amended');
  const done = orderAs('buyer', { base: completedOrder, now: market.now });
  market.showOrder({ ...plain, order: done, review: { ...amended, amendments: amended.amendments.slice(0, 1) } });
  await openOrder(page, market);
  await page.getByRole('textbox', { name: 'What has changed?' }).waitFor();
  assert.ok(await page.locator('input[name=stars][value="4"]').isChecked());
  const last = amended.amendments[0]!;
  market.showOrder({
    ...plain,
    order: done,
    review: { ...amended, amendments: Array.from({ length: 5 }, () => last) },
  });
  await page.reload();
  await page.getByRole('button', { name: 'Collect the points' }).first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Change the review' }).count(), 0);
});

const steps: { name: string; button: string; sent: string; found: (now: number) => Partial<CaseDetail> }[] = [
  {
    name: 'a draw brings the header that the node read',
    button: 'Draw the jury',
    sent: 'draw',
    found: () => ({ phase: 'drawing', ruling: null, appealBy: null }),
  },
  {
    name: 'a decision is carried out once nobody can appeal',
    button: 'Move the case on',
    sent: 'advance',
    found: (now) => ({ phase: 'appealable', ruling: 'buyer', appealBy: now - 5 }),
  },
  {
    name: 'the side that lost appeals at the price it was told',
    button: 'Appeal',
    sent: 'appeal',
    found: (now) => ({ phase: 'appealable', ruling: 'shop', appealBy: now + 900 }),
  },
];
for (const { name, button, sent, found } of steps) {
  test(name, async (context) => {
    const { market, page, faults } = await openMarket(context);
    const change = { ...openCase, ...found(market.now) };
    market.showOrder({ ...plain, order: courtOrder(market.now, 'escalated'), case: change });
    await openOrder(page, market);
    await page.getByRole('button', { name: button, exact: true }).first().click();
    if (sent === 'appeal') await page.getByText('The appeal costs 70.00').waitFor();
    await settled(page, () => page.locator('.action-form button[type=submit]').click());
    assert.equal(sentNames(market).at(-1), sent);
    if (sent === 'draw') assert.equal(market.chain.sent[0]?.args[1], '0xf90211');
    if (sent === 'appeal') assert.equal(market.chain.sent[0]?.args[1], 70_000_000n);
    assert.deepEqual(faults, []);
  });
}

test('who won cannot appeal', async (context) => {
  const { market, page } = await openMarket(context);
  const found = { ...openCase, appealBy: market.now + 900 };
  market.showOrder({ ...plain, order: courtOrder(market.now, 'escalated'), case: found });
  await openOrder(page, market);
  assert.equal(await page.getByRole('button', { name: 'Appeal', exact: true }).count(), 0);
});

test('points of a completed order are collected, coupon and points of a refunded one given back', async (context) => {
  const { market, page } = await openMarket(context);
  market.showOrder({ ...plain, order: orderAs('buyer', { base: completedOrder, now: market.now }) });
  await openOrder(page, market);
  await page.getByRole('button', { name: 'Collect the points' }).first().click();
  await page.getByText('gives you 1.14 points').waitFor();
  await settled(page, () => page.locator('.action-form button[type=submit]').click());
  const taken = {
    couponId: digestOf('c0'),
    firstOrderOnly: true,
    pointsIssuer: addressOf('c7'),
    points: '5',
    givenBack: false,
  };
  const change = { state: 'refunded' as const, outcome: 'group_expired' as const, taken };
  market.showOrder({ ...plain, order: orderAs('buyer', { base: completedOrder, now: market.now, change }) });
  await page.reload();
  await page.getByRole('button', { name: 'Get coupon and points back' }).first().click();
  await settled(page, () => page.locator('.action-form button[type=submit]').click());
  assert.deepEqual(sentNames(market), ['claimPoints', 'giveBack']);
  assert.deepEqual(market.chain.sent[1]?.args[1], {
    couponId: taken.couponId,
    firstOrderOnly: true,
    pointsIssuer: getAddress(taken.pointsIssuer),
    points: 5n,
  });
});
