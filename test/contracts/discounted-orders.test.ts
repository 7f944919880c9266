import { expect } from 'chai';
import { encodeAbiParameters, keccak256 } from 'viem/utils';
import { skusHash } from '../../protocol/coupon.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { buy, makeExtras } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { couponOf, using } from './setup/coupons.ts';
import { afterDeadline, orderAt, ordersOf, pay } from './setup/orders.ts';
import { ally, earnPoints, orderUnits, spending } from './setup/points.ts';
import { inGroup } from './setup/pooling.ts';
import { bytes32, dollars, openMarket, type World } from './setup/world.ts';

describe('discounted orders', () => {
  it('cost the buyer less; coverage and shares count what is paid', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, discounts, dollar, market } = world;
    const before = await dollar.balanceOf(actors.buyer.address);
    const sent = await buy(world, using(await couponOf(world)));
    const [paid] = await ordersOf(sent);
    const { order, orderId } = paid!;
    await expect(sent).to.emit(market, 'OrderDiscounted').withArgs(orderId, dollars(2));
    await expect(sent).to.emit(discounts, 'CouponUsed');
    expect(order.totalUnits).to.equal(orderUnits - dollars(2));
    expect(order.coverageUnits).to.equal((orderUnits - dollars(2)) / 10n);
    expect(before - (await dollar.balanceOf(actors.buyer.address))).to.equal(order.totalUnits);
  });

  it('a coupon counts on all units of the line, not on delivery', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const [line] = using(await couponOf(world, { minimumUnits: dollars(60) })).lines ?? [];
    const { order } = await pay(world, { lines: [{ ...line, line: { ...line?.line, quantity: 3 } }] });
    expect(order.totalUnits).to.equal(dollars(60) - dollars(6) + dollars(7));
  });

  it('points count on what the coupon leaves', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, discounts, market } = world;
    await earnPoints(world, dollars(10));
    const coupons = [await couponOf(world)];
    await expect(buy(world, spending(actors.shop, dollars(9) + 1n, coupons)))
      .to.be.revertedWithCustomError(discounts, 'PointsAboveMost')
      .withArgs(dollars(9) + 1n, dollars(9));
    const sent = await buy(world, spending(actors.shop, dollars(9), coupons));
    await expect(sent).to.emit(market, 'OrderDiscounted').withArgs(ethers.isHexString, dollars(11));
    expect((await ordersOf(sent))[0]?.order.totalUnits).to.equal(orderUnits - dollars(11));
  });

  it('a coupon for a listing is used by the lines that it names', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const skus = [bytes32('sku 0'), bytes32('sku 2')];
    const coupon = await couponOf(world, { skus: skusHash(skus), maxUsesPerBuyer: 2 }, skus);
    const line = { line: { extras: [makeExtras({ coupons: [coupon] })] } };
    const orders = await ordersOf(await buy(world, { lines: [line, {}, line] }));
    expect(orders.map(({ order }) => order.totalUnits)).to.deep.equal([dollars(23), dollars(21), dollars(19)]);
    await expect(buy(world, { lines: [{}, line] })).to.be.revertedWithCustomError(world.discounts, 'CouponNotForLine');
  });

  it('the buyer’s limit is for what is paid after the discount', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const extras = [makeExtras({ coupons: [await couponOf(world)] })];
    const buying = (maxTotalUnits: bigint) => buy(world, { lines: [{ line: { extras, maxTotalUnits } }] });
    await expect(buying(dollars(23) - 1n))
      .to.be.revertedWithCustomError(world.market, 'OrderAboveLimit')
      .withArgs(dollars(23), dollars(23) - 1n);
    await expect(buying(dollars(23))).to.emit(world.market, 'OrderPaid');
  });

  it('a coupon counts on the price of a group', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order } = await pay(world, inGroup(using(await couponOf(world))));
    expect(order.totalUnits).to.equal(dollars(15) - dollars(1.5) + dollars(5));
  });
});

describe('refunded orders give coupon and points back', () => {
  const nothing = { couponId: ethers.ZeroHash as Hex, firstOrderOnly: false, points: 0n };

  /** Pays with a first-order coupon and a dollar in points of an allied shop. */
  const payWithBoth = async (world: World, pooled = false) => {
    const { actors, addresses, discounts } = world;
    await earnPoints(world, dollars(8), actors.otherShop);
    await ally(world);
    const coupon = await couponOf(world, { firstOrderOnly: true, maxUses: 5 });
    const purchase = spending(actors.otherShop, dollars(2), [coupon]);
    const paid = await pay(world, pooled ? inGroup(purchase) : purchase);
    const couponId: Hex = await discounts.couponDigest(coupon.coupon);
    const taken = {
      couponId,
      firstOrderOnly: true,
      pointsIssuer: actors.otherShop.address as Address,
      points: dollars(2),
    };
    const figures = async () => {
      const alliance = await discounts.allianceOf(actors.otherShop.address, actors.shop.address, addresses.demoDollar);
      return {
        uses: await discounts.couponUses(couponId),
        usesBy: await discounts.couponUsesBy(couponId, actors.buyer.address),
        first: await discounts.usedFirstOrderCoupon(actors.shop.address, actors.buyer.address),
        points: await discounts.pointsOf(actors.otherShop.address, addresses.demoDollar, actors.buyer.address),
        used: alliance.usedPoints,
      };
    };
    return { ...paid, coupon, taken, figures };
  };

  const used = { uses: 1n, usesBy: 1n, first: true, points: dollars(6), used: dollars(2) };
  const unused = { uses: 0n, usesBy: 0n, first: false, points: dollars(8), used: 0n };

  for (const [how, pooled] of [
    ['their group did not fill', true],
    ['they were not shipped', false],
  ] as const) {
    it(`when ${how}`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const paid = await payWithBoth(world, pooled);
      const { discounts } = world;
      expect(await paid.figures()).to.deep.equal(used);
      await expect(discounts.giveBack(paid.order, paid.taken))
        .to.be.revertedWithCustomError(discounts, 'DiscountNotRefunded')
        .withArgs(paid.orderId);
      await afterDeadline(world, paid, 1);
      await world.market.poke(paid.order);
      const given = discounts.as(world.actors.stranger).giveBack(paid.order, paid.taken);
      await expect(given).to.emit(discounts, 'DiscountGivenBack');
      expect(await paid.figures()).to.deep.equal(unused);
      await expect(discounts.giveBack(paid.order, paid.taken))
        .to.be.revertedWithCustomError(discounts, 'DiscountUnknown')
        .withArgs(paid.orderId);
    });
  }

  it('when the shop cancelled them; a coupon that was withdrawn stays so', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, discounts, market } = world;
    const paid = await payWithBoth(world);
    await market.as(actors.shop).cancel(paid.order);
    await discounts.as(actors.shop).cancelCoupon(paid.coupon.coupon);
    await discounts.giveBack(paid.order, paid.taken);
    expect(await paid.figures()).to.deep.equal({ ...unused, uses: 2n ** 32n - 1n });
  });

  it('the contract keeps a digest of what was used up, and tells it', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { discounts } = world;
    const { order, orderId, taken } = await payWithBoth(world);
    const types = ['bytes32', 'bool', 'address', 'uint128'].map((type) => ({ type }));
    expect(await discounts.takenBy(orderId)).to.equal(keccak256(encodeAbiParameters(types, Object.values(taken))));
    const [told] = await discounts.queryFilter(discounts.filters.DiscountTaken!(orderId));
    expect(told).to.have.nested.property('args[1]').that.deep.equals(Object.values(taken));
    expect(order.totalUnits).to.equal(orderUnits - dollars(3));
  });

  it('but nothing else than what they used up', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, discounts, market } = world;
    const { order, taken } = await payWithBoth(world);
    await market.as(actors.shop).cancel(order);
    const plain = await orderAt('refunded', world);
    for (const [which, claimed] of [
      [order, { ...taken, points: dollars(2) + 1n }],
      [order, { ...taken, pointsIssuer: actors.shop.address }],
      [order, { ...taken, couponId: ethers.ZeroHash }],
      [order, { ...taken, firstOrderOnly: false }],
      [order, { ...nothing, pointsIssuer: ethers.ZeroAddress }],
      [plain.order, taken],
      [plain.order, { ...nothing, pointsIssuer: ethers.ZeroAddress }],
    ] as const) {
      const giving = discounts.giveBack(which, claimed);
      await expect(giving).to.be.revertedWithCustomError(discounts, 'DiscountUnknown');
    }
  });

  it('but not when they were completed', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, discounts, market } = world;
    const { order, orderId, taken } = await payWithBoth(world);
    await market.as(actors.shop).ship(order, bytes32('parcel'));
    await market.as(actors.buyer).confirm(order);
    await expect(discounts.giveBack(order, taken))
      .to.be.revertedWithCustomError(discounts, 'DiscountNotRefunded')
      .withArgs(orderId);
  });

  it('also own points, without a coupon', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts, market } = world;
    await earnPoints(world, dollars(3));
    const { order } = await pay(world, spending(actors.shop, dollars(3)));
    await market.as(actors.shop).cancel(order);
    await discounts.giveBack(order, { ...nothing, pointsIssuer: actors.shop.address, points: dollars(3) });
    const held = await discounts.pointsOf(actors.shop.address, addresses.demoDollar, actors.buyer.address);
    expect(held).to.equal(dollars(3));
  });
});
