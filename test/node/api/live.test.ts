import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { liveLimits } from '../../../node/live/live-hub.ts';
import { type LiveEvent, liveEvent } from '../../../protocol/api/live.ts';
import { assertProblem } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { draft, openShop, publish, WHOLE } from '../../support/shop.ts';
import { buy, listingOf, orderAfter, ship, termsOf } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
let shop: ChainAccount;

/** A stream of live events, with what came so far. */
interface Stream {
  events: LiveEvent[];
  /** The newest `id:` line. */
  lastId(): string | undefined;
  close(): void;
}

async function listen(query = '', lastEventId?: string): Promise<Stream> {
  const stopped = new AbortController();
  const response = await fetch(`${market.node.url}/api/v1/live${query}`, {
    signal: stopped.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const events: LiveEvent[] = [];
  let lastId: string | undefined;
  const read = async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) events.push(liveEvent.parse(JSON.parse(data)));
        lastId = /^id: (.*)$/m.exec(block)?.[1] ?? lastId;
      }
    }
  };
  read().catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  return { events, lastId: () => lastId, close: () => stopped.abort() };
}

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
