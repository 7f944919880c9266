import { expect } from 'chai';
import { keccak256 } from 'viem/utils';
import { networkHelpers } from './setup/chain.ts';
import { expectEnding } from './setup/closing.ts';
import { pickedUp, secret } from './setup/handover.ts';
import { afterDeadline, orderAt, pay } from './setup/orders.ts';
import { bytes32, openMarket } from './setup/world.ts';

const completed = { state: 'completed', outcome: 'handed_over', refundBps: 0 } as const;

describe('orders that are picked up', () => {
  it('name the digest of the secret, never the secret', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order } = await pay(world, pickedUp(world));
    expect(order.handover).to.equal(keccak256(secret));
    expect(order.pickup).to.equal(world.actors.pickup.address);
  });

  for (const who of ['shop', 'pickup'] as const) {
    for (const stage of ['paid', 'shipped'] as const) {
      it(`complete at once when the ${who === 'shop' ? 'shop' : 'pickup point'} shows the secret of one ${stage}`, async () => {
        const world = await networkHelpers.loadFixture(openMarket);
        const paid = await orderAt(stage, world, pickedUp(world));
        const sent = await world.market.as(world.actors[who]).handOver(paid.order, secret);
        await expectEnding(world, sent, paid, completed);
      });
    }
  }

  it('still complete after the ship window, as long as nobody asked for the refund', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const paid = await pay(world, pickedUp(world));
    await afterDeadline(world, paid, 1);
    const sent = await world.market.as(world.actors.pickup).handOver(paid.order, secret);
    await expectEnding(world, sent, paid, completed);
    await expect(world.market.poke(paid.order)).to.be.revertedWithCustomError(world.market, 'OrderStateWrong');
  });

  it('do not complete once they were refunded', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const paid = await pay(world, pickedUp(world));
    await afterDeadline(world, paid, 1);
    await world.market.poke(paid.order);
    const handing = world.market.as(world.actors.pickup).handOver(paid.order, secret);
    await expect(handing).to.be.revertedWithCustomError(world.market, 'OrderStateWrong');
  });

  it('nobody else completes them with the secret, and nobody without it', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, market } = world;
    const { order } = await pay(world, pickedUp(world));
    for (const other of [actors.buyer, actors.stranger, actors.host]) {
      const handing = market.as(other).handOver(order, secret);
      await expect(handing).to.be.revertedWithCustomError(market, 'OrderCallerWrong');
    }
    const guessed = market.as(actors.pickup).handOver(order, bytes32('guess'));
    await expect(guessed).to.be.revertedWithCustomError(market, 'HandoverSecretWrong');
  });

  it('give points like any other', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { actors, addresses, discounts, market } = world;
    await discounts.as(actors.shop).setProgram(addresses.demoDollar, 100, 0);
    const { order } = await pay(world, pickedUp(world));
    await market.as(actors.shop).handOver(order, secret);
    await expect(discounts.claimPoints(order)).to.emit(discounts, 'PointsEarned');
  });
});
