import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Coupon, couponTypedData } from '../../protocol/coupon.ts';
import { encodeCouponCode } from '../../protocol/coupon-code.ts';
import type { Extras } from '../../protocol/extras.ts';
import {
  findHandoverSecret,
  handoverHash,
  handoverKeyFromSignature,
  handoverTypedData,
} from '../../protocol/handover.ts';
import { type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { shortId } from '../../web/components/shorten.ts';
import { seriousFaults } from './axe.ts';
import { addressOf } from './fixtures.ts';
import { checkoutBench, openCheckout, outcomes, pay, payNow } from './support/checkout-bench.ts';
import { groupDeadline, groupLeader, type MarketServer } from './support/market-server.ts';
import { buyer, chainId, contracts, seller, shop, token } from './support/signed-shop.ts';

const bench = checkoutBench();
before(bench.start);
after(bench.stop);
const { openMarket } = bench;

interface SentLine {
  maxTotalUnits: bigint;
  details: Hex;
  offer: { sku: Hex };
  extras: Extras[];
}
/** The one line of the purchase that was sent. */
const sentLine = (market: MarketServer): SentLine => {
  const call = market.chain.sent.find(({ functionName }) => functionName === 'buy');
  assert.ok(call);
  const [purchases] = call.args as [{ lines: SentLine[] }[]];
  return purchases[0]!.lines[0]!;
};

/** A coupon as a shop gives it away. */
const couponCode = async (now: number, change: Partial<Coupon> = {}, account = seller): Promise<string> => {
  const coupon: Coupon = {
    shop,
    token: token.address,
    skus: zeroBytes32,
    holder: zeroAddress,
    percentBps: 2_500,
    amountUnits: 0n,
    minimumUnits: 0n,
    maxUses: 10,
    maxUsesPerBuyer: 1,
    firstOrderOnly: false,
    validUntil: BigInt(now + 86_400),
    nonce: `0x${'5c'.repeat(32)}`,
    ...change,
  };
  const signature = await account.signTypedData(couponTypedData(chainId, contracts.discounts, coupon));
  return encodeCouponCode({ coupon, skus: [], signer: shop, signature });
};

const amounts = (page: Page): Promise<string[]> => page.locator('.amounts dd').allTextContents();

test('a buyer follows a link into a group and pays the group price; the contract gets the group', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const deadline = groupDeadline(market.now);
  await pay(page, market, { query: `quantity=1&group=${groupLeader}-${deadline}` });
  assert.match((await page.locator('.checkout-done').textContent()) ?? '', /send it to others/);
  const { extras, maxTotalUnits } = sentLine(market);
  const [extra] = extras;
  assert.deepEqual(
    [extra!.leader.toLowerCase(), extra!.groupDeadline, extra!.group.priceUnits, maxTotalUnits],
    [groupLeader, deadline, 19_000_000n, 23_000_000n],
  );
  assert.equal((await outcomes(page)).extras, undefined, 'the checks are gone once it is paid');
  assert.deepEqual(faults, []);
});

test('the checkout names who opened a group, who recommended it and who decides, with their addresses', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const [promoter, arbitrator] = [addressOf('6e'), addressOf('a7')];
  Object.assign(market.names, {
    [groupLeader]: { en: '<b>Lin</b>' },
    [promoter]: { en: 'Aiko' },
    [arbitrator]: { en: 'Selma' },
  });
  market.lie(({ detail }) => {
    for (const { offer } of detail.variants) Object.assign(offer, { commissionBps: 500, arbitrator });
  });
  await page.addInitScript(
    ([to, by]) => sessionStorage.setItem('vouch.referrals', JSON.stringify({ [to as string]: by })),
    [shop, promoter],
  );
  await openCheckout(page, market, { query: 'quantity=1' });
  const promises = page.locator('.promises');
  for (const [account, name] of [
    [promoter, 'Aiko'],
    [arbitrator, 'Selma'],
  ] as const) {
    const link = promises.getByRole('link', { name: `${name} ${shortId(account)}` });
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), `/people/${account}`);
  }
  const join = page.locator('.group-choice option').filter({ hasText: `Join <b>Lin</b> ${shortId(groupLeader)},` });
  await join.waitFor({ state: 'attached' });
  assert.deepEqual(faults, []);
});

test('a new group is opened from the checkout, and what alone would cost is shown beside', async (context) => {
  const { market, page } = await openMarket(context);
  await openCheckout(page, market, { query: 'quantity=1' });
  await page.locator('.group-choice select').selectOption('open');
  await page.getByText('Saved by buying together').waitFor();
  assert.deepEqual(
    (await amounts(page)).map((text) => text.replace(/\u00a0/g, ' ')),
    ['24.00 dUSD', '−5.00 dUSD', '4.00 dUSD', '23.00 dUSD'],
  );
  await payNow(page);
  const [extra] = sentLine(market).extras;
  assert.deepEqual([extra!.leader, extra!.groupDeadline, extra!.group.size], [zeroAddress, 0, 3]);
});

test('a group that filled up meanwhile is not paid for', async (context) => {
  const { market, page } = await openMarket(context);
  market.chain.state.members = 3;
  await pay(page, market, { query: `quantity=1&group=${groupLeader}-${groupDeadline(market.now)}` });
  assert.equal((await outcomes(page)).extras, 'failed');
  assert.match((await page.locator('.transaction [role=alert]').textContent()) ?? '', /group\.full/);
  assert.equal(market.chain.sent.length, 0);
});

test('a link to a group that nobody can join says so and charges nothing else than is shown', async (context) => {
  const { market, page } = await openMarket(context);
  await openCheckout(page, market, { query: `quantity=1&group=${groupLeader}-${market.now - 5}` });
  await page.getByText('cannot be joined any more').waitFor();
  assert.equal(await page.locator('.group-choice select').inputValue(), 'alone');
});

test('why a coupon is refused can be read on a phone', async (context) => {
  const { market, page } = await openMarket(context);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${market.origin}/checkout?listing=${market.signed.detail.cid}`);
  const field = page.getByLabel('Coupon code, or the link');
  await field.fill('NOSUCHCODE');
  await field.press('Enter');
  const said = page.locator('.coupon > :first-child');
  await said.getByText('The coupon code cannot be read').waitFor();
  const [box, list] = await Promise.all([said.boundingBox(), page.locator('.coupons').boundingBox()]);
  assert.ok(box && list && box.width > list.width / 2, `it is ${box?.width} wide, of ${list?.width}`);
});

test('the coupon of a link is checked, taken off the goods and sent, then forgotten', async (context) => {
  const { market, page, faults } = await openMarket(context);
  const code = await couponCode(market.now);
  await page.goto(`${market.origin}/listing?coupon=${code}`);
  await page.getByText('A coupon came with your link').waitFor();
  await pay(page, market);
  // A quarter of 48 off, and 5 for delivery.
  const { extras, maxTotalUnits } = sentLine(market);
  assert.equal(maxTotalUnits, 41_000_000n);
  assert.equal(extras[0]!.coupons[0]!.coupon.percentBps, 2_500);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('vouch.coupons')), '[]');
  assert.deepEqual(faults, []);
});

const refusals: { name: string; code: string; make: (now: number) => Promise<string>; uses?: number }[] = [
  { name: 'that someone else signed', code: 'coupon.signature_invalid', make: (now) => couponCode(now, {}, buyer) },
  { name: 'that has expired', code: 'coupon.expired', make: (now) => couponCode(now, { validUntil: BigInt(now - 1) }) },
  {
    name: 'of another shop',
    code: 'coupon.not_for_line',
    make: (now) => couponCode(now, { shop: `0x${'99'.repeat(20)}` }),
  },
  {
    name: 'for a larger purchase',
    code: 'coupon.below_minimum',
    make: (now) => couponCode(now, { minimumUnits: 900_000_000n }),
  },
  { name: 'that was used up', code: 'coupon.used_up', make: (now) => couponCode(now), uses: 10 },
  { name: 'that is no coupon', code: 'coupon.malformed', make: async () => '!!!' },
];
for (const { name, code, make, uses = 0 } of refusals) {
  test(`a coupon ${name} is refused in words, and the price stays`, async (context) => {
    const { market, page } = await openMarket(context);
    market.chain.state.couponUses = uses;
    await openCheckout(page, market);
    await page.getByLabel('Coupon code, or the link that you got').fill(await make(market.now));
    await page.getByRole('button', { name: 'Use the coupon' }).click();
    const alert = page.locator('.coupon [role=alert]');
    await alert.waitFor();
    assert.match((await alert.textContent()) ?? '', new RegExp(code.replace('.', '\\.')));
    assert.equal((await amounts(page)).at(-1)?.replace(/\u00a0/g, ' '), '53.00 dUSD');
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('button', { name: 'Remove the coupon' }).click();
    await alert.waitFor({ state: 'detached' });
  });
}

test('points take off what the shop allows, after the coupon, and never more than are held', async (context) => {
  const { market, page } = await openMarket(context);
  market.chain.state.points = 30_000_000n;
  await page.goto(`${market.origin}/listing?coupon=${await couponCode(market.now)}`);
  await openCheckout(page, market);
  await page.getByLabel(/30\.00 points/).check();
  // A fifth of the 36 that the coupon leaves.
  await page.getByText('They take off 7.20').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByLabel('Points to spend').fill('5');
  await page.getByText('They take off 5.00').waitFor();
  await payNow(page);
  const { extras, maxTotalUnits } = sentLine(market);
  assert.deepEqual([extras[0]!.points, extras[0]!.pointsIssuer.toLowerCase()], [5_000_000n, shop]);
  assert.equal(maxTotalUnits, 36_000_000n);
});

test('points that the chain does not know are not paid with', async (context) => {
  const { market, page } = await openMarket(context);
  market.chain.state.points = 30_000_000n;
  await openCheckout(page, market);
  await page.getByLabel(/30\.00 points/).check();
  await page.getByText('They take off 9.60').waitFor();
  market.chain.state.points = 1n;
  await payNow(page);
  assert.equal((await outcomes(page)).extras, 'failed');
  assert.match((await page.locator('.transaction [role=alert]').textContent()) ?? '', /points\.insufficient/);
  assert.equal(market.chain.sent.length, 0);
});

test('goods to pick up are paid with a secret that only the buyer’s wallet makes, and makes again', async (context) => {
  const { market, page } = await openMarket(context, 'pickup');
  await pay(page, market, { query: 'quantity=1' });
  assert.match((await page.locator('.checkout-done').textContent()) ?? '', /pick-up code/);
  const line = sentLine(market);
  const address = buyer.address.toLowerCase() as Hex;
  const request = handoverTypedData({ chainId, market: contracts.market, buyer: address });
  const key = handoverKeyFromSignature(await buyer.signTypedData(request));
  const { handover } = line.extras[0]!;
  const order = { details: line.details, sku: line.offer.sku, index: 0, paidAt: BigInt(market.now + 30), handover };
  const secret = findHandoverSecret(key, order);
  assert.ok(secret);
  assert.equal(handoverHash(secret), handover);
});

test('a shop whose record suspends it, or is too short for so much, is not paid', async (context) => {
  const { market, page } = await openMarket(context);
  market.chain.state.suspended = true;
  await pay(page, market);
  assert.match((await page.locator('.transaction [role=alert]').textContent()) ?? '', /deposits\.shop_suspended/);
  market.chain.state.suspended = false;
  market.chain.state.soldWell = 0n;
  market.chain.state.freeUnits = 40_000_000n;
  await pay(page, market);
  assert.match((await page.locator('.transaction [role=alert]').textContent()) ?? '', /deposits\.above_exposure/);
  assert.equal(market.chain.sent.length, 0);
});
