import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { recordEquivocation } from '../../indexer/catalogue/heads.ts';
import { createQueries } from '../../indexer/queries/queries.ts';
import { buyerRecordView, listingTrustView, promoterRecordView, shopTrustView } from '../../protocol/api/trust.ts';
import { digestOf } from '../../protocol/block.ts';
import { encodeListing } from '../../protocol/listing.ts';
import { zeroAddress } from '../../protocol/primitives.ts';
import { score1 } from '../../protocol/score.ts';
import { account, catalogue, mug, NOW, openShops, SHOP, TOKEN } from '../indexer/fixtures/catalogues.ts';
import { TestStores } from '../indexer/fixtures/stores.ts';
import { DAY, type Trade, TradeBook } from './fixtures/trades.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const HOUR = 3_600;
const BUYER = account(0xb1);
const OTHER = account(0xb2);
const PROMOTER = account(0xe1);
const digestOfMug = digestOf(encodeListing(mug()).cid);
const sale = (parts: Partial<Trade> = {}): Trade => ({
  shop: SHOP,
  buyer: BUYER,
  dollars: 20,
  paidAt: NOW - 10 * DAY,
  listing: digestOfMug,
  outcome: 'confirmed',
  stars: 5,
  ...parts,
});

async function shopWith(t: TestContext, trades: Trade[]) {
  const store = await stores.store(t);
  const book = await TradeBook.open(store, [SHOP]);
  const ids = await book.add(trades);
  await book.settle();
  const queries = createQueries({ db: store.db, searchDb: store.db, clock: () => NOW });
  return { store, book, ids, queries };
}

test('a shop shows what its score, its times and its months rest on', async (t) => {
  const { store, ids, queries } = await shopWith(t, [
    sale({ paidAt: NOW - 400 * DAY, stars: 1, shippedAfter: HOUR }),
    sale({ paidAt: NOW - 40 * DAY, buyer: OTHER, dollars: 100, shippedAfter: 2 * HOUR }),
    sale({
      paidAt: NOW - 39 * DAY,
      outcome: 'arbitrated',
      refundBps: 10_000,
      shippedAfter: 50 * HOUR,
      answeredAfter: 5 * HOUR,
    }),
    { shop: SHOP, buyer: BUYER, dollars: 7, paidAt: NOW - DAY },
  ]);
  await store.pool.query('insert into deposits values ($1, $2, 5000000, 1000000, 0, 0)', [SHOP, TOKEN]);
  const trust = shopTrustView.parse(await queries.shopTrust(SHOP));
  const day = (Math.floor(NOW / DAY) + 1) * DAY;
  assert.equal(trust.score.at, day);
  const reviews = [
    { feeMicros: 200_000n, halfStars: 2, paidAt: NOW - 400 * DAY },
    { feeMicros: 1_000_000n, halfStars: 10, paidAt: NOW - 40 * DAY },
    { feeMicros: 200_000n, halfStars: 10, paidAt: NOW - 39 * DAY },
  ];
  assert.deepEqual(trust.score.score, {
    ...score1(reviews, NOW),
    reviews: 3,
    weightUnits: '1400000',
    histogram: [1, 0, 0, 0, 2],
  });
  assert.deepEqual(
    trust.score.parts.map(({ order, stars }) => [order, stars]),
    [
      [ids[1], 5],
      [ids[2], 5],
      [ids[0], 1],
    ],
  );
  // What the parts say adds up to what the score says.
  const shares = trust.score.parts.reduce((sum, { weightUnits }) => sum + Number(weightUnits), 0);
  assert.ok(Math.abs(shares - Number(trust.score.reviewUnits)) <= 3);
  assert.equal(trust.score.priorUnits, '2000000');

  assert.deepEqual(trust.shipping, { cases: 3, medianSeconds: 2 * HOUR, p90Seconds: 50 * HOUR });
  assert.deepEqual(trust.answers, { cases: 1, medianSeconds: 5 * HOUR, p90Seconds: 5 * HOUR });
  assert.deepEqual([trust.outcomes.distinctBuyers, trust.repeatBuyersBps], [2, 5_000]);
  assert.deepEqual(
    trust.deposits.map(({ stakedUnits, openUnits }) => [stakedUnits, openUnits]),
    [['5000000', '7000000']],
  );
  assert.deepEqual(
    trust.months.map(({ month, orders, paidUnits, completed, failed, disputed }) => [
      month,
      orders,
      paidUnits,
      completed,
      failed,
      disputed,
    ]),
    [
      ['2024-09', 1, '20000000', 1, 0, 0],
      ['2025-08', 2, '120000000', 1, 1, 1],
      // Nobody bought; the ratings of the sales before came in.
      ['2025-09', 0, '0', 0, 0, 0],
      ['2025-10', 1, '7000000', 0, 0, 0],
    ],
  );
  assert.deepEqual(
    trust.months.map(({ reviews, meanMilliStars }) => [reviews, meanMilliStars]),
    [
      [1, 1_000],
      [0, null],
      [2, 5_000],
      [0, null],
    ],
  );
  assert.equal(await queries.shopTrust(account(0x99)), undefined);
});

test('a new shop has the neutral score and nothing else', async (t) => {
  const store = await stores.store(t);
  await openShops(store);
  const queries = createQueries({ db: store.db, searchDb: store.db, clock: () => NOW });
  const trust = shopTrustView.parse(await queries.shopTrust(SHOP));
  assert.deepEqual([trust.score.score.milliStars, trust.score.parts, trust.months, trust.flags], [3_500, [], [], []]);
  assert.deepEqual(trust.shipping, { cases: 0, medianSeconds: null, p90Seconds: null });
});

test('a listing that becomes another product keeps no stars, and gets them back with its goods', async (t) => {
  const { store, book, queries } = await shopWith(t, [sale(), sale({ buyer: OTHER, stars: 4 }), sale({ stars: 4 })]);
  const trustAfter = async (version: number, listing: ReturnType<typeof mug>) => {
    await applyCatalogue(store, catalogue({ version, sales: [{ listing }] }), { now: NOW });
    await book.settle();
    return listingTrustView.parse(await queries.listingTrust(SHOP, 'blue-mug'));
  };
  const first = await trustAfter(1, mug());
  assert.deepEqual([first.score.score.reviews, first.sold, first.flags], [3, 3, []]);

  const texts = { en: { title: 'Stoneware Mug, Ash', description: 'Thrown by hand, glazed twice.' } };
  assert.equal((await trustAfter(2, mug({ texts }))).score.score.reviews, 3, 'an edit keeps them');

  const other = mug({
    images: [],
    texts: { en: { title: 'Wireless Headphones', description: 'Forty hours of music.' } },
  });
  const replaced = await trustAfter(3, other);
  assert.deepEqual(
    [replaced.score.score.milliStars, replaced.score.score.reviews, replaced.score.parts],
    [3_500, 0, []],
  );
  const digests = [digestOfMug, digestOf(encodeListing(other).cid)];
  assert.deepEqual(
    replaced.flags.map(({ kind, severity, count, evidence }) => [
      kind,
      severity,
      count,
      evidence.map((item) => item.kind === 'listing' && item.digest),
    ]),
    [['listing_replaced', 'warning', 3, digests]],
  );
  const shop = await queries.shopTrust(SHOP);
  assert.deepEqual([shop?.score.score.reviews, shop?.flags.map(({ kind }) => kind)], [3, ['listing_replaced']]);
  const { rows } = await store.pool.query('select milli_stars, reviews from listings');
  assert.deepEqual(rows, [{ milli_stars: 3_500, reviews: 0 }], 'lists show no stars either');

  const restored = await trustAfter(4, mug());
  assert.deepEqual([restored.score, restored.flags], [first.score, []]);
  assert.equal(await queries.listingTrust(SHOP, 'no-such'), undefined);
});

test('two catalogues under one version are a warning on the shop', async (t) => {
  const { store, book, queries } = await shopWith(t, []);
  const bytes = new Uint8Array([1]);
  await recordEquivocation(store.db, { shop: SHOP, version: 3, first: bytes, second: bytes, seenAt: NOW });
  await book.settle();
  assert.deepEqual(
    (await queries.shopTrust(SHOP))?.flags.map(({ kind, severity, count }) => [kind, severity, count]),
    [['equivocation', 'warning', 1]],
  );
});

test('a buyer has a record of purchases, disputes and ratings', async (t) => {
  const { queries } = await shopWith(t, [
    sale({ stars: 3 }),
    sale({ outcome: 'arbitrated', refundBps: 10_000, stars: 2 }),
    sale({ outcome: 'not_escalated', refundBps: 0, stars: 4, paidAt: NOW - 20 * DAY }),
    { shop: SHOP, buyer: BUYER, dollars: 3, paidAt: NOW - DAY, outcome: 'cancelled_by_seller', refundBps: 10_000 },
  ]);
  assert.deepEqual(buyerRecordView.parse(await queries.buyerRecord(BUYER)), {
    orders: 4,
    shops: 1,
    completed: 1,
    refunded: 2,
    disputed: 2,
    disputesWon: 1,
    disputesLost: 1,
    reviews: 3,
    meanMilliStars: 3_000,
    firstAt: NOW - 20 * DAY,
    flags: [],
  });
  const unknown = buyerRecordView.parse(await queries.buyerRecord(account(0x99)));
  assert.deepEqual([unknown.orders, unknown.firstAt, unknown.meanMilliStars], [0, null, null]);
});

test("a promoter's sales are told beside everybody's, and flagged when they fail much more often", async (t) => {
  const good = account(0xe2);
  const many = (count: number, parts: Partial<Trade>) =>
    Array.from({ length: count }, (_, index) =>
      sale({ buyer: account(0xb00 + index), paidAt: NOW - DAY * (index + 1), ...parts }),
    );
  const { store, ids, queries } = await shopWith(t, [
    ...many(12, { promoter: PROMOTER, outcome: 'cancelled_by_seller', refundBps: 10_000 }),
    ...many(12, { promoter: PROMOTER }),
    ...many(76, { promoter: good }),
  ]);
  const bad = promoterRecordView.parse(await queries.promoterRecord(PROMOTER));
  assert.deepEqual(
    [bad.sales, bad.refundedBps, bad.disputedBps, bad.usualRefundedBps, bad.usualDisputedBps, bad.meanMilliStars],
    [24, 5_000, 0, 1_200, 0, 5_000],
  );
  assert.deepEqual(
    bad.flags.map(({ kind, severity, count, shareBps, evidence }) => [
      kind,
      severity,
      count,
      shareBps,
      evidence.length,
    ]),
    [['bad_referrals', 'warning', 12, 5_000, 12]],
  );
  assert.ok(bad.flags[0]!.evidence.every((item) => item.kind === 'order' && ids.includes(item.order as never)));
  assert.deepEqual((await queries.promoterRecord(good)).flags, []);
  const nobody = promoterRecordView.parse(await queries.promoterRecord(zeroAddress));
  assert.deepEqual([nobody.sales, nobody.refundedBps, nobody.usualRefundedBps], [0, 0, 1_200]);
  assert.equal((await store.pool.query("select from stale_trust where kind <> 'funder'")).rowCount, 0);
});
