import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import type { Order } from '../../protocol/order.ts';
import { networkHelpers } from './setup/chain.ts';
import { type Ending, expectEnding } from './setup/closing.ts';
import { afterDeadline, orderAt, type Stage } from './setup/orders.ts';
import { bytes32, openMarket, type World } from './setup/world.ts';

interface Silence {
  stage: Stage;
  silent: string;
  /** What the silent party could still do until the deadline. */
  act: (world: World, order: Order) => Promise<ContractTransactionResponse>;
  ending: Ending;
}

/** The silence matrix: who does nothing, and what then happens when anyone pokes. */
const matrix: Silence[] = [
  {
    stage: 'paid',
    silent: 'the shop does not ship',
    act: ({ market, actors }, order) => market.as(actors.shop).ship(order, bytes32('parcel')),
    ending: { state: 'refunded', outcome: 'not_shipped', refundBps: 10_000 },
  },
  {
    stage: 'shipped',
    silent: 'the buyer says nothing',
    act: ({ market, actors }, order) => market.as(actors.buyer).dispute(order, 10_000, bytes32('photo')),
    ending: { state: 'completed', outcome: 'inspection_over', refundBps: 0 },
  },
  {
    stage: 'disputed',
    silent: 'the shop does not answer',
    act: ({ market, actors }, order) => market.as(actors.shop).propose(order, 0, bytes32('no')),
    ending: { state: 'ruled', outcome: 'seller_silent', refundBps: 10_000 },
  },
  {
    stage: 'answered',
    silent: 'nobody escalates',
    act: ({ market, actors }, order) => market.as(actors.shop).escalate(order),
    ending: { state: 'settled', outcome: 'not_escalated', refundBps: 2_000 },
  },
  {
    stage: 'escalated',
    silent: 'the arbitrator does not rule',
    act: ({ market, actors }, order) => market.as(actors.arbitrator).rule(order, 3_333, 0),
    ending: { state: 'ruled', outcome: 'arbitrator_silent', refundBps: 10_000 },
  },
];

describe('silence: every state has a deadline, after which anyone moves it on', () => {
  for (const { stage, silent, act, ending } of matrix) {
    for (const seconds of [-1, 0]) {
      const when = seconds === 0 ? 'at the deadline' : 'a second before the deadline';
      it(`${stage}, ${silent}: ${when} nobody can poke`, async () => {
        const world = await networkHelpers.loadFixture(openMarket);
        const { order, orderId } = await orderAt(stage, world);
        await afterDeadline(world, { order, orderId }, seconds);
        const poking = world.market.as(world.actors.stranger).poke(order);
        await expect(poking).to.be.revertedWithCustomError(world.market, 'OrderDeadlineAhead');
      });
      it(`${stage}, ${silent}: ${when} they still can`, async () => {
        const world = await networkHelpers.loadFixture(openMarket);
        const { order, orderId } = await orderAt(stage, world);
        await afterDeadline(world, { order, orderId }, seconds);
        const before = await world.market.progressOf(orderId);
        await act(world, order);
        const after = await world.market.progressOf(orderId);
        expect([after.state, after.answered]).not.to.deep.equal([before.state, before.answered]);
      });
    }
    it(`${stage}, ${silent}: a second after the deadline they cannot`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const { order, orderId } = await orderAt(stage, world);
      await afterDeadline(world, { order, orderId }, 1);
      await expect(act(world, order)).to.be.revertedWithCustomError(world.market, 'OrderDeadlinePassed');
    });
    it(`${stage}, ${silent}: a second after the deadline a poke ends it, once`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const paid = await orderAt(stage, world);
      await afterDeadline(world, paid, 1);
      const stranger = world.market.as(world.actors.stranger);
      await expectEnding(world, await stranger.poke(paid.order), paid, ending);
      await expect(stranger.poke(paid.order)).to.be.revertedWithCustomError(world.market, 'OrderStateWrong');
    });
  }

  it('a shop that answers with nothing keeps the price when nobody escalates', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const paid = await orderAt('disputed', world);
    await world.market.as(world.actors.shop).propose(paid.order, 0, bytes32('no'));
    await afterDeadline(world, paid, 1);
    const ending: Ending = { state: 'settled', outcome: 'not_escalated', refundBps: 0 };
    await expectEnding(world, await world.market.poke(paid.order), paid, ending);
  });

  it('the penalty comes first when the coverage is smaller than penalty and fee together', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { settings, actors, market } = world;
    await settings.setParameters({
      feeBps: 500,
      minCoverageBps: 500,
      penaltyBps: 5_000,
      answerWithinSeconds: 3_600,
      escalateWithinSeconds: 3_600,
      ruleWithinSeconds: 3_600,
    });
    const paid = await orderAt('paid', world, { lines: [{ offer: { coverageBps: 500 } }] });
    await afterDeadline(world, paid, 1);
    const sent = await market.as(actors.stranger).poke(paid.order);
    await expectEnding(world, sent, paid, { state: 'refunded', outcome: 'not_shipped', refundBps: 10_000 });
    const { stakedUnits } = await world.deposits.stakeOf(actors.shop.address, paid.order.token);
    expect(stakedUnits).to.equal(5_000_000_000n - paid.order.coverageUnits);
  });
});
