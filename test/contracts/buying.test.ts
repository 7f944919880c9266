import { expect } from 'chai';
import { catalogueDigest } from '../../protocol/catalogue-digest.ts';
import { deliveryUnits } from '../../protocol/delivery.ts';
import { orderId as orderIdOf, orderStates } from '../../protocol/order.ts';
import type { Address } from '../../protocol/primitives.ts';
import { coverageOf } from '../../protocol/split.ts';
import { buy, makePurchase, zero, zones } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { ordersOf, pay } from './setup/orders.ts';
import { sell } from './setup/records.ts';
import { bytes32, dollars, openMarket } from './setup/world.ts';

describe('buying', () => {
  it('takes the payment into the vault, locks the coverage and emits the terms', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, dollar, market } = world;
    const held = await dollar.balanceOf(addresses.vault);
    const sent = await buy(world, { lines: [{ line: { quantity: 3 } }] });
    const [paid] = await ordersOf(sent);
    const { order, orderId, soldUnits } = paid!;
    expect(order.totalUnits).to.equal(dollars(60) + deliveryUnits(zones[0]!, 3n, true));
    expect(order.coverageUnits).to.equal(coverageOf(order.totalUnits, 1_000));
    expect([order.buyer, order.shop]).to.deep.equal([actors.buyer.address, actors.shop.address]);
    expect([order.promoter, order.parent, order.host]).to.deep.equal([
      actors.promoter.address,
      actors.parent.address,
      actors.host.address,
    ]);
    expect(soldUnits).to.equal(3n);
    expect(await market.soldOf(order.shop, order.sku)).to.equal(3n);
    expect(await dollar.balanceOf(addresses.vault)).to.equal(held + order.totalUnits);
    await expect(sent).to.emit(world.deposits, 'StakeLocked').withArgs(order.shop, order.token, order.coverageUnits);
    const progress = await market.progressOf(orderId);
    expect(orderStates[Number(progress.state)]).to.equal('paid');
    expect(progress.deadline).to.equal(order.paidAt + BigInt(order.shipWithinSeconds));
  });

  it('names orders and catalogues as the protocol does', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order, orderId } = await pay(world);
    expect(orderIdOf(order)).to.equal(orderId);
    expect(await world.market.idOf(order)).to.equal(orderId);
    const { catalogue } = await makePurchase(world);
    const { shop, version, root, offers, validUntil } = catalogue;
    const signed = { shop, version: Number(version), root, offers, validUntil: Number(validUntil) };
    expect(await world.market.catalogueDigest(shop, version, root, offers, validUntil)).to.equal(
      catalogueDigest(31_337, world.addresses.market, signed),
    );
  });

  it('has no progress for an order that never was', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    expect((await world.market.progressOf(ethers.ZeroHash)).state).to.equal(0n);
  });

  it('lines to one zone share the first-unit price, in the order of the cart', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const lines = [
      { line: { quantity: 2 } },
      { line: { quantity: 1, choice: 1 } },
      { line: { quantity: 3 } },
      { deliveries: [], line: { quantity: 4 } },
    ];
    const paid = await ordersOf(await buy(world, { lines }));
    const delivery = paid.map(({ order }) => order.totalUnits - dollars(20) * BigInt(order.quantity));
    const [domestic, abroad] = zones as [(typeof zones)[0], (typeof zones)[0]];
    expect(delivery).to.deep.equal([
      deliveryUnits(domestic, 2n, true),
      deliveryUnits(abroad, 1n, true),
      deliveryUnits(domestic, 3n, false),
      0n,
    ]);
    expect(paid.map(({ order }) => order.zone)).to.deep.equal([
      domestic.zone,
      abroad.zone,
      domestic.zone,
      ethers.ZeroHash,
    ]);
    expect(paid.map(({ order }) => order.index)).to.deep.equal([0, 1, 2, 3]);
  });

  it('buys from two shops in one transaction, and returns the orders line by line', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, dollar, market } = world;
    const purchases = [
      await makePurchase(world, { lines: [{}, {}] }),
      await makePurchase(world, { shop: actors.otherShop }),
    ];
    const before = await dollar.balanceOf(actors.buyer.address);
    const returned = await market.as(actors.buyer).buy.staticCall(purchases, []);
    const paid = await ordersOf(await market.as(actors.buyer).buy(purchases, []));
    expect(paid.map(({ order }) => order.shop)).to.deep.equal(
      [actors.shop, actors.shop, actors.otherShop].map((shop) => shop.address),
    );
    expect(paid.map(({ order }) => order.index)).to.deep.equal([0, 1, 2]);
    expect(returned.length).to.equal(3);
    const spent = paid.reduce((sum, { order }) => sum + order.totalUnits, 0n);
    expect(await dollar.balanceOf(actors.buyer.address)).to.equal(before - spent);
    const stake = await world.deposits.stakeOf(actors.shop.address, addresses.demoDollar);
    expect(stake.lockedUnits).to.equal(paid[0]!.order.coverageUnits + paid[1]!.order.coverageUnits);
  });

  it('buys all or nothing', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market } = world;
    const good = await makePurchase(world);
    const bad = await makePurchase(world, { shop: actors.otherShop, lines: [{ line: { quantity: 0 } }] });
    await expect(market.as(actors.buyer).buy([good, bad], [])).to.be.revertedWithCustomError(market, 'QuantityZero');
    expect(await market.soldOf(actors.shop.address, good.lines[0]!.offer.sku)).to.equal(0n);
  });

  it('takes 50 lines', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const lines = Array.from({ length: 50 }, () => ({ offer: { priceUnits: dollars(1) } }));
    expect(await ordersOf(await buy(world, { lines }))).to.have.length(50);
  });

  it('counts sales across versions: a restock raises the cap, an old version is sold out', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const line = (maxSold: bigint) => [{ offer: { maxSold }, line: { quantity: 3 } }];
    await buy(world, { lines: line(4n) });
    const again = buy(world, { lines: line(4n), catalogue: { version: 2n } });
    await expect(again).to.be.revertedWithCustomError(world.market, 'OfferSoldOut').withArgs(bytes32('sku 0'), 3, 1);
    const restocked = await pay(world, { lines: line(6n), catalogue: { version: 3n } });
    expect(restocked.soldUnits).to.equal(6n);
    await expect(buy(world, { lines: line(4n) }))
      .to.be.revertedWithCustomError(world.market, 'OfferSoldOut')
      .withArgs(bytes32('sku 0'), 3, 0);
  });

  it('one stake does not cover more orders than it is worth', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    await sell(world, dollars(5_000));
    const lines = [{ offer: { coverageBps: 10_000 }, line: { quantity: 200 } }];
    const { order } = await pay(world, { lines });
    await expect(buy(world, { lines }, world.actors.otherBuyer))
      .to.be.revertedWithCustomError(world.deposits, 'DepositsInsufficient')
      .withArgs(order.shop, order.token, dollars(5_000) - order.coverageUnits, order.coverageUnits);
  });

  it('needs no promoter and no host', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order } = await pay(world, { lines: [{ line: { promoter: zero, host: zero } }] });
    expect([order.promoter, order.parent, order.host]).to.deep.equal([zero, zero, zero]);
  });

  for (const party of ['buyer', 'shop'] as const) {
    it(`a parent or host who is the ${party} gets nothing`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const { actors, referrals } = world;
      await referrals.as(actors[party]).register(zero);
      await referrals.as(actors.stranger).register(actors[party].address);
      const promoter = actors.stranger.address as Address;
      const host = actors[party].address as Address;
      const { order } = await pay(world, { lines: [{ line: { promoter, host } }] });
      expect([order.promoter, order.parent, order.host]).to.deep.equal([promoter, zero, zero]);
    });
  }

  it('a third level earns nothing', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, referrals } = world;
    await referrals.as(actors.stranger).register(actors.promoter.address);
    const promoter = actors.stranger.address as Address;
    const { order } = await pay(world, { lines: [{ line: { promoter } }] });
    expect([order.promoter, order.parent]).to.deep.equal([promoter, actors.promoter.address]);
  });
});
