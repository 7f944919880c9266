import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient, http } from 'viem';
import { getContractEvents, readContract } from 'viem/actions';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { marketAbi } from '../../../protocol/abi/market.ts';
import type { Page } from '../../../protocol/api/common.ts';
import type { HeldHeadView, ListingDetail, ListingSummary } from '../../../protocol/api/listing.ts';
import type { OrderSummary } from '../../../protocol/api/order.ts';
import type { ReviewView } from '../../../protocol/api/review.ts';
import type { DepositView } from '../../../protocol/api/shop.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { seededRandom } from '../../../scripts/economics/random.ts';
import { getJson, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { draft, indexed, openShop, publish, WHOLE } from '../../support/shop.ts';
import { buy, confirm, listingOf, orderAfter, ship, termsOf, writeReview } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

const KILLS = 6;
const SEED = Number(process.env.SEED ?? 20_261);
let market: TestMarket;
let seller: ChainAccount;
let steady: ListingDetail;

/** What was asked for last, while nobody has been told that it is done. */
let underway: { handle: string; price: string } | undefined;
/** What the node or the chain said yes to. */
const acknowledged = { version: 0, prices: new Map<string, string>(), orders: 0, contents: new Set<string>() };

before(async () => {
  market = await startMarket();
  seller = await openShop(market, { stakeUnits: 9_000n * WHOLE });
  await publish(market, seller.account, [
    draft(market, {
      shop: seller.address,
      handle: 'steady',
      priceUnits: 10n * WHOLE,
      stock: 1_000,
      terms: { coverageBps: 1_000 },
    }),
  ]);
  steady = await listingOf(market.node.url, seller.address, 'steady');
});
after(() => market.stop());

const read = <T>(path: string) => getJson<T>(`${market.node.url}/api/v1/${path}`);

/** True for what a killed node looks like from outside. */
const isGone = (error: unknown): boolean =>
  (error instanceof VouchError && error.retryable) ||
  (error instanceof TypeError && /fetch failed|terminated|other side closed/.test(error.message));

/** Repeats work until the node is gone. */
async function untilGone(work: () => Promise<void>, alive: () => boolean): Promise<void> {
  while (alive()) {
    try {
      await work();
    } catch (error) {
      if (!isGone(error)) throw error;
      return;
    }
  }
}

/** A seller who changes a price, or adds a listing, with every version. */
async function publishOnce(random: () => number): Promise<void> {
  const handle = `item-${Math.floor(random() * 12)}`;
  const priceUnits = BigInt(1 + Math.floor(random() * 1_000)) * WHOLE;
  underway = { handle, price: priceUnits.toString() };
  const result = await publish(market, seller.account, [draft(market, { shop: seller.address, handle, priceUnits })]);
  if (result !== undefined) {
    acknowledged.version = result.version;
    acknowledged.prices.set(handle, underway.price);
  }
  underway = undefined;
}

/** A buyer who pays on the chain, with details that the node took in before. */
async function buyOnce(buyer: ChainAccount, random: () => number): Promise<void> {
  const details = Buffer.concat([Buffer.from('age-encryption.org/v1\n'), Buffer.from(`${random()}`)]);
  const { cid, digest } = await market.client.content(details, types.raw);
  await buy(market, buyer, steady, { details: digest as `0x${string}` });
  acknowledged.orders++;
  acknowledged.contents.add(cid);
}

/** Compares everything that was acknowledged, and everything on the chain, with what the node tells. */
async function assertWhole(): Promise<void> {
  const { contracts } = market.deployment;
  const client = createClient({ transport: http(market.chain.url) });
  const events = await getContractEvents(client, {
    address: contracts.market,
    abi: marketAbi,
    eventName: 'OrderPaid',
    fromBlock: 0n,
    strict: true,
  });
  await indexed(market.client, events.at(-1)?.blockNumber ?? 0n);
  const orders: OrderSummary[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<OrderSummary> = await read(`orders?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`);
    orders.push(...page.items);
    cursor = page.nextCursor;
  }
  assert.deepEqual(orders.map(({ id }) => id).sort(), events.map(({ args }) => args.orderId).sort());
  assert.ok(orders.length >= acknowledged.orders);

  const head = await read<HeldHeadView>(`heads/${seller.address}`);
  assert.ok(head.catalogue.version >= acknowledged.version, 'the newest acknowledged version, or one just after it');
  const { items } = await read<Page<ListingSummary>>(`listings?limit=100&shop=${seller.address}`);
  const prices = new Map(items.map(({ handle, priceFromUnits }) => [handle, priceFromUnits]));
  // The kill may have come between the last write and the answer: what nobody was told of is there, or it is not.
  if (underway !== undefined && prices.get(underway.handle) === underway.price)
    acknowledged.prices.set(underway.handle, underway.price);
  underway = undefined;
  for (const [handle, price] of acknowledged.prices) assert.equal(prices.get(handle), price, handle);
  // Every listing can be read whole, which needs its block, its offers and their proofs.
  for (const { cid } of items) await read(`listings/${cid}`);

  const variant = steady.variants[0]!;
  const sold = await readContract(client, {
    address: contracts.market,
    abi: marketAbi,
    functionName: 'soldOf',
    args: [seller.address, variant.sku as `0x${string}`],
  });
  const sales = await read<{ items: { handle: string; soldUnits: number }[] }>(`shops/${seller.address}/sales`);
  assert.equal(sales.items.find(({ handle }) => handle === 'steady')?.soldUnits, Number(sold));
  const stake = await readContract(client, {
    address: contracts.deposits,
    abi: depositsAbi,
    functionName: 'stakeOf',
    args: [seller.address, market.token],
  });
  const deposits = await read<Page<DepositView>>(`deposits?shop=${seller.address}`);
  assert.equal(deposits.items[0]?.lockedUnits, stake.lockedUnits.toString());
  for (const cid of acknowledged.contents)
    await until(`the details ${cid}`, async () => (await fetch(`${market.node.url}/ipfs/${cid}`)).ok);
}

test(`a node killed ${KILLS} times at random moments has all that it said yes to (seed ${SEED})`, async () => {
  const random = seededRandom(SEED);
  const buyer = market.account('buyer');
  for (let kill = 1; kill <= KILLS; kill++) {
    let alive = true;
    const { version, orders } = acknowledged;
    const work = [
      untilGone(
        () => publishOnce(random),
        () => alive,
      ),
      untilGone(
        () => buyOnce(buyer, random),
        () => alive,
      ),
    ];
    const atWork = Promise.all(work);
    // There is something new to lose, however slow the machine is.
    const busy = until('a new version and an order', async () => {
      return acknowledged.version > version && acknowledged.orders > orders;
    });
    await Promise.race([busy, atWork]);
    await delay(random() * 1_200);
    await market.node.kill();
    alive = false;
    await atWork;
    await market.node.start();
    await assertWhole();
  }
  assert.ok(acknowledged.version > KILLS && acknowledged.orders >= KILLS, 'there was something to lose');
});

test('after all kills a sale goes its whole way', async () => {
  const buyer = market.account('buyer', 1);
  const { block } = await buy(market, buyer, steady);
  const order = await orderAfter(market.node.url, buyer.address, block);
  await ship(market, seller, termsOf(order));
  await confirm(market, buyer, termsOf(order));
  const review = writeReview(market, buyer, order, 4, 'Survived six kills.');
  await market.client.content(review.block.bytes, types.cbor);
  await review.post();
  await until('the review', async () => {
    const { items } = await read<Page<ReviewView>>(`reviews?order=${order.id}`);
    return items[0]?.content?.text === 'Survived six kills.';
  });
});
