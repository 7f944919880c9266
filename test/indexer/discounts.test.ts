import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { createQueries } from '../../indexer/queries/queries.ts';
import { groupTermsHash, groupTermsOf } from '../../protocol/group.ts';
import { orderId } from '../../protocol/order.ts';
import { type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { account, catalogue, mug, NOW, openShops, SHOP, TOKEN } from './fixtures/catalogues.ts';
import { FakeChain, type FakeEvent } from './fixtures/fake-chain.ts';
import { caughtUp, follow } from './fixtures/indexing.ts';
import { beginning, closed, orderOf, paid } from './fixtures/market-events.ts';
import { TestStores } from './fixtures/stores.ts';
import { discounted, joinGroup, memberOrder, newGroup, type Taken } from './fixtures/trade-story.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const BUYER = account(0xb1);
const ALLY = account(0xa2);
const coupon: Hex = `0x${'c0'.repeat(32)}`;
const discounts = (name: string, args: Record<string, unknown>): FakeEvent => ({ contract: 'discounts', name, args });

/** An index that has read these blocks. */
async function read(t: TestContext, blocks: FakeEvent[][]) {
  const chain = await FakeChain.start(t);
  for (const events of blocks) chain.mine(events);
  const store = await stores.store(t);
  const indexer = await follow(store, chain);
  await caughtUp(indexer, chain);
  const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => NOW });
  return {
    store,
    queries,
    mine: async (...more: FakeEvent[]) => {
      chain.mine(more);
      await caughtUp(indexer, chain);
    },
  };
}

test('coupon and points of an order are shown, and counted back when they are given back', async (t) => {
  const order = orderOf({ buyer: BUYER });
  const taken: Taken = { couponId: coupon, firstOrderOnly: true, pointsIssuer: ALLY, points: 400n };
  const alliance = {
    issuer: ALLY,
    acceptor: SHOP,
    token: TOKEN,
    rateBps: 5_000,
    maxDiscountBps: 1_000,
    capPoints: 10_000n,
    validUntil: BigInt(NOW + 1),
  };
  const { queries, mine } = await read(t, [
    beginning(),
    [
      discounts('AllianceMade', { issuer: ALLY, acceptor: SHOP, token: TOKEN, alliance }),
      discounts('PointsEarned', {
        issuer: ALLY,
        holder: BUYER,
        token: TOKEN,
        orderId: `0x${'51'.repeat(32)}`,
        points: 1_000n,
      }),
    ],
    discounted(order, taken, { uses: 3, units: 250n }),
  ]);
  const detail = await queries.getOrder(orderId(order));
  assert.equal(detail?.discountUnits, '650');
  assert.deepEqual(detail?.taken, { ...taken, points: '400', givenBack: false });
  const recent = { buyer: BUYER, discountUnits: '250', at: detail?.steps[0]?.at };
  assert.deepEqual(await queries.getCoupon(coupon), {
    couponId: coupon,
    shop: SHOP,
    uses: 3,
    cancelled: false,
    discountUnits: '250',
    recent: [recent],
  });
  const held = async () => (await queries.getPoints(BUYER)).balances[0];
  const balance = await held();
  assert.deepEqual([balance?.points, balance?.earnedPoints, balance?.spentPoints], ['600', '1000', '400']);
  assert.deepEqual(
    balance?.places.map(({ shop, rateBps, leftPoints }) => [shop, rateBps, leftPoints]),
    [[SHOP, 5_000, '9600']],
  );
  assert.equal((await queries.listAlliances(SHOP)).accepts[0]?.usedPoints, '400');

  await mine(
    ...closed(order, 'refunded', 'cancelled_by_seller', 10_000),
    discounts('DiscountGivenBack', { orderId: orderId(order), taken }),
    discounts('CouponCancelled', { couponId: coupon, shop: SHOP }),
  );
  assert.equal((await queries.getOrder(orderId(order)))?.taken?.givenBack, true);
  assert.equal((await held())?.points, '1000');
  assert.equal((await queries.listAlliances(ALLY)).acceptedBy[0]?.usedPoints, '0');
  const { uses, cancelled, discountUnits, recent: left } = await queries.getCoupon(coupon);
  assert.deepEqual([uses, cancelled, discountUnits, left], [2, true, '0', []]);
  await mine(discounts('AllianceEnded', { issuer: ALLY, acceptor: SHOP, token: TOKEN, by: ALLY }));
  assert.deepEqual(await queries.listAlliances(SHOP), { accepts: [], acceptedBy: [] });
  assert.deepEqual((await held())?.places, []);
});

test('a coupon that nobody used is unused, and an account without points has none', async (t) => {
  const { queries } = await read(t, [beginning()]);
  const unused = { couponId: coupon, shop: null, uses: 0, cancelled: false, discountUnits: '0', recent: [] };
  assert.deepEqual(await queries.getCoupon(coupon), unused);
  assert.deepEqual(await queries.getPoints(BUYER), { holder: BUYER, balances: [], claimable: [] });
});

test('points of completed orders can be claimed once, by what the program gives now', async (t) => {
  const orders = [0, 1, 2].map((index) => orderOf({ buyer: BUYER, index }));
  const [done, claimed, open] = orders as [(typeof orders)[0], (typeof orders)[0], (typeof orders)[0]];
  const program = discounts('ProgramChanged', { shop: SHOP, token: TOKEN, earnBps: 500, maxDiscountBps: 2_000 });
  const { queries, mine } = await read(t, [
    [...beginning(), program],
    orders.flatMap((order) => paid(order)),
    [done, claimed].flatMap((order) => closed(order, 'completed', 'confirmed', 0)),
    [
      discounts('PointsEarned', {
        issuer: SHOP,
        holder: BUYER,
        token: TOKEN,
        orderId: orderId(claimed),
        points: 600_000n,
      }),
    ],
  ]);
  const { claimable, balances } = await queries.getPoints(BUYER);
  assert.deepEqual(
    claimable.map(({ order, points }) => [order, points]),
    [[orderId(done), '600000']],
  );
  assert.deepEqual(
    balances[0]?.places.map(({ shop, rateBps, leftPoints }) => [shop, rateBps, leftPoints]),
    [[SHOP, 10_000, null]],
  );
  assert.deepEqual(
    (await queries.getShop(SHOP))?.programs.map(({ earnBps, maxDiscountBps }) => [earnBps, maxDiscountBps]),
    [[500, 2_000]],
  );
  await mine(discounts('ProgramChanged', { shop: SHOP, token: TOKEN, earnBps: 0, maxDiscountBps: 0 }));
  assert.deepEqual((await queries.getPoints(BUYER)).claimable, []);
  assert.deepEqual((await queries.getShop(SHOP))?.programs, []);
  assert.equal((await queries.getOrder(orderId(open)))?.state, 'paid');
});

test('what comes into the register is listed by what others can use, and goes when its operator retires', async (t) => {
  const operator = account(0x61);
  const payout = account(0x62);
  const endpoints = ['/dns4/node.example/tcp/9080', 'https://node.example/', 'two words', '\u0000', '节点', ''];
  const announced = { operator, payout, peerId: `0x${'12'.repeat(34)}`, endpoints };
  const order = orderOf({ host: payout });
  const { queries, mine } = await read(t, [
    beginning(),
    [{ contract: 'hosts', name: 'HostAnnounced', args: announced }],
    [...paid(order), ...closed(order, 'completed', 'confirmed', 0)],
  ]);
  const [host] = (await queries.listHosts({ limit: 5 })).items;
  assert.deepEqual([host?.operator, host?.payout, host?.orders], [operator, payout, 1]);
  assert.deepEqual(host?.endpoints, endpoints.slice(0, 2));
  assert.deepEqual(
    host?.earnings.map(({ earnedUnits }) => earnedUnits),
    ['120000'],
  );
  assert.equal(await queries.operatorOf(payout), operator);
  await mine({ contract: 'hosts', name: 'HostRetired', args: { operator } });
  assert.deepEqual((await queries.listHosts({ limit: 5 })).items, []);
  assert.equal(await queries.operatorOf(payout), undefined);
  await mine({ contract: 'hosts', name: 'HostAnnounced', args: { ...announced, endpoints: [] } });
  assert.deepEqual((await queries.listHosts({ limit: 5 })).items[0]?.endpoints, []);
});

test('a group that did not fill counts nowhere', async (t) => {
  const sku: Hex = `0x${'5c'.repeat(32)}`;
  const group = newGroup(BUYER, sku);
  const promoter = account(0x91);
  const order = memberOrder(group, sku, BUYER, 0, { promoter });
  const registered = {
    contract: 'referrals',
    name: 'PromoterRegistered',
    args: { promoter, parent: zeroAddress },
  } as const;
  const { queries, store, mine } = await read(t, [[...beginning(), registered], joinGroup(group, order, NOW)]);
  assert.equal((await queries.getOrder(orderId(order)))?.deadline, group.deadline);
  assert.equal((await queries.getPromoter(promoter))?.sales, 1);
  await mine(...closed(order, 'refunded', 'group_expired', 10_000));
  const { outcomes } = (await queries.getShop(SHOP)) ?? {};
  const counts = {
    open: 0,
    completed: 0,
    cancelled: 0,
    notShipped: 0,
    settled: 0,
    disputed: 0,
    disputesLost: 0,
    distinctBuyers: 0,
  };
  assert.deepEqual(
    { ...outcomes, openUnits: undefined, topBuyerBps: undefined },
    { ...counts, openUnits: undefined, topBuyerBps: undefined },
  );
  const { sales, refundedSales } = (await queries.getPromoter(promoter)) ?? {};
  assert.deepEqual([sales, refundedSales], [0, 0]);
  assert.deepEqual(await store.db.selectFrom('sold').select('units').where('sku', '=', sku).execute(), [{ units: 0 }]);
});

test('listings that groups buy for less are found, with the terms that their offers sign', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  const group = { priceUnits: '9000000', size: 2, withinSeconds: 3_600, leaderBps: 0, commissionBps: 0 };
  const sales = [{ listing: mug({ handle: 'alone' }) }, { listing: mug({ handle: 'together' }), group }];
  await applyCatalogue(store, catalogue({ sales }), { now: NOW });
  const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => NOW });
  const { items } = await queries.listListings({ limit: 5, group: true });
  assert.deepEqual(
    items.map(({ handle, groupFromUnits }) => [handle, groupFromUnits]),
    [['together', '9000000']],
  );
  assert.equal((await queries.listListings({ limit: 5 })).items.length, 2);
  const [variant] = (await queries.getListingByHandle(SHOP, 'together'))?.variants ?? [];
  assert.deepEqual(variant?.group, group);
  assert.equal(variant?.offer.group, groupTermsHash(groupTermsOf(group)));
  assert.ok((variant?.proof.length ?? 0) > 0, 'the signed tree holds the offer with its group');
  const [alone] = (await queries.getListingByHandle(SHOP, 'alone'))?.variants ?? [];
  assert.deepEqual([alone?.group, alone?.offer.group, alone?.offer.pickup], [null, zeroBytes32, zeroAddress]);
});
