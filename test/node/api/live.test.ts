import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { liveLimits } from '../../../node/live/live-hub.ts';
import { assertProblem } from '../../support/http.ts';
import { type LiveStream, listenLive } from '../../support/live-stream.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { draft, openShop, publish, WHOLE } from '../../support/shop.ts';
import { buy, listingOf, orderAfter, ship, termsOf } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
let shop: ChainAccount;

const listen = (query?: string, lastEventId?: string): Promise<LiveStream> =>
  listenLive(market.node.url, { query, lastEventId });

const purchase = async () => {
  const account = market.account('buyer');
  const { block } = await buy(market, account, await listingOf(market.node.url, shop.address, 'cup'), {});
  return await orderAfter(market.node.url, account.address, block);
};
const catalogue = (title: string) =>
  publish(market, shop.account, [
    draft(market, { shop: shop.address, handle: 'cup', title, priceUnits: 5n * WHOLE, stock: 50 }),
  ]);

before(async () => {
  market = await startMarket();
  shop = await openShop(market, { stakeUnits: 1_000n * WHOLE });
  await catalogue('Tea cup');
});
after(() => market.stop());

test('a purchase, its shipment and a catalogue reach who listens, each after the block that changed it', async () => {
  const all = await listen();
  const mine = await listen(`?shop=${shop.address}`);
  const other = await listen(`?shop=0x${'9'.repeat(40)}`);
  await until('the newest block at the start', async () => all.events.some(({ kind }) => kind === 'block'));
  const order = await purchase();
  await ship(market, shop, termsOf(order));
  await catalogue('Tea cup, blue');
  for (const stream of [all, mine]) {
    await until('paid, shipped and the catalogue', async () => {
      const states = stream.events.flatMap((event) =>
        event.kind === 'order' && event.order === order.id ? [event.state] : [],
      );
      return states.join() === 'paid,shipped' && stream.events.some(({ kind }) => kind === 'catalogue');
    });
    const told = stream.events.findIndex((event) => event.kind === 'order' && event.state === 'paid');
    const paid = stream.events[told];
    assert.ok(paid?.kind === 'order');
    const block = stream.events.findIndex((event) => event.kind === 'block' && event.number === paid.block);
    assert.ok(block > told, 'a block is told after what it changed');
    assert.ok(stream.events.some((event) => event.kind === 'deposit' && event.shop === shop.address));
    assert.ok(
      stream.events.every((event) => event.kind !== 'block' || !event.missed),
      'all that changed was told',
    );
  }
  await until('blocks for everybody', async () => other.events.length > 2);
  assert.deepEqual([...new Set(other.events.map(({ kind }) => kind))], ['block']);
  for (const stream of [all, mine, other]) stream.close();
});

test('a reader whose stream broke goes on after the block that it saw last', async () => {
  const first = await listen();
  await until('an id', async () => first.lastId() !== undefined);
  const seen = first.lastId();
  first.close();
  const order = await purchase();
  const again = await listen('', seen);
  await until('the purchase in between', async () =>
    again.events.some((event) => event.kind === 'order' && event.order === order.id),
  );
  again.close();
});

test('one address may open so many streams and no more, and closing one makes room', async () => {
  const streams = await Promise.all(Array.from({ length: liveLimits.streamsPerAddress }, () => listen()));
  const limit = `${liveLimits.streams} in all, ${liveLimits.streamsPerAddress} from one address`;
  await assertProblem(await fetch(`${market.node.url}/api/v1/live`), { status: 429, code: 'live.too_many', limit });
  streams[0]?.close();
  await until('room for one', async () => {
    const response = await fetch(`${market.node.url}/api/v1/live`);
    await response.body?.cancel();
    return response.status === 200;
  });
  for (const stream of streams) stream.close();
});

test('a filter that is no address is refused with its field', async () => {
  await assertProblem(await fetch(`${market.node.url}/api/v1/live?shop=me`), {
    status: 400,
    code: 'request.invalid',
    field: 'shop',
  });
});

test('a node with open streams stops at once', async () => {
  const stream = await listen();
  await market.node.stop();
  stream.close();
});
