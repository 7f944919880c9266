import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { storeContent, wantedContents } from '../../indexer/catalogue/contents.ts';
import { publishingTerms } from '../../indexer/catalogue/publishing.ts';
import { isReferenced, pruneListingDocuments } from '../../indexer/catalogue/retention.ts';
import { expiredDetails, forgetSealed } from '../../indexer/messages/expired-sealed.ts';
import { createQueries } from '../../indexer/queries/queries.ts';
import { listingDetail } from '../../protocol/api/listing.ts';
import { orderDetail, orderSummary } from '../../protocol/api/order.ts';
import { promoterDetail, promoterSummary } from '../../protocol/api/promoter.ts';
import { reviewView } from '../../protocol/api/review.ts';
import { depositView, shopDetail } from '../../protocol/api/shop.ts';
import { creditView } from '../../protocol/api/status.ts';
import { type Block, digestOf, encodeDocument, rawBlock } from '../../protocol/block.ts';
import { zoneId } from '../../protocol/delivery.ts';
import { encodeListing, skuOf } from '../../protocol/listing.ts';
import { orderId } from '../../protocol/order.ts';
import { zeroAddress } from '../../protocol/primitives.ts';
import { quotaOf } from '../../protocol/quota.ts';
import type { Review } from '../../protocol/review.ts';
import { score1 } from '../../protocol/score.ts';
import { account, catalogue, mug, NOW, SHOP, TOKEN } from './fixtures/catalogues.ts';
import { FakeChain, type FakeEvent } from './fixtures/fake-chain.ts';
import { caughtUp, follow } from './fixtures/indexing.ts';
import { beginning, closed, orderOf, paid, reviewed, shipped } from './fixtures/market-events.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const BUYER = account(0xb1);
const PROMOTER = account(0xe2);
const PARENT = account(0xe1);
const details = rawBlock(new Uint8Array(600).fill(5));
const order = orderOf({
  buyer: BUYER,
  promoter: PROMOTER,
  parent: PARENT,
  listing: digestOf(encodeListing(mug()).cid),
  sku: skuOf('blue-mug', 'A'),
  details: digestOf(details.cid),
  zone: zoneId('domestic'),
});
const id = orderId(order);

const reviewBlock = (type: Review['type'], text: string): Block =>
  encodeDocument({ v: 1, type, order: id, language: 'en', text, photos: [], writtenAt: NOW } satisfies Review);
const first = reviewBlock('review', 'Holds tea.');
const second = reviewBlock('review', 'The handle came off.');
const answer = reviewBlock('reply', 'We sent a new one.');

const promoters: FakeEvent[] = [
  { contract: 'referrals', name: 'PromoterRegistered', args: { promoter: PARENT, parent: zeroAddress } },
  { contract: 'referrals', name: 'PromoterRegistered', args: { promoter: PROMOTER, parent: PARENT } },
];
const amended: FakeEvent = {
  contract: 'reviews',
  name: 'ReviewAmended',
  args: { orderId: id, shop: SHOP, stars: 2, content: digestOf(second.cid), amendments: 1 },
};
const replied: FakeEvent = {
  contract: 'reviews',
  name: 'ReviewReplied',
  args: { orderId: id, shop: SHOP, content: digestOf(answer.cid) },
};

async function market(t: TestContext, blocks: FakeEvent[][]) {
  const chain = await FakeChain.start(t);
  for (const events of [[...beginning(), ...promoters], ...blocks]) chain.mine(events);
  const store = await stores.store(t);
  const indexer = await follow(store, chain, { finalityBlocks: 1 });
  await caughtUp(indexer, chain);
  await applyCatalogue(store, catalogue({ sales: [{ listing: mug() }] }), { now: NOW });
  const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => NOW });
  return { chain, store, indexer, queries };
}

test('a paid order shows its goods, its terms and what the promoters may earn', async (t) => {
  const { queries } = await market(t, [paid(order)]);
  const detail = orderDetail.parse(await queries.getOrder(id));
  assert.deepEqual(
    [detail.state, detail.outcome, detail.titles.en, detail.variants, detail.deliveryNames],
    ['paid', 'none', 'Stoneware Mug', { en: 'Ash' }, { en: 'Domestic' }],
  );
  assert.equal(detail.deadline, NOW + 24 + order.shipWithinSeconds);
  assert.deepEqual(
    detail.steps.map(({ event, by }) => [event, by]),
    [['paid', 'buyer']],
  );
  assert.equal(detail.final, false);

  // 5 % of 12.00, of which a fifth is the parent's.
  const promoter = promoterDetail.parse(await queries.getPromoter(PROMOTER));
  assert.deepEqual(
    promoter.earnings.map(({ earnedUnits, pendingUnits }) => [earnedUnits, pendingUnits]),
    [['0', '480000']],
  );
  assert.equal((await queries.getPromoter(PARENT))?.earnings[0]?.pendingUnits, '120000');
  assert.deepEqual(
    promoter.recent.map(({ order: named, level, state }) => [named, level, state]),
    [[id, 1, 'pending']],
  );
  const shop = shopDetail.parse(await queries.getShop(SHOP));
  assert.deepEqual([shop.outcomes.open, shop.outcomes.openUnits, shop.outcomes.distinctBuyers], [1, '12000000', 1]);
  assert.deepEqual(
    shop.deposits.map(({ lockedUnits, freeUnits }) => [lockedUnits, freeUnits]),
    [['2400000', '4997600000']],
  );
  const listing = listingDetail.parse(await queries.getListingByHandle(SHOP, 'blue-mug'));
  assert.deepEqual(
    listing.variants.map(({ code, soldUnits, left }) => [code, soldUnits, left]),
    [
      ['I', 0, 10],
      ['A', 1, 9],
    ],
  );
});

test('a closed order pays everyone once', async (t) => {
  const { queries } = await market(t, [paid(order), shipped(order), closed(order, 'completed', 'confirmed', 0), []]);
  const detail = orderDetail.parse(await queries.getOrder(id));
  assert.deepEqual(
    [detail.state, detail.outcome, detail.deadline, detail.final],
    ['completed', 'confirmed', null, true],
  );
  assert.deepEqual(detail.payout, {
    buyerUnits: '0',
    sellerUnits: '11280000',
    promoterUnits: '480000',
    parentUnits: '120000',
    hostUnits: '0',
    leaderUnits: '0',
    pickupUnits: '0',
    feeUnits: '120000',
    penaltyUnits: '0',
    coverageFeeUnits: '0',
    costsUnits: '0',
  });
  assert.deepEqual(
    detail.steps.map(({ event, by }) => [event, by]),
    [
      ['paid', 'buyer'],
      ['shipped', 'seller'],
      ['closed', 'buyer'],
    ],
  );
  const { earnings, sales, refundedSales, children } = promoterSummary.parse(
    (await queries.listPromoters({ limit: 10 })).items.find(({ address }) => address === PARENT),
  );
  assert.deepEqual([earnings[0]?.earnedUnits, sales, refundedSales, children], ['120000', 0, 0, 1]);
  assert.deepEqual(
    (await queries.listCredits(SHOP)).map((credit) => creditView.parse(credit).creditUnits),
    ['11280000'],
  );
  assert.deepEqual(
    (await queries.listDeposits({ limit: 10 })).items.map((deposit) => depositView.parse(deposit).lockedUnits),
    ['0'],
  );
});

test('a refunded order voids the commissions and counts against nobody twice', async (t) => {
  const { queries } = await market(t, [paid(order), closed(order, 'refunded', 'cancelled_by_seller', 10_000)]);
  const promoter = await queries.getPromoter(PROMOTER);
  assert.deepEqual(
    [promoter?.sales, promoter?.refundedSales, promoter?.earnings[0]?.earnedUnits, promoter?.earnings[0]?.pendingUnits],
    [0, 1, '0', '0'],
  );
  const outcomes = (await queries.getShop(SHOP))?.outcomes;
  assert.deepEqual([outcomes?.open, outcomes?.cancelled, outcomes?.completed, outcomes?.openUnits], [0, 1, 0, '0']);
  assert.deepEqual((await queries.getOrder(id))?.steps.at(-1)?.refundBps, 10_000);
});

test('a dispute keeps both proposals and counts when the seller loses', async (t) => {
  const disputed: FakeEvent = {
    contract: 'market',
    name: 'OrderDisputed',
    args: { orderId: id, buyerBps: 9_000, evidence: digestOf(details.cid), deadline: NOW + 500 },
  };
  const offer: FakeEvent = {
    contract: 'market',
    name: 'OrderProposed',
    args: { orderId: id, by: SHOP, refundBps: 1_000, evidence: `0x${'00'.repeat(32)}`, deadline: NOW + 900 },
  };
  const ask: FakeEvent = {
    contract: 'market',
    name: 'OrderProposed',
    args: { orderId: id, by: BUYER, refundBps: 8_000, evidence: `0x${'00'.repeat(32)}`, deadline: NOW + 900 },
  };
  const escalated: FakeEvent = {
    contract: 'market',
    name: 'OrderEscalated',
    args: { orderId: id, by: BUYER, deadline: NOW + 999 },
  };
  const { chain, indexer, queries } = await market(t, [
    paid(order),
    shipped(order),
    [disputed],
    [offer],
    [ask],
    [escalated],
  ]);
  const open = await queries.getOrder(id);
  assert.deepEqual(
    [open?.state, open?.buyerBps, open?.sellerBps, open?.answered, open?.deadline],
    ['escalated', 8_000, 1_000, true, NOW + 999],
  );
  assert.deepEqual(
    open?.steps.slice(2).map(({ event, by, refundBps, content }) => [event, by, refundBps, content !== null]),
    [
      ['disputed', 'buyer', 9_000, true],
      ['proposed', 'seller', 1_000, false],
      ['proposed', 'buyer', 8_000, false],
      ['escalated', 'buyer', null, false],
    ],
  );
  chain.mine(closed(order, 'ruled', 'arbitrated', 8_000));
  await caughtUp(indexer, chain);
  const outcomes = (await queries.getShop(SHOP))?.outcomes;
  assert.deepEqual([outcomes?.disputed, outcomes?.disputesLost, outcomes?.settled, outcomes?.open], [1, 1, 0, 0]);
  assert.deepEqual((await queries.getOrder(id))?.steps.at(-1)?.by, 'arbitrator');
});

test('reviews, amendments and replies get their texts when the blocks arrive, and move the scores', async (t) => {
  const posted = reviewed(order, 5, digestOf(first.cid));
  const { store, queries, chain } = await market(t, [
    paid(order),
    shipped(order),
    closed(order, 'completed', 'confirmed', 0),
    [posted],
    [amended],
    [replied],
  ]);
  const bare = reviewView.parse((await queries.listReviews({ order: id, limit: 5 })).items[0]);
  assert.deepEqual(
    [bare.stars, bare.content, bare.amendments.map(({ stars }) => stars), bare.reply?.content, bare.weightUnits],
    [5, null, [2], null, '120000'],
  );

  const wanted = await wantedContents(store.db, { limit: 50, now: NOW });
  assert.deepEqual(
    new Set(wanted.filter(({ purpose }) => purpose === 'review').map(({ cid }) => cid.toString())),
    new Set([first, second, answer].map(({ cid }) => cid.toString())),
  );
  for (const block of [first, second, answer]) assert.equal(await storeContent(store, block, { now: NOW }), 'stored');
  const full = reviewView.parse((await queries.listReviews({ shop: SHOP, limit: 5 })).items[0]);
  assert.deepEqual(
    [full.content?.text, full.amendments[0]?.content?.text, full.reply?.content?.text],
    ['Holds tea.', 'The handle came off.', 'We sent a new one.'],
  );
  const byListing = await queries.listReviews({ listing: encodeListing(mug()).cid.toString(), limit: 5 });
  assert.equal(byListing.items.length, 1);

  const day = (Math.floor(chain.head.timestamp / 86_400) + 1) * 86_400;
  const { milliStars } = score1([{ feeMicros: 120_000n, halfStars: 7, paidAt: NOW }], day);
  const shop = await queries.getShop(SHOP);
  assert.deepEqual(shop?.score, { milliStars, reviews: 1, weightUnits: '120000', histogram: [0, 1, 0, 0, 0] });
  assert.equal(shop?.outcomes.topBuyerBps, 10_000);
  assert.equal((await queries.getOrder(id))?.stars, 2);
});

test('a listing gets its score when its document comes after its reviews', async (t) => {
  const posted = reviewed(order, 5, digestOf(first.cid));
  const { queries, store, chain, indexer } = await market(t, [
    paid(order),
    closed(order, 'completed', 'confirmed', 0),
    [posted],
  ]);
  chain.mine();
  await caughtUp(indexer, chain);
  const [listing] = (await queries.listListings({ limit: 5, sort: 'score' })).items;
  assert.deepEqual([listing?.score.reviews, listing?.score.histogram], [1, [0, 0, 0, 0, 1]]);
  const { rows } = await store.pool.query('select milli_stars, reviews from listings');
  assert.deepEqual(rows, [{ milli_stars: listing?.score.milliStars, reviews: 1 }]);
});

test('useless and unasked content is not kept, and not asked for again', async (t) => {
  const wrong = encodeDocument({ v: 1, type: 'poem' });
  const { store } = await market(t, [
    paid(order),
    closed(order, 'completed', 'confirmed', 0),
    [reviewed(order, 4, digestOf(wrong.cid))],
  ]);
  assert.equal(await storeContent(store, first, { now: NOW }), 'unwanted');
  assert.equal(await storeContent(store, wrong, { now: NOW }), 'refused');
  const later = await wantedContents(store.db, { limit: 50, now: NOW + 1e6 });
  assert.ok(later.every(({ cid }) => !cid.equals(wrong.cid)));
});

test('a review written for another order is not shown under this one', async (t) => {
  const other = orderOf({ buyer: BUYER, index: 1 });
  const stolen = reviewed(other, 5, digestOf(first.cid));
  const { store, queries } = await market(t, [
    paid(order),
    paid(other),
    closed(other, 'completed', 'confirmed', 0),
    [stolen],
  ]);
  assert.equal(await storeContent(store, first, { now: NOW }), 'stored');
  assert.equal((await queries.listReviews({ order: orderId(other), limit: 5 })).items[0]?.content, null);
});

test('what nobody holds is asked for again ever later', async (t) => {
  const { store } = await market(t, [paid(order)]);
  const due = async (now: number) =>
    (await wantedContents(store.db, { limit: 50, now })).filter(({ purpose }) => purpose === 'details').length;
  assert.deepEqual(
    [await due(NOW), await due(NOW + 29), await due(NOW + 30), await due(NOW + 60), await due(NOW + 90)],
    [1, 0, 1, 0, 1],
  );
});

test('order details are held until 30 days after the order is final', async (t) => {
  const { store, queries, chain } = await market(t, [paid(order), closed(order, 'completed', 'confirmed', 0)]);
  assert.equal((await queries.getOrder(id))?.detailsHeld, false);
  assert.equal(await storeContent(store, details, { now: NOW }), 'stored');
  assert.equal((await queries.getOrder(id))?.detailsHeld, true);
  const end = chain.head.timestamp + 30 * 86_400;
  assert.deepEqual(await expiredDetails(store.db, { now: end, limit: 10 }), []);
  assert.deepEqual(await expiredDetails(store.db, { now: end + 1, limit: 10 }), [digestOf(details.cid)]);
  await forgetSealed(store.db, [digestOf(details.cid)]);
  assert.equal((await queries.getOrder(id))?.detailsHeld, false);
});

test('an order keeps its goods after the listing changed; other old versions are pruned', async (t) => {
  const { store, queries } = await market(t, [paid(order)]);
  const middle = mug({ texts: { en: { title: 'Second Mug', description: '' } } });
  const last = mug({ texts: { en: { title: 'Third Mug', description: '' } } });
  await applyCatalogue(store, catalogue({ version: 2, sales: [{ listing: middle }] }), { now: NOW + 1 });
  await applyCatalogue(store, catalogue({ version: 3, sales: [{ listing: last }] }), { now: NOW + 2 });
  assert.equal(await pruneListingDocuments(store.db, { now: NOW + 10 }), 0, 'a signed catalogue may still sell it');
  assert.equal(await pruneListingDocuments(store.db, { now: NOW + 31 * 86_400 }), 1);
  assert.equal((await queries.getOrder(id))?.titles.en, 'Stoneware Mug');
  assert.deepEqual(
    [await isReferenced(store.db, encodeListing(mug()).cid), await isReferenced(store.db, encodeListing(middle).cid)],
    [true, false],
  );
});

test('lists of orders are filtered and paged, newest first', async (t) => {
  const orders = Array.from({ length: 7 }, (_, index) =>
    orderOf({ index, buyer: account(0xb1 + (index % 2)), promoter: index < 3 ? PROMOTER : zeroAddress }),
  );
  const { queries } = await market(t, [
    orders.slice(0, 4).flatMap((each) => paid(each)),
    orders.slice(4).flatMap((each) => paid(each)),
    closed(orders[6]!, 'refunded', 'not_shipped', 10_000),
  ]);
  const all = await queries.listOrders({ limit: 100 });
  assert.deepEqual(
    all.items.map((item) => orderSummary.parse(item).id),
    orders.map(orderId).reverse(),
  );
  const walked: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await queries.listOrders({ limit: 2, cursor });
    walked.push(...page.items.map((item) => item.id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  assert.deepEqual(
    walked,
    all.items.map((item) => item.id),
  );
  assert.equal((await queries.listOrders({ buyer: account(0xb2), limit: 100 })).items.length, 3);
  assert.equal((await queries.listOrders({ promoter: PROMOTER, limit: 100 })).items.length, 3);
  assert.equal((await queries.listOrders({ shop: SHOP, state: 'paid', limit: 100 })).items.length, 6);
  assert.equal((await queries.listOrders({ shop: account(1), limit: 100 })).items.length, 0);
  assert.equal(await queries.getOrder(`0x${'99'.repeat(32)}`), undefined);
});

test('the chain says who may publish, and the deposit how much', async (t) => {
  const publisher = account(0x77);
  const allowed: FakeEvent = {
    contract: 'shops',
    name: 'ShopPublisherChanged',
    args: { shop: SHOP, publisher, allowed: true },
  };
  const raised: FakeEvent = {
    contract: 'shops',
    name: 'ShopLowestVersionRaised',
    args: { shop: SHOP, lowestVersion: 4n },
  };
  const { store, chain, indexer, queries } = await market(t, [[allowed, raised]]);
  const terms = await publishingTerms(store.db, { shop: SHOP, signer: publisher });
  assert.deepEqual(terms, {
    isOpen: true,
    mayPublish: true,
    lowestVersion: 4,
    anchored: null,
    stakedUnits: { [TOKEN]: '5000000000' },
    meetsMinimum: true,
    quota: { listings: 5_000, bytes: 5_000 * 262_144 },
  });
  assert.equal((await publishingTerms(store.db, { shop: SHOP, signer: account(0x78) })).mayPublish, false);
  assert.deepEqual((await publishingTerms(store.db, { shop: account(3), signer: account(3) })).isOpen, false);
  chain.mine([
    {
      contract: 'deposits',
      name: 'ShopSuspended',
      args: { shop: SHOP, token: TOKEN, tier: 0, requiredUnits: 10_000_000_000n },
    },
  ]);
  await caughtUp(indexer, chain);
  assert.equal((await queries.getShop(SHOP))?.deposits[0]?.record.suspended, true);
  assert.deepEqual(
    await publishingTerms(store.db, { shop: SHOP, signer: publisher }),
    terms,
    'a suspended shop is carried as before, with its record as the warning',
  );
  chain.mine([
    {
      contract: 'deposits',
      name: 'UnbondingStarted',
      args: { shop: SHOP, token: TOKEN, unbondingUnits: 4_500_000_000n, releaseAt: 9n },
    },
  ]);
  await caughtUp(indexer, chain);
  assert.equal(
    (await publishingTerms(store.db, { shop: SHOP, signer: SHOP })).meetsMinimum,
    false,
    'what is leaving carries nothing',
  );
  assert.equal(quotaOf([{ units: '999', minStakeUnits: '1000', accepted: true }]), null);
  assert.equal(quotaOf([{ units: '5000', minStakeUnits: '1000', accepted: false }]), null);
  assert.equal(quotaOf([{ units: '1000000', minStakeUnits: '1', accepted: true }])?.listings, 100_000);
});
