import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import { shopInsights } from '../../indexer/queries/insights.ts';
import type { Database } from '../../indexer/store/schema.ts';
import { insightsView } from '../../protocol/api/insights.ts';
import { type Order, orderId } from '../../protocol/order.ts';
import { account, NOW, SHOP } from './fixtures/catalogues.ts';
import { FakeChain } from './fixtures/fake-chain.ts';
import { caughtUp, follow } from './fixtures/indexing.ts';
import { beginning, closed, orderOf, paid, reviewed } from './fixtures/market-events.ts';
import { type TestStore, TestStores } from './fixtures/stores.ts';

const DAY = 86_400;
const TODAY = Math.floor(NOW / DAY);
const now = (TODAY + 1) * DAY - 1;
const [ann, ben, promoter] = [account(0xb1), account(0xb2), account(0xc1)];
const content = `0x${'5a'.repeat(32)}` as const;

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const orders: Order[] = [
  // Before both times, and in the time before.
  orderOf({ buyer: ann, index: 0, paidAt: BigInt((TODAY - 30) * DAY) }),
  orderOf({ buyer: ann, index: 1, paidAt: BigInt((TODAY - 10) * DAY), totalUnits: 5_000_000n }),
  // In the time.
  orderOf({ buyer: ann, index: 2, paidAt: BigInt((TODAY - 6) * DAY), promoter }),
  orderOf({ buyer: ben, index: 3, paidAt: BigInt(TODAY * DAY), quantity: 3, totalUnits: 30_000_000n, promoter }),
  orderOf({ buyer: ben, index: 4, shop: account(0xee), paidAt: BigInt(TODAY * DAY) }),
];

async function sold(t: Parameters<TestStores['store']>[0]): Promise<TestStore> {
  const chain = await FakeChain.start(t);
  chain.mine(beginning());
  for (const order of orders) chain.mine(paid(order));
  const [, , third] = orders as [Order, Order, Order];
  chain.mine([...closed(third, 'settled', 'agreed', 2_500), reviewed(third, 4, content)]);
  const store = await stores.store(t);
  await caughtUp(await follow(store, chain), chain);
  const day = (offset: number) => TODAY + offset;
  await store.db
    .insertInto('visits')
    .values([
      { shop: SHOP, day: day(0), handle: '', source: 'search', views: 4 },
      { shop: SHOP, day: day(0), handle: 'mug', source: 'promoter', views: 10 },
      { shop: SHOP, day: day(-6), handle: 'mug', source: 'promoter', views: 1 },
      { shop: SHOP, day: day(-7), handle: 'mug', source: 'direct', views: 100 },
      { shop: SHOP, day: day(-14), handle: 'mug', source: 'direct', views: 1_000 },
      { shop: account(0xee), day: day(0), handle: '', source: 'direct', views: 9 },
    ])
    .execute();
  return store;
}

test('tells of a time and of the one before it, by day', async (t) => {
  const { db } = await sold(t);
  const view = insightsView.parse(await shopInsights(db, { shop: SHOP, days: 7, now }));
  assert.deepEqual([view.from, view.to, view.token?.decimals, view.tokens.length], [TODAY - 6, TODAY, 6, 1]);
  assert.deepEqual(view.visits, [
    { day: TODAY - 6, source: 'promoter', views: 1 },
    { day: TODAY, source: 'promoter', views: 10 },
    { day: TODAY, source: 'search', views: 4 },
  ]);
  assert.deepEqual(view.sales, [
    { day: TODAY - 6, orders: 1, paidUnits: '12000000' },
    { day: TODAY, orders: 1, paidUnits: '30000000' },
  ]);
  const { keptUnits, ...totals } = view.totals;
  assert.deepEqual(totals, { views: 15, orders: 2, quantity: 4, paidUnits: '42000000', returnedUnits: '3000000' });
  // Three quarters of 12, less fee, commission and host share.
  assert.ok(BigInt(keptUnits) > 8_000_000n && BigInt(keptUnits) < 9_000_000n, keptUnits);
  assert.deepEqual(view.before, { views: 100, orders: 1, paidUnits: '5000000' });
  assert.deepEqual(view.buyers, { all: 2, repeat: 1 });
  assert.deepEqual(view.outcomes, { open: 1, completed: 0, cancelled: 0, not_shipped: 0, agreed: 1, decided: 0 });
  assert.deepEqual(view.listings, [
    { handle: 'mug', titles: {}, image: null, views: 11, orders: 0, quantity: 0, paidUnits: '0' },
  ]);
  const [brought] = view.promoters;
  assert.deepEqual([brought?.promoter, brought?.orders, brought?.paidUnits], [promoter, 2, '42000000']);
  assert.ok(BigInt(brought?.costUnits ?? 0) > 0n);
  assert.deepEqual(view.reviews, [{ day: TODAY, reviews: 1, stars: 4 }]);
});

test('a longer time takes more in, and a shop that sold nothing has zeros', async (t) => {
  const { db } = await sold(t);
  const month = await shopInsights(db, { shop: SHOP, days: 30, now });
  assert.deepEqual([month.totals.orders, month.totals.views, month.before.orders], [3, 1_115, 1]);
  const none = insightsView.parse(await shopInsights(db, { shop: account(0x77), days: 90, now }));
  assert.deepEqual([none.token, none.totals.orders, none.totals.paidUnits, none.listings], [null, 0, '0', []]);
});

test('reads no more than the orders of the time, whatever the shop and the market sold before', async (t) => {
  const store = await sold(t);
  await store.pool.query(
    `insert into orders select (jsonb_populate_record(o, jsonb_build_object('id', 'o' || n, 'paid_at', 1000 + n,
       'paid_block', 0, 'paid_log', n, 'shop', case when n % 2 = 0 then o.shop else 'other' || n % 50 end))).*
     from orders o, generate_series(1, 3000) n where o.id = $1`,
    [orderId(orders[0] as Order)],
  );
  await store.pool.query('analyze');
  const seen: CompiledQuery[] = [];
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: store.pool }),
    log: ({ query }) => void seen.push(query),
  });
  await shopInsights(db, { shop: SHOP, days: 7, now });
  for (const { sql, parameters } of seen) {
    const { rows } = await store.pool.query<{ 'QUERY PLAN': string }>(`explain analyze ${sql}`, [...parameters]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.doesNotMatch(plan, /Seq Scan on orders/, plan);
    const most = Math.max(...[...plan.matchAll(/actual time=\S+ rows=([\d.]+)/g)].map(([, count]) => Number(count)));
    assert.ok(most < 100, plan);
  }
});
