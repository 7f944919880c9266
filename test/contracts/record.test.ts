import { expect } from 'chai';
import { countOrder, type ShopRecord } from '../../protocol/record.ts';
import { buy, type PurchaseOptions } from './setup/cart.ts';
import { networkHelpers } from './setup/chain.ts';
import { afterDeadline, orderAt, pay } from './setup/orders.ts';
import { costing, expectLockable, fail, recordOf, sell, slashOf, stakeOf } from './setup/records.ts';
import { acceptToken } from './setup/tokens.ts';
import { bytes32, dollars, noPermit, openMarket, type World } from './setup/world.ts';

const DAY = 86_400;
const stakeUnits = dollars(5_000);

/** Opens the stranger's shop with a stake. */
async function openSmallShop({ actors, addresses, deposits, dollar, shops }: World, units: bigint): Promise<void> {
  const shop = actors.stranger;
  await shops.as(shop).open(bytes32('profile'), bytes32('key'));
  await dollar.as(shop).mint(units);
  await dollar.as(shop).approve(addresses.deposits, units);
  await deposits.as(shop).stake(addresses.demoDollar, units, noPermit);
}

describe('record: what a shop may promise before it has sold', () => {
  it('a new shop locks a quarter of its stake', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    await expectLockable(world, stakeUnits / 4n);
  });

  it('and a unit more for every unit that it sold well, by value', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    await sell(world, dollars(100));
    await expectLockable(world, stakeUnits / 4n + dollars(100));
    await sell(world, dollars(0.5));
    await expectLockable(world, stakeUnits / 4n + dollars(100.5));
  });

  it('but never more than it staked', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    await sell(world, dollars(4_000));
    const { deposits, actors } = world;
    await pay(world, costing(stakeUnits, 10_000));
    const more = buy(world, costing(1n, 10_000), actors.otherBuyer);
    await expect(more).to.be.revertedWithCustomError(deposits, 'DepositsInsufficient');
  });

  it('what failed extends nothing', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    await fail(world, dollars(1_000));
    const { stakedUnits } = await stakeOf(world);
    await expectLockable(world, stakedUnits / 4n);
  });

  for (const [missing, seconds] of [
    [1n, 7 * DAY],
    [0n, 3_600],
  ] as const) {
    it(`buyers inspect for ${seconds / 3_600} h when ${missing} units are missing to a quarter sold`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      await sell(world, stakeUnits / 4n - missing);
      const { order } = await pay(world, { lines: [{ offer: { inspectWithinSeconds: 3_600 } }] });
      expect(order.inspectWithinSeconds).to.equal(seconds);
      const least = await world.deposits.leastInspection(order.shop, order.token);
      expect(least).to.equal(missing === 0n ? 0n : BigInt(7 * DAY));
    });
  }

  it('a longer inspection than the least stays as it was offered', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order } = await pay(world, { lines: [{ offer: { inspectWithinSeconds: 20 * DAY } }] });
    expect(order.inspectWithinSeconds).to.equal(20 * DAY);
  });

  it('one record a token: sales in one extend nothing in another (D7)', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { token } = await acceptToken(world, 'SilentToken');
    await world.deposits.as(world.actors.shop).stake(token, dollars(100), noPermit);
    await sell(world, dollars(4_000));
    const options: PurchaseOptions = {
      lines: [{ offer: { token, priceUnits: dollars(25) + 1n, coverageBps: 10_000 }, deliveries: [] }],
    };
    await expect(buy(world, options)).to.be.revertedWithCustomError(world.deposits, 'DepositsAboveExposure');
  });
});

/** How an order of $100 ends, and what the record then holds: closed and failed units. */
const endings: [name: string, end: (world: World) => Promise<unknown>, record: [closed: number, failed: number]][] = [
  ['confirmed', (world) => sell(world, dollars(100)), [100, 0]],
  ['not shipped', (world) => fail(world, dollars(100)), [100, 100]],
  ['cancelled by the shop', (world) => orderAt('refunded', world, costing(dollars(100))), [0, 0]],
  ['settled at 60 %', (world) => orderAt('settled', world, costing(dollars(100))), [40, 0]],
  ['silent in a dispute', late('disputed'), [100, 100]],
  ['answered, never escalated: 20 % back', late('answered'), [80, 0]],
  ['ruled: half back', ruled(5_000), [100, 50]],
  ['ruled: just under half back', ruled(4_999), [50.01, 0]],
  ['the arbitrator is silent', late('escalated'), [0, 0]],
  [
    'the arbitrator refuses',
    async (world) => {
      const { order } = await orderAt('escalated', world, costing(dollars(100)));
      await world.market.as(world.actors.arbitrator).refuse(order);
    },
    [0, 0],
  ],
  ['the group expires', late('pooling'), [0, 0]],
];

function late(stage: 'disputed' | 'answered' | 'escalated' | 'pooling') {
  return async (world: World): Promise<void> => {
    const paid = await orderAt(stage, world, costing(dollars(100)));
    await afterDeadline(world, paid, 1);
    await world.market.poke(paid.order);
  };
}

function ruled(refundBps: number) {
  return async (world: World): Promise<void> => {
    const { order } = await orderAt('escalated', world, costing(dollars(100)));
    await world.market.as(world.actors.arbitrator).rule(order, refundBps, 0);
  };
}

describe('record: what counts', () => {
  for (const [name, end, [closed, failed]] of endings) {
    it(`${name}: $${closed} closed, $${failed} failed`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      await end(world);
      expect(await recordOf(world)).to.deep.equal([dollars(closed), dollars(failed)]);
    });
  }

  it('the window slides: beyond twenty stakes, old value fades in proportion', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { deposits, actors, addresses, dollar } = world;
    const shop = actors.stranger;
    await openSmallShop(world, dollars(100));
    await dollar.as(actors.buyer).mint(dollars(10_000));
    let record: ShopRecord = { stakedUnits: dollars(100), closedUnits: 0n, failedUnits: 0n };
    const own = { shop, signedBy: shop, purchase: { signer: shop.address as `0x${string}` } };
    const price = dollars(240);
    for (const good of [true, false, true, true, true, true, true, true, true, true, true, true]) {
      const paid = await pay(world, { ...costing(good ? price : dollars(20)), ...own });
      if (good) {
        await world.market.as(shop).ship(paid.order, bytes32('parcel'));
        await world.market.as(actors.buyer).confirm(paid.order);
        record = countOrder(record, { soldUnits: price, failedUnits: 0n }).record;
      } else {
        await afterDeadline(world, paid, 1);
        await world.market.poke(paid.order);
        const stakedUnits = record.stakedUnits - slashOf(paid.order.totalUnits);
        const order = { soldUnits: 0n, failedUnits: paid.order.totalUnits };
        record = countOrder({ ...record, stakedUnits }, order).record;
      }
      const held = await deposits.stakeOf(shop.address, addresses.demoDollar);
      const { stakedUnits, closedUnits, failedUnits } = held;
      expect({ stakedUnits, closedUnits, failedUnits }).to.deep.equal(record);
    }
    expect(record.closedUnits).to.equal(20n * record.stakedUnits);
    // Of $20 that failed, some faded.
    expect(record.failedUnits).to.be.within(dollars(10), dollars(17));
  });
});
