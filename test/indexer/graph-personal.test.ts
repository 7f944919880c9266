import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { createQueries } from '../../indexer/queries/queries.ts';
import { circlePurchasesView, personalTrustView } from '../../protocol/api/trust.ts';
import { digestOf, rawBlock } from '../../protocol/block.ts';
import { encodeListing } from '../../protocol/listing.ts';
import { type Order, orderId } from '../../protocol/order.ts';
import type { Address } from '../../protocol/primitives.ts';
import { account, catalogue, mug, NOW, SHOP } from './fixtures/catalogues.ts';
import { FakeChain, type FakeEvent } from './fixtures/fake-chain.ts';
import { caughtUp, follow } from './fixtures/indexing.ts';
import { beginning, closed, orderOf, paid, reviewed, shipped } from './fixtures/market-events.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const OTHER_SHOP = account(0x52);
const VIEWER = account(0xb1);
const ALIKE = account(0xb2);
const FRIEND = account(0xb3);
const PROMOTER = account(0xe2);
const content = digestOf(rawBlock(new Uint8Array([1])).cid);

let sales = 0;
/** A finished sale with its review. */
function sale(parts: Partial<Order>, stars: number): { order: Order; events: FakeEvent[] } {
  sales += 1;
  const order = orderOf({ index: sales, ...parts });
  const events = [
    ...paid(order),
    ...shipped(order),
    ...closed(order, 'completed', 'confirmed', 0),
    reviewed(order, stars, content),
  ];
  return { order, events };
}

async function market(t: TestContext, blocks: FakeEvent[][]) {
  const chain = await FakeChain.start(t);
  chain.mine([...beginning(SHOP), ...beginning(OTHER_SHOP).slice(3)]);
  for (const events of blocks) chain.mine(events);
  const store = await stores.store(t);
  const indexer = await follow(store, chain, { finalityBlocks: 8 });
  await caughtUp(indexer, chain);
  const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => NOW });
  const ask = async (viewer: Address, shop: Address, handle?: string) =>
    personalTrustView.parse(await queries.personalTrust({ viewer, shop, handle }));
  const write = async (author: Address, targets: Address[]) => {
    await store.pool.query(
      `insert into notes values ($1, $1, $2, 0, '{"en":"Ada"}', '{}', '', 0, null, $2) on conflict do nothing`,
      [author, NOW],
    );
    await store.pool.query('delete from follows where author = $1', [author]);
    await store.pool.query(`insert into follows select $1, unnest($2::text[]), 'person', $3`, [author, targets, NOW]);
  };
  const goods = async (viewer: Address, limit = 8) =>
    circlePurchasesView.parse(await queries.circlePurchases({ viewer, limit }));
  return { chain, store, indexer, ask, write, goods };
}

test('names who of the circle bought, with the orders on which the way rests', async (t) => {
  const mine = sale({ buyer: VIEWER, shop: OTHER_SHOP, promoter: PROMOTER }, 5);
  const alike = sale({ buyer: ALIKE, shop: OTHER_SHOP, totalUnits: 400_000_000n }, 5);
  const there = sale({ buyer: ALIKE, shop: SHOP }, 4);
  const { ask } = await market(t, [mine.events, alike.events, there.events]);

  const answer = await ask(VIEWER, SHOP);
  assert.equal(answer.bought, 1);
  assert.equal(answer.milliStars, 4_000);
  assert.ok(answer.expectedMilliStars > 3_500 && answer.expectedMilliStars < 4_000);
  assert.equal(answer.circle, 4, 'both shops, the promoter, and who rated alike');
  const [person] = answer.people;
  assert.equal(person?.account, ALIKE);
  assert.equal(person?.order, orderId(there.order));
  assert.deepEqual(person?.path, [{ from: VIEWER, to: ALIKE, reason: 'agreed', order: orderId(alike.order) }]);

  const own = await ask(VIEWER, OTHER_SHOP);
  assert.deepEqual(
    own.people.map(({ account }) => account),
    [ALIKE],
    'neither the viewer nor the shop itself',
  );
  const expected = (await ask(VIEWER, account(0x98))).expectedMilliStars;
  assert.equal(expected, 3_500, 'nothing is known of a shop without reviews');
  assert.deepEqual(await ask(account(0x99), account(0x98)), {
    viewer: account(0x99),
    circle: 0,
    people: [],
    bought: 0,
    milliStars: null,
    expectedMilliStars: expected,
  });
});

test('hears at once of follows, reviews, amendments and reorganisations', async (t) => {
  const there = sale({ buyer: FRIEND, shop: SHOP }, 5);
  const { chain, indexer, ask, write, store } = await market(t, [there.events]);
  assert.equal((await ask(VIEWER, SHOP)).bought, 0);

  await write(VIEWER, [ALIKE]);
  await write(ALIKE, [FRIEND]);
  const found = await ask(VIEWER, SHOP);
  assert.deepEqual(
    found.people.map(({ path }) => path.map(({ to, reason }) => [to, reason])),
    [
      [
        [ALIKE, 'follows'],
        [FRIEND, 'follows'],
      ],
    ],
  );
  assert.equal(found.milliStars, 5_000);
  await write(ALIKE, []);
  assert.equal((await ask(VIEWER, SHOP)).bought, 0);

  // Trust by a purchase that a reorganisation takes back.
  await write(VIEWER, []);
  chain.mine(sale({ buyer: VIEWER, shop: OTHER_SHOP, promoter: FRIEND }, 5).events);
  await caughtUp(indexer, chain);
  const brought = await ask(VIEWER, SHOP);
  assert.equal(brought.people[0]?.path[0]?.reason, 'brought');
  assert.notEqual(brought.people[0]?.path[0]?.order, null);
  chain.rewind(1);
  chain.mine();
  chain.mine();
  await caughtUp(indexer, chain);
  assert.equal((await ask(VIEWER, SHOP)).circle, 0);

  chain.mine(sale({ buyer: VIEWER, shop: OTHER_SHOP, promoter: FRIEND }, 5).events);
  await caughtUp(indexer, chain);
  assert.equal((await ask(VIEWER, SHOP)).circle, 3);
  // Many who ask at once get what was written before they asked.
  const asked = Array.from({ length: 8 }, () => ask(VIEWER, SHOP));
  await write(VIEWER, [ALIKE]);
  const later = await Promise.all(Array.from({ length: 8 }, () => ask(VIEWER, SHOP)));
  assert.ok(later.every(({ circle }) => circle === 4));
  assert.ok((await Promise.all(asked)).every(({ circle }) => circle >= 3));
  await write(VIEWER, []);

  // As a rebuild from the chain begins.
  await store.pool.query('truncate reviews');
  assert.equal((await ask(VIEWER, SHOP)).circle, 0);
});

test('lists what the circle bought and can be bought, with who and why, and few of one shop', async (t) => {
  const at = (shop: Address, handle: string) => digestOf(encodeListing(mug({ shop, handle })).cid);
  const buys = (buyer: Address, shop: Address, handle: string, stars = 5) =>
    sale({ buyer, shop, listing: at(shop, handle) }, stars);
  const cup = buys(FRIEND, SHOP, 'cup');
  const purchases = [
    buys(ALIKE, SHOP, 'cup', 4),
    cup,
    buys(FRIEND, SHOP, 'jug'),
    buys(FRIEND, SHOP, 'vase'),
    buys(FRIEND, SHOP, 'cracked', 1),
    buys(FRIEND, OTHER_SHOP, 'plate'),
    buys(ALIKE, OTHER_SHOP, 'gone'),
  ];
  const { store, write, goods } = await market(t, [purchases.flatMap(({ events }) => events)]);
  for (const [shop, handles] of [
    [SHOP, ['cup', 'jug', 'vase', 'cracked']],
    [OTHER_SHOP, ['plate', 'gone']],
  ] as const) {
    const sales = handles.map((handle) => ({
      listing: mug({ shop, handle }),
      maxSold: handle === 'gone' ? 0 : 9,
    }));
    await applyCatalogue(store, catalogue({ shop, sales }), { now: NOW });
  }
  assert.deepEqual(await goods(VIEWER), { viewer: VIEWER, circle: 0, items: [] });

  await write(VIEWER, [FRIEND]);
  await write(FRIEND, [ALIKE]);
  const found = await goods(VIEWER);
  const [first] = found.items;
  assert.equal(first?.listing.handle, 'cup', 'two people stand behind it');
  assert.equal(first?.bought, 2);
  assert.deepEqual(
    first?.people.map(({ account, stars }) => [account, stars]),
    [
      [FRIEND, 5],
      [ALIKE, 4],
    ],
  );
  assert.equal(first?.people[0]?.order, orderId(cup.order));
  assert.deepEqual(first?.people[0]?.path, [{ from: VIEWER, to: FRIEND, reason: 'follows', order: null }]);
  const handles = found.items.map(({ listing }) => listing.handle);
  assert.equal(handles.length, 3, `two of one shop and one of the other: ${handles}`);
  assert.ok(handles.includes('plate') && !handles.includes('cracked') && !handles.includes('gone'));
  assert.equal((await goods(VIEWER, 1)).items.length, 1);

  await write(SHOP, [FRIEND]);
  assert.deepEqual(
    (await goods(SHOP)).items.map(({ listing }) => listing.shop),
    [OTHER_SHOP],
    'nobody is shown the own shop',
  );
});
