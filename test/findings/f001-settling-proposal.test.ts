import { expect } from 'chai';
import { networkHelpers } from '../contracts/setup/chain.ts';
import { orderAt } from '../contracts/setup/orders.ts';
import { bytes32, openMarket } from '../contracts/setup/world.ts';

/**
 * A proposal that met the other side's settled the order and logged only its end: what was proposed, when the shop had
 * answered, and the evidence could not be read from the events (I10).
 */
describe('F001: the proposal that settles a dispute is logged like every other', () => {
  for (const [stage, by, refundBps] of [
    ['disputed', 'shop', 8_000],
    ['answered', 'shop', 10_000],
    ['answered', 'buyer', 2_000],
    ['escalated', 'buyer', 1_000],
  ] as const) {
    it(`${by} proposes ${refundBps} of an order that is ${stage}`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const { order, orderId } = await orderAt(stage, world);
      const proposing = world.market.as(world.actors[by]).propose(order, refundBps, bytes32('why'));
      await expect(proposing).to.emit(world.market, 'OrderClosed');
      const { deadline } = await world.market.progressOf(orderId);
      await expect(proposing)
        .to.emit(world.market, 'OrderProposed')
        .withArgs(orderId, world.actors[by].address, refundBps, bytes32('why'), deadline);
    });
  }
});
