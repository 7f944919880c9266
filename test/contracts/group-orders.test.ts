import { expect } from 'chai';
import type { Extras } from '../../protocol/extras.ts';
import type { GroupTerms } from '../../protocol/group.ts';
import { orderOutcomes, orderStates } from '../../protocol/order.ts';
import type { Address } from '../../protocol/primitives.ts';
import { buy, type LineOptions, zero } from './setup/cart.ts';
import { ethers, networkHelpers, type Signer } from './setup/chain.ts';
import { expectEnding } from './setup/closing.ts';
import { groupTerms } from './setup/groups.ts';
import { closingOf, ordersOf, type PaidOrder } from './setup/orders.ts';
import { inGroup } from './setup/pooling.ts';
import { bytes32, dollars, openMarket, type World } from './setup/world.ts';

const HOUR = 3_600;

/** Opens a group, or joins one that was opened. */
async function enter(
  world: World,
  buyer: Signer,
  options: { opened?: PaidOrder; terms?: GroupTerms; line?: LineOptions } = {},
): Promise<PaidOrder> {
  const { opened, terms = groupTerms, line = {} } = options;
  const extras: Partial<Extras> = {};
  if (opened !== undefined) {
    extras.leader = opened.order.buyer;
    extras.groupDeadline = Number(opened.order.paidAt) + terms.withinSeconds;
  }
  const [paid] = await ordersOf(await buy(world, inGroup({ lines: [line] }, extras, terms), buyer));
  if (paid === undefined) throw new Error('no order was paid');
  return paid;
}

/** Fixture: the market, and a third buyer. */
async function openWithThree() {
  const world = await openMarket();
  await world.dollar.as(world.actors.stranger).mint(dollars(1_000));
  await world.dollar.as(world.actors.stranger).approve(world.addresses.market, ethers.MaxUint256);
  return world;
}

/** Three buyers fill a group. */
async function fill(world: World, options: { terms?: GroupTerms; line?: LineOptions } = {}) {
  const { buyer, otherBuyer, stranger } = world.actors;
  const opened = await enter(world, buyer, options);
  const second = await enter(world, otherBuyer, { ...options, opened });
  const third = await enter(world, stranger, { ...options, opened });
  const filledAt = await networkHelpers.time.latest();
  return { orders: [opened, second, third] as const, filledAt };
}

const progressOf = async ({ market }: World, { orderId }: PaidOrder) => {
  const { state, outcome, deadline } = await market.progressOf(orderId);
  return { state: orderStates[Number(state)], outcome: orderOutcomes[Number(outcome)], deadline: Number(deadline) };
};

describe('group orders', () => {
  it('three buyers pay the group’s price, and the shop ships to all once the third has joined', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const { actors, groups, market } = world;
    const opened = await enter(world, actors.buyer);
    expect(opened.order.totalUnits).to.equal(groupTerms.priceUnits + dollars(5));
    expect(opened.order.leader).to.equal(zero);
    const deadline = Number(opened.order.paidAt) + groupTerms.withinSeconds;
    expect(await progressOf(world, opened)).to.deep.equal({ state: 'pooling', outcome: 'none', deadline });
    const second = await enter(world, actors.otherBuyer, { opened });
    expect(second.order.leader).to.equal(actors.buyer.address);
    expect(second.order.group).to.equal(opened.order.group);
    const ship = ({ order }: PaidOrder) => market.as(actors.shop).ship(order, bytes32('parcel'));
    for (const early of [opened, second]) {
      await expect(ship(early)).to.be.revertedWithCustomError(market, 'OrderStateWrong');
      await expect(market.as(actors.shop).cancel(early.order)).to.be.revertedWithCustomError(market, 'OrderStateWrong');
    }
    const third = await enter(world, actors.stranger, { opened });
    expect(await groups.filledAt(opened.order.group)).to.equal(await networkHelpers.time.latest());
    for (const paid of [opened, second, third]) {
      await ship(paid);
      expect((await progressOf(world, paid)).state).to.equal('shipped');
    }
    const late = buy(
      world,
      inGroup({}, { leader: actors.buyer.address as Address, groupDeadline: deadline }, groupTerms),
      actors.otherBuyer,
    );
    await expect(late).to.be.revertedWithCustomError(groups, 'GroupFull').withArgs(opened.order.group);
  });

  it('the leader earns on the orders of the others, not on their own', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const { actors, addresses, market, vault } = world;
    const { orders } = await fill(world);
    for (const [position, { order }] of orders.entries()) {
      await market.as(actors.shop).ship(order, bytes32('parcel'));
      const buyer = [actors.buyer, actors.otherBuyer, actors.stranger][position];
      const { payout } = await closingOf(await market.as(buyer!).confirm(order));
      expect(payout.leaderUnits).to.equal(position === 0 ? 0n : dollars(1));
      expect(payout.promoterUnits, 'group sales pay no commission unless the terms say so').to.equal(0n);
    }
    expect(await vault.creditOf(addresses.demoDollar, actors.buyer.address)).to.equal(dollars(2));
  });

  it('a leader who joins their own group again earns nothing on it', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const opened = await enter(world, world.actors.buyer);
    const again = await enter(world, world.actors.buyer, { opened });
    expect(again.order.leader).to.equal(zero);
    expect((await world.groups.groupOf(opened.order.group)).members).to.equal(2n);
  });

  it('promoters earn what the terms say, instead of what the offer says', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const { actors, market } = world;
    const { orders } = await fill(world, { terms: { ...groupTerms, commissionBps: 300 } });
    await market.as(actors.shop).ship(orders[1].order, bytes32('parcel'));
    const { payout } = await closingOf(await market.as(actors.otherBuyer).confirm(orders[1].order));
    expect(payout.promoterUnits + payout.parentUnits).to.equal((dollars(20) * 300n) / 10_000n);
  });

  it('an order counts once, however many units it buys', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const { order } = await enter(world, world.actors.buyer, { line: { line: { quantity: 10 } } });
    expect(order.totalUnits).to.equal(groupTerms.priceUnits * 10n + dollars(14));
    expect((await world.groups.groupOf(order.group)).members).to.equal(1n);
  });

  it('a cart may open groups for several SKUs, but not the same one twice', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const [line] = inGroup({}, {}, groupTerms).lines ?? [];
    const orders = await ordersOf(await buy(world, { lines: [line!, line!] }));
    expect(new Set(orders.map(({ order }) => order.group)).size).to.equal(2);
    const same = { ...line, offer: { ...line?.offer, sku: bytes32('same') } };
    const twice = buy(world, { lines: [same, same] });
    await expect(twice).to.be.revertedWithCustomError(world.groups, 'GroupAlreadyOpen');
  });

  it('the same offer can still be bought alone, at its own price', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const [line] = inGroup({}, {}, groupTerms).lines ?? [];
    const [paid] = await ordersOf(await buy(world, { lines: [{ ...line, line: {} }] }));
    expect(paid?.order.totalUnits).to.equal(dollars(25));
    expect((await progressOf(world, paid!)).state).to.equal('paid');
  });
});

describe('group orders: a group that does not fill', () => {
  for (const [seconds, late] of [
    [-1, false],
    [0, false],
    [1, true],
  ] as const) {
    it(`${late ? 'is refunded' : 'still waits'} ${seconds} s from its deadline`, async () => {
      const world = await networkHelpers.loadFixture(openWithThree);
      const opened = await enter(world, world.actors.buyer);
      const { deadline } = await progressOf(world, opened);
      await networkHelpers.time.setNextBlockTimestamp(deadline + seconds);
      const poking = world.market.as(world.actors.stranger).poke(opened.order);
      if (late)
        await expectEnding(world, await poking, opened, {
          state: 'refunded',
          outcome: 'group_expired',
          refundBps: 10_000,
        });
      else
        await expect(poking)
          .to.be.revertedWithCustomError(world.market, 'OrderDeadlineAhead')
          .withArgs(opened.orderId, deadline);
    });
  }

  it('refunds every member and gives all units back to the stock', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const { actors, addresses, market, vault } = world;
    const line = { offer: { maxSold: 5n }, line: { quantity: 2 } };
    const opened = await enter(world, actors.buyer, { line });
    const second = await enter(world, actors.otherBuyer, { opened, line });
    const { shop, sku } = opened.order;
    expect(await market.soldOf(shop, sku)).to.equal(4n);
    const buyTwo = () => buy(world, { lines: [line] });
    await expect(buyTwo()).to.be.revertedWithCustomError(market, 'OfferSoldOut');
    await networkHelpers.time.increase(groupTerms.withinSeconds + 1);
    for (const { order } of [opened, second]) await market.poke(order);
    expect(await market.soldOf(shop, sku)).to.equal(0n);
    for (const { order } of [opened, second]) {
      expect(await vault.creditOf(addresses.demoDollar, order.buyer)).to.equal(order.totalUnits);
    }
    await expect(buyTwo()).to.emit(market, 'OrderPaid');
    await expect(market.poke(opened.order)).to.be.revertedWithCustomError(market, 'OrderStateWrong');
  });

  it('one that fills in the last second is not refunded by its deadline', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const { actors, market } = world;
    const opened = await enter(world, actors.buyer);
    const { deadline } = await progressOf(world, opened);
    await enter(world, actors.otherBuyer, { opened });
    await networkHelpers.time.setNextBlockTimestamp(deadline);
    await enter(world, actors.stranger, { opened });
    await expect(market.poke(opened.order))
      .to.be.revertedWithCustomError(market, 'OrderDeadlineAhead')
      .withArgs(opened.orderId, deadline + opened.order.shipWithinSeconds);
  });
});

describe('group orders: the ship window begins when the group is full', () => {
  for (const [seconds, inTime] of [
    [-1, true],
    [0, true],
    [1, false],
  ] as const) {
    it(`the shop ${inTime ? 'may' : 'may not'} ship ${seconds} s from its end`, async () => {
      const world = await networkHelpers.loadFixture(openWithThree);
      const { orders, filledAt } = await fill(world, { line: { offer: { shipWithinSeconds: HOUR } } });
      await networkHelpers.time.setNextBlockTimestamp(filledAt + HOUR + seconds);
      const shipping = world.market.as(world.actors.shop).ship(orders[0].order, bytes32('parcel'));
      if (inTime) await expect(shipping).to.emit(world.market, 'OrderShipped');
      else
        await expect(shipping)
          .to.be.revertedWithCustomError(world.market, 'OrderDeadlinePassed')
          .withArgs(orders[0].orderId, filledAt + HOUR);
    });
  }

  it('one that is not shipped then is refunded with the penalty, and its units stay sold', async () => {
    const world = await networkHelpers.loadFixture(openWithThree);
    const { market } = world;
    const { orders, filledAt } = await fill(world, { line: { offer: { shipWithinSeconds: HOUR } } });
    await networkHelpers.time.setNextBlockTimestamp(filledAt + HOUR + 1);
    const { payout } = await closingOf(await market.poke(orders[2].order));
    expect(payout.penaltyUnits).to.equal(orders[2].order.coverageUnits / 5n);
    expect(await progressOf(world, orders[2])).to.include({ state: 'refunded', outcome: 'not_shipped' });
    expect(await market.soldOf(orders[2].order.shop, orders[2].order.sku)).to.equal(3n);
  });
});
