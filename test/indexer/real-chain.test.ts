import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { maxUint128, zeroAddress, zeroHash } from 'viem';
import { applyCatalogue } from '../../indexer/catalogue/apply-catalogue.ts';
import { createQueries } from '../../indexer/queries/queries.ts';
import { startIndexer } from '../../indexer/start-indexer.ts';
import { demoDollarAbi } from '../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../protocol/abi/deposits.ts';
import { marketAbi } from '../../protocol/abi/market.ts';
import { referralsAbi } from '../../protocol/abi/referrals.ts';
import { reviewsAbi } from '../../protocol/abi/reviews.ts';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import { vaultAbi } from '../../protocol/abi/vault.ts';
import { cidOf, DAG_CBOR, digestOf } from '../../protocol/block.ts';
import { deliveriesOf } from '../../protocol/delivery.ts';
import { offerLeaf, offersOf } from '../../protocol/offer.ts';
import { buildOfferTree } from '../../protocol/offer-tree.ts';
import { orderStates } from '../../protocol/order.ts';
import { orderFromView } from '../../protocol/order-view.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { catalogueTypedData } from '../../protocol/typed-data.ts';
import { deployVouch } from '../../scripts/deploy/deploy.ts';
import { accountAt, startAnvil } from './fixtures/anvil.ts';
import { catalogue, entryOf, mug } from './fixtures/catalogues.ts';
import { dump, until } from './fixtures/indexing.ts';
import { quietLog, TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const [SELLER, BUYER, PROMOTER] = [1, 2, 3] as const;
const addressOf = (index: number): Address => accountAt(index).address.toLowerCase() as Address;
const noPermit = { token: zeroAddress, units: 0n, deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const;
const STAKE = 500_000_000n;

test('what the contracts say and what the tables say is the same, also after a reorganisation', async (t) => {
  const { url, client, walletOf } = await startAnvil(t);
  const deployment = await deployVouch({ rpcUrl: url, account: accountAt(0), log: () => undefined, demoDollar: true });
  const at = deployment.contracts;
  const token = at.demoDollar!;
  const send = async (
    from: number,
    call: { address: Address; abi: readonly unknown[]; functionName: string; args: readonly unknown[] },
  ) => {
    const hash = await walletOf(from).writeContract(call as never);
    const { status } = await client.waitForTransactionReceipt({ hash });
    assert.equal(status, 'success', call.functionName);
  };

  const store = await stores.store(t);
  const indexer = await startIndexer({
    store,
    rpcUrls: [url],
    deployment,
    log: quietLog,
    options: { pollMilliseconds: 10 },
  });
  store.endings.push(() => indexer.stop());
  const synced = async () => {
    const head = await client.getBlock();
    await until(
      () => indexer.status().synced && indexer.status().block === Number(head.number),
      () => String(indexer.status().lastError?.cause ?? indexer.status().lastError),
    );
  };

  const shop = addressOf(SELLER);
  await send(SELLER, {
    address: at.shops,
    abi: shopsAbi,
    functionName: 'open',
    args: [zeroHash, `0x${'09'.repeat(32)}`],
  });
  for (const account of [SELLER, BUYER])
    await send(account, { address: token, abi: demoDollarAbi, functionName: 'mint', args: [1_000_000_000n] });
  await send(SELLER, { address: token, abi: demoDollarAbi, functionName: 'approve', args: [at.deposits, maxUint128] });
  await send(SELLER, { address: at.deposits, abi: depositsAbi, functionName: 'stake', args: [token, STAKE, noPermit] });
  await send(PROMOTER, { address: at.referrals, abi: referralsAbi, functionName: 'register', args: [zeroAddress] });
  await send(BUYER, { address: token, abi: demoDollarAbi, functionName: 'approve', args: [at.market, maxUint128] });
  await send(SELLER, { address: at.deposits, abi: depositsAbi, functionName: 'unbond', args: [token, 1_000_000n] });

  const sale = { listing: mug({ shop }), token, maxSold: 20 };
  const chainTime = Number((await client.getBlock()).timestamp);
  const update = catalogue({ shop, sales: [sale], validUntil: chainTime + 86_400 });
  await applyCatalogue(store, update, { now: chainTime });
  const { catalogue: signed } = update.head;
  const signature = await accountAt(SELLER).signTypedData(catalogueTypedData(deployment.chainId, at.market, signed));
  const offers = offersOf(shop, entryOf(sale));
  const tree = buildOfferTree(offers.map(offerLeaf));
  const line = (variant: number, quantity: number) => ({
    offer: offers[variant],
    proof: tree.proof(offerLeaf(offers[variant]!)),
    quantity,
    delivery: deliveriesOf(sale.listing.delivery),
    choice: 0,
    details: digestOf(cidOf(new Uint8Array([variant]), DAG_CBOR)),
    promoter: addressOf(PROMOTER),
    host: zeroAddress,
    maxTotalUnits: maxUint128,
    extras: [],
  });
  const purchase = {
    catalogue: { ...signed, version: 1n, validUntil: BigInt(signed.validUntil) },
    signer: shop,
    signature,
    lines: [line(0, 1), line(1, 3), line(1, 1)],
  };
  await send(BUYER, { address: at.market, abi: marketAbi, functionName: 'buy', args: [[purchase], []] });
  await synced();

  const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => chainTime });
  const paid = (await queries.listOrders({ limit: 10 })).items;
  assert.equal(paid.length, 3);
  const termsOf = async (id: string) => orderFromView((await queries.getOrder(id))!.terms);
  const market = (from: number, functionName: string, args: readonly unknown[]) =>
    send(from, { address: at.market, abi: marketAbi, functionName, args });
  const [first, second, third] = await Promise.all(paid.map(({ id }) => termsOf(id)));

  /** Reads the same things from the contracts and from the tables. */
  const compare = async () => {
    await synced();
    const stake = await client.readContract({
      address: at.deposits,
      abi: depositsAbi,
      functionName: 'stakeOf',
      args: [shop, token],
    });
    const row = await store.db.selectFrom('deposits').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual(
      [row.staked_units, row.locked_units, row.unbonding_units, row.release_at],
      [String(stake.stakedUnits), String(stake.lockedUnits), String(stake.unbondingUnits), Number(stake.releaseAt)],
    );
    assert.deepEqual(
      [row.closed_units, row.failed_units, row.suspended_tier],
      [String(stake.closedUnits), String(stake.failedUnits), stake.suspendedTier],
    );
    for (const account of [SELLER, BUYER, PROMOTER]) {
      const credit = await client.readContract({
        address: at.vault,
        abi: vaultAbi,
        functionName: 'creditOf',
        args: [token, addressOf(account)],
      });
      const [held] = await queries.listCredits(addressOf(account));
      assert.equal(held?.creditUnits ?? '0', String(credit));
    }
    for (const { id } of paid) {
      const progress = await client.readContract({
        address: at.market,
        abi: marketAbi,
        functionName: 'progressOf',
        args: [id as Hex],
      });
      const order = await store.db
        .selectFrom('orders')
        .selectAll()
        .where('id', '=', id as Hex)
        .executeTakeFirstOrThrow();
      assert.deepEqual([order.state, order.fee_units], [orderStates[progress.state], String(progress.feeUnits)]);
      if (order.closed_at === null) assert.equal(order.deadline, progress.deadline);
    }
    for (const offer of offers) {
      const sold = await client.readContract({
        address: at.market,
        abi: marketAbi,
        functionName: 'soldOf',
        args: [shop, offer.sku],
      });
      const variant = (await queries.getListingByHandle(shop, 'blue-mug'))?.variants.find(
        ({ sku }) => sku === offer.sku,
      );
      assert.equal(variant?.soldUnits, Number(sold));
    }
  };
  await compare();
  assert.deepEqual(await queries.listTokens(), [
    {
      address: token,
      symbol: await client.readContract({ address: token, abi: demoDollarAbi, functionName: 'symbol' }),
      decimals: 6,
    },
  ]);

  for (const order of [first, second, third]) await market(SELLER, 'ship', [order, zeroHash]);
  await market(BUYER, 'confirm', [first]);
  await market(BUYER, 'dispute', [second, 6_000, zeroHash]);
  await market(SELLER, 'propose', [second, 2_000, zeroHash]);
  await market(BUYER, 'propose', [second, 1_500, zeroHash]);
  await send(BUYER, {
    address: at.reviews,
    abi: reviewsAbi,
    functionName: 'post',
    args: [first, 4, `0x${'31'.repeat(32)}`],
  });
  await send(SELLER, {
    address: at.vault,
    abi: vaultAbi,
    functionName: 'withdraw',
    args: [token, addressOf(SELLER), 1_000n],
  });
  await compare();
  assert.deepEqual(paid.map(({ id }) => id).length, 3);
  assert.deepEqual(
    (await queries.listOrders({ limit: 10 })).items.map(({ state }) => state),
    ['completed', 'settled', 'shipped'],
  );

  // The last blocks are replaced by others without their transactions: the review and the withdrawal are gone.
  await client.request({ method: 'anvil_reorg', params: [3, []] } as never);
  await client.mine({ blocks: 1 });
  await compare();
  assert.equal((await queries.listReviews({ limit: 10 })).items.length, 0);
  await market(BUYER, 'propose', [second, 2_000, zeroHash]);
  await compare();

  const clean = await stores.store(t);
  const reference = await startIndexer({ store: clean, rpcUrls: [url], deployment, log: quietLog });
  clean.endings.push(() => reference.stop());
  await until(() => reference.status().synced);
  await reference.stop();
  const { listing_scores: _scores, ...tables } = await dump(store);
  const { listing_scores: _none, ...expected } = await dump(clean);
  assert.deepEqual(tables, expected);
});
