import { expect } from 'chai';
import { countOrder } from '../../protocol/record.ts';
import { demoDollarTerms } from '../../scripts/deploy/defaults.ts';
import { buy } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { afterDeadline, ordersOf, type PaidOrder, pay } from './setup/orders.ts';
import { costing, expectLockable, fail, recordOf, sell, slashOf, stakeOf } from './setup/records.ts';
import { bytes32, dollars, noPermit, openMarket, type World } from './setup/world.ts';

const DAY = 86_400;
const stakeUnits = dollars(5_000);
/** From the announcement of a withdrawal to the withdrawal. */
const exitDelay = 158 * DAY;

const isSuspended = async (world: World): Promise<boolean> => (await stakeOf(world)).suspendedTier !== 0n;
const requiredOf = ({ deposits, actors, addresses }: World): Promise<bigint> =>
  deposits.requiredStake(actors.shop.address, addresses.demoDollar);

/** The largest value that may fail after so much was sold; a failed order also costs stake, which moves the bound. */
const mostFailing = (closedUnits: bigint): bigint => {
  let [low, high] = [0n, closedUnits + stakeUnits];
  while (low < high) {
    const failedUnits = (low + high + 1n) / 2n;
    const record = { stakedUnits: stakeUnits - slashOf(failedUnits), closedUnits, failedUnits: 0n };
    if (countOrder(record, { soldUnits: 0n, failedUnits }).suspends) high = failedUnits - 1n;
    else low = failedUnits;
  }
  return low;
};

/** Two orders whose ship windows are over, both too large to fail. */
async function payTwoAndWait(world: World): Promise<[PaidOrder, PaidOrder]> {
  const first = await pay(world, costing(dollars(1_300)));
  const second = await pay(world, costing(dollars(1_300)));
  await afterDeadline(world, second, 1);
  return [first, second];
}

describe('record: suspension', () => {
  for (const soldUnits of [0n, dollars(3_000)]) {
    it(`after $${soldUnits / 1_000_000n} sold: at the bound a shop sells on, a unit above it does not`, async () => {
      for (const [excess, suspended] of [
        [0n, false],
        [1n, true],
      ] as const) {
        const world = await networkHelpers.loadFixture(openMarket);
        if (soldUnits > 0n) await sell(world, soldUnits);
        await fail(world, mostFailing(soldUnits) + excess);
        expect(await isSuspended(world)).to.equal(suspended);
      }
    });
  }

  it('says so, and names the stake of the next tier', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits, market } = world;
    const paid = await pay(world, costing(dollars(1_300)));
    await afterDeadline(world, paid, 1);
    const token = ethers.getAddress(addresses.demoDollar);
    // Tiers are $100, $200, $400 …: above $5,000 lies $6,400.
    await expect(market.poke(paid.order))
      .to.emit(deposits, 'ShopSuspended')
      .withArgs(actors.shop.address, token, 6, dollars(6_400));
    expect(await requiredOf(world)).to.equal(dollars(6_400));
    await expect(buy(world))
      .to.be.revertedWithCustomError(deposits, 'DepositsShopSuspended')
      .withArgs(actors.shop.address, token, dollars(6_400));
  });

  it('counts value, not orders: a hundred tiny sales outweigh nothing, one large one does', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    for (let batch = 0; batch < 2; batch += 1) {
      const [{ offer = {} } = {}] = costing(dollars(0.01)).lines ?? [];
      const lines = Array.from({ length: 50 }, () => ({ offer, deliveries: [] }));
      for (const { order } of await ordersOf(await buy(world, { lines }))) {
        await world.market.as(world.actors.shop).ship(order, bytes32('parcel'));
        await world.market.as(world.actors.buyer).confirm(order);
      }
    }
    const snapshot = await networkHelpers.takeSnapshot();
    await fail(world, dollars(1_300));
    expect(await isSuspended(world)).to.equal(true);
    await snapshot.restore();
    await sell(world, dollars(500));
    await fail(world, dollars(1_300));
    expect(await isSuspended(world)).to.equal(false);
  });

  it('a good sale never suspends, whatever the record', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    await fail(world, mostFailing(0n));
    const before = await stakeOf(world);
    await sell(world, 1n);
    expect(await recordOf(world)).to.deep.equal([before.closedUnits + 1n, before.failedUnits]);
    expect(await isSuspended(world)).to.equal(false);
  });

  it('a suspended shop still ships, answers and is paid for what it sold before', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const open = await pay(world, { lines: [{ offer: { shipWithinSeconds: 20 * DAY } }] });
    await fail(world, dollars(1_300));
    expect(await isSuspended(world)).to.equal(true);
    await world.market.as(world.actors.shop).ship(open.order, bytes32('parcel'));
    await expect(world.market.as(world.actors.buyer).confirm(open.order)).to.emit(world.market, 'OrderClosed');
    expect(await isSuspended(world)).to.equal(true);
  });

  it('the tier is fixed by the first failure: later ones neither raise it nor say it again', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const [first, second] = await payTwoAndWait(world);
    await expect(world.market.poke(first.order)).to.emit(world.deposits, 'ShopSuspended');
    await expect(world.market.poke(second.order)).not.to.emit(world.deposits, 'ShopSuspended');
    expect(await requiredOf(world)).to.equal(dollars(6_400));
  });

  it('topping up to the next tier ends it and begins a new record; a unit less does not', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits } = world;
    await fail(world, dollars(1_300));
    const { stakedUnits } = await stakeOf(world);
    const mine = deposits.as(actors.shop);
    const missing = dollars(6_400) - stakedUnits;
    await expect(mine.stake(addresses.demoDollar, missing - 1n, noPermit)).not.to.emit(deposits, 'ShopReinstated');
    await expect(buy(world)).to.be.revertedWithCustomError(deposits, 'DepositsShopSuspended');
    await expect(mine.stake(addresses.demoDollar, 1, noPermit))
      .to.emit(deposits, 'ShopReinstated')
      .withArgs(actors.shop.address, ethers.getAddress(addresses.demoDollar));
    expect(await recordOf(world)).to.deep.equal([0n, 0n]);
    expect(await requiredOf(world)).to.equal(0n);
    await expectLockable(world, dollars(1_600));
  });

  it('slashed further while suspended, it must make up for that too', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits } = world;
    for (const { order } of await payTwoAndWait(world)) await world.market.poke(order);
    const { stakedUnits } = await stakeOf(world);
    expect(stakedUnits).to.equal(stakeUnits - 2n * slashOf(dollars(1_300)));
    const mine = deposits.as(actors.shop);
    await mine.stake(addresses.demoDollar, dollars(6_400) - stakedUnits - 1n, noPermit);
    expect(await isSuspended(world)).to.equal(true);
    await mine.stake(addresses.demoDollar, 1, noPermit);
    expect(await isSuspended(world)).to.equal(false);
  });

  it('leaving does not end it, and what is leaving does not count', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, deposits, dollar } = world;
    await fail(world, dollars(1_300));
    const mine = deposits.as(actors.shop);
    const token = addresses.demoDollar;
    const { stakedUnits } = await stakeOf(world);
    await mine.unbond(token, stakedUnits);
    await mine.stake(token, dollars(6_400) - stakedUnits, noPermit);
    expect(await isSuspended(world)).to.equal(true);
    await networkHelpers.time.increase(exitDelay);
    await mine.withdraw(token);
    expect(await requiredOf(world)).to.equal(dollars(6_400));
    await dollar.as(actors.shop).mint(dollars(10_000));
    await mine.stake(token, stakedUnits - 1n, noPermit);
    expect(await isSuspended(world)).to.equal(true);
    await mine.stake(token, 1, noPermit);
    expect(await isSuspended(world)).to.equal(false);
  });

  it('without a least stake of the token, tiers begin at one unit', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { settings, addresses } = world;
    await settings.setToken(addresses.demoDollar, { ...demoDollarTerms, minStakeUnits: 0n });
    await fail(world, dollars(1_300));
    // The first power of two above $4,961.
    expect(await requiredOf(world)).to.equal(2n ** 33n);
  });
});
