import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import type { Order } from '../../protocol/order.ts';
import { networkHelpers } from './setup/chain.ts';
import { type Ending, expectEnding } from './setup/closing.ts';
import { orderAt, type Stage } from './setup/orders.ts';
import { bytes32, openMarket, type World } from './setup/world.ts';

interface Edge {
  name: string;
  stage: Stage;
  act: (world: World, order: Order) => Promise<ContractTransactionResponse>;
  ending: Ending;
}

const cancel: Edge['act'] = ({ market, actors }, order) => market.as(actors.shop).cancel(order);
const cancelled: Ending = { state: 'refunded', outcome: 'cancelled_by_seller', refundBps: 10_000 };
const propose =
  (party: 'shop' | 'buyer', refundBps: number): Edge['act'] =>
  ({ market, actors }, order) =>
    market.as(actors[party]).propose(order, refundBps, bytes32('reply'));
const agreed = (refundBps: number): Ending => ({ state: 'settled', outcome: 'agreed', refundBps });
const rule =
  (refundBps: number): Edge['act'] =>
  ({ market, actors }, order) =>
    market.as(actors.arbitrator).rule(order, refundBps, 0);
const ruled = (refundBps: number): Ending => ({ state: 'ruled', outcome: 'arbitrated', refundBps });

/** Every edge to a final state that a party takes. At `answered` the buyer asks for 60 %, the shop offers 20 %. */
const edges: Edge[] = [
  { name: 'the shop cancels before shipping', stage: 'paid', act: cancel, ending: cancelled },
  { name: 'the shop cancels after shipping', stage: 'shipped', act: cancel, ending: cancelled },
  {
    name: 'the buyer confirms',
    stage: 'shipped',
    act: ({ market, actors }, order) => market.as(actors.buyer).confirm(order),
    ending: { state: 'completed', outcome: 'confirmed', refundBps: 0 },
  },
  {
    name: 'the shop answers with what was asked',
    stage: 'disputed',
    act: propose('shop', 6_000),
    ending: agreed(6_000),
  },
  {
    name: 'the shop answers with more than asked',
    stage: 'disputed',
    act: propose('shop', 9_000),
    ending: agreed(6_000),
  },
  { name: 'the shop gives in', stage: 'answered', act: propose('shop', 6_000), ending: agreed(6_000) },
  { name: 'the buyer takes the offer', stage: 'answered', act: propose('buyer', 2_000), ending: agreed(2_000) },
  {
    name: 'the buyer asks for less than the offer',
    stage: 'answered',
    act: propose('buyer', 1),
    ending: agreed(2_000),
  },
  {
    name: 'the shop gives in before the ruling',
    stage: 'escalated',
    act: propose('shop', 7_000),
    ending: agreed(6_000),
  },
  {
    name: 'the buyer gives in before the ruling',
    stage: 'escalated',
    act: propose('buyer', 2_000),
    ending: agreed(2_000),
  },
  { name: 'the arbitrator finds for the shop', stage: 'escalated', act: rule(0), ending: ruled(0) },
  { name: 'the arbitrator refunds just under half', stage: 'escalated', act: rule(4_999), ending: ruled(4_999) },
  { name: 'the arbitrator refunds half: the shop failed', stage: 'escalated', act: rule(5_000), ending: ruled(5_000) },
  { name: 'the arbitrator finds for the buyer', stage: 'escalated', act: rule(10_000), ending: ruled(10_000) },
];

describe('orders: what the parties can do', () => {
  for (const { name, stage, act, ending } of edges) {
    it(`${stage}: ${name}`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const paid = await orderAt(stage, world);
      await expectEnding(world, await act(world, paid.order), paid, ending);
    });
  }

  for (const priceUnits of [1n, 7n, 99n, 10_001n, 19_999_999n]) {
    it(`splits an odd price of ${priceUnits} units exactly, the dust to the shop`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const shares = { commissionBps: 2_777, parentBps: 3_333, hostBps: 223, coverageBps: 1_111 };
      const paid = await orderAt('escalated', world, {
        lines: [{ offer: { priceUnits, ...shares }, deliveries: [] }],
      });
      const sent = await world.market.as(world.actors.arbitrator).rule(paid.order, 3_333, 0);
      await expectEnding(world, sent, paid, ruled(3_333));
    });
  }

  it('ships into the inspection window and says so', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order, orderId } = await orderAt('paid', world);
    const now = (await networkHelpers.time.latest()) + 10;
    await networkHelpers.time.setNextBlockTimestamp(now);
    await expect(world.market.as(world.actors.shop).ship(order, bytes32('parcel')))
      .to.emit(world.market, 'OrderShipped')
      .withArgs(orderId, bytes32('parcel'), now + order.inspectWithinSeconds);
  });

  it('a dispute gives the shop the answer window, the answer gives both the escalation window', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { market, actors } = world;
    const { order, orderId } = await orderAt('shipped', world);
    const now = (await networkHelpers.time.latest()) + 10;
    await networkHelpers.time.setNextBlockTimestamp(now);
    await expect(market.as(actors.buyer).dispute(order, 6_000, bytes32('photo')))
      .to.emit(market, 'OrderDisputed')
      .withArgs(orderId, 6_000, bytes32('photo'), now + order.parameters.answerWithinSeconds);
    await expect(market.as(actors.buyer).propose(order, 5_500, bytes32('less')))
      .to.emit(market, 'OrderProposed')
      .withArgs(orderId, actors.buyer.address, 5_500, bytes32('less'), now + order.parameters.answerWithinSeconds);
    await networkHelpers.time.setNextBlockTimestamp(now + 100);
    const until = now + 100 + order.parameters.escalateWithinSeconds;
    await expect(market.as(actors.shop).propose(order, 1_000, bytes32('some')))
      .to.emit(market, 'OrderProposed')
      .withArgs(orderId, actors.shop.address, 1_000, bytes32('some'), until);
    await expect(market.as(actors.shop).propose(order, 1_500, bytes32('more')))
      .to.emit(market, 'OrderProposed')
      .withArgs(orderId, actors.shop.address, 1_500, bytes32('more'), until);
    const { buyerBps, sellerBps, answered } = await market.progressOf(orderId);
    expect([buyerBps, sellerBps, answered]).to.deep.equal([5_500n, 1_500n, true]);
  });

  it('either party escalates, and the arbitrator gets the ruling window', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { order, orderId } = await orderAt('answered', world);
    const now = (await networkHelpers.time.latest()) + 10;
    await networkHelpers.time.setNextBlockTimestamp(now);
    await expect(world.market.as(world.actors.shop).escalate(order))
      .to.emit(world.market, 'OrderEscalated')
      .withArgs(orderId, world.actors.shop.address, now + order.parameters.ruleWithinSeconds);
  });

  it('the buyer confirms even after the inspection window', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const paid = await orderAt('shipped', world);
    await networkHelpers.time.increase(30 * 86_400);
    const sent = await world.market.as(world.actors.buyer).confirm(paid.order);
    await expectEnding(world, sent, paid, { state: 'completed', outcome: 'confirmed', refundBps: 0 });
  });
});
