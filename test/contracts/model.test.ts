import { expect } from 'chai';
import { contractErrors } from '../../protocol/contract-error-table.ts';
import { finalStates, orderOutcomes, orderStates } from '../../protocol/order.ts';
import type { OrderRole } from '../../protocol/order-actions.ts';
import { type OrderEvent, type OrderProgress, paidProgress, stepOrder } from '../../protocol/order-model.ts';
import { networkHelpers } from './setup/chain.ts';
import { closingOf, type PaidOrder, pay } from './setup/orders.ts';
import { type Random, seeded } from './setup/random.ts';
import { bytes32, dollars, openMarket, type World } from './setup/world.ts';

const roles = { buyer: 'buyer', seller: 'shop', arbitrator: 'arbitrator', other: 'stranger' } as const;
const refunds = [0, 1, 2_500, 4_999, 5_000, 9_999, 10_000, 10_001];

/** What usually happens next, and by whom: most steps follow it, or orders would not get far. */
const likely: Record<string, string[]> = {
  paid: ['seller ship', 'seller ship', 'seller ship', 'seller cancel', 'other poke'],
  shipped: ['buyer dispute', 'buyer dispute', 'buyer dispute', 'buyer confirm', 'other poke'],
  disputed: ['seller propose', 'seller propose', 'buyer escalate', 'buyer escalate', 'buyer propose', 'other poke'],
  escalated: ['arbitrator rule', 'seller propose', 'buyer propose', 'other poke'],
};
const types = ['ship', 'cancel', 'confirm', 'escalate', 'poke', 'dispute', 'propose', 'rule'] as const;
const names = Object.keys(roles) as OrderRole[];

/** Safety: the table above holds a role and an action in each text. */
const splitLikely = (text: string) => text.split(' ').reverse() as [OrderEvent['type'], OrderRole];

const eventOf = (type: OrderEvent['type'], random: Random): OrderEvent =>
  type === 'dispute' || type === 'propose' || type === 'rule' ? { type, refundBps: random.pick(refunds) } : { type };

const callOf = (world: World, by: OrderRole, { order }: PaidOrder, event: OrderEvent) => {
  const market = world.market.as(world.actors[roles[by]]);
  switch (event.type) {
    case 'ship':
      return market.ship(order, bytes32('parcel'));
    case 'dispute':
    case 'propose':
      return market[event.type](order, event.refundBps, bytes32('evidence'));
    case 'rule':
      return market.rule(order, event.refundBps);
    default:
      return market[event.type](order);
  }
};

/** The code of a refusal, by the table that the API and the pages use. */
const codeOf = (error: unknown): string => {
  const name = /custom error '(\w+)/.exec(String(error))?.[1];
  const code = contractErrors.find((entry) => entry.name === name)?.code;
  if (code === undefined) throw error;
  return code;
};

const chainProgress = async (world: World, { orderId }: PaidOrder) => {
  const found = await world.market.progressOf(orderId);
  return {
    state: orderStates[Number(found.state)],
    outcome: orderOutcomes[Number(found.outcome)],
    deadline: Number(found.deadline),
    buyerBps: Number(found.buyerBps),
    sellerBps: Number(found.sellerBps),
    answered: found.answered,
    feeUnits: found.feeUnits,
  };
};

/** Does one random thing to contract and model, and compares what became of it. */
async function step(world: World, paid: PaidOrder, progress: OrderProgress, random: Random): Promise<OrderProgress> {
  const latest = await networkHelpers.time.latest();
  const { deadline, state } = progress;
  const expected = likely[state];
  const [type, by] =
    expected === undefined || random.below(4) === 0
      ? ([random.pick(types), random.pick(names)] as const)
      : splitLikely(random.pick(expected));
  const event = eventOf(type, random);
  const times = [latest + 1, latest + 1, deadline - 1, deadline, deadline + 1].filter((time) => time > latest);
  const overdue = Math.max(latest, deadline) + 1;
  const now = type === 'poke' && random.below(3) > 0 ? overdue : random.pick(times);
  const after = stepOrder({ order: paid.order, progress, event, by, now });
  const label = `${by} ${JSON.stringify(event)} at ${now - deadline} of ${JSON.stringify(state)}`;
  await networkHelpers.time.setNextBlockTimestamp(now);
  let refusal: string | undefined;
  try {
    const sent = await callOf(world, by, paid, event);
    if (after.ok && after.value.payout !== null) {
      expect((await closingOf(sent)).payout, label).to.deep.equal(after.value.payout);
    }
  } catch (error) {
    refusal = codeOf(error);
  }
  expect(refusal, label).to.equal(after.ok ? undefined : after.error.code);
  const reached = after.ok ? after.value : progress;
  const { payout, ...comparable } = reached;
  expect(await chainProgress(world, paid), label).to.deep.equal(comparable);
  return reached;
}

describe('model: contract and protocol/order-model.ts agree on every step', () => {
  const fresh = seeded(Date.now()).below(1_000_000);
  for (const [seed, orders] of [
    [1, 100],
    [fresh, 15],
  ] as const) {
    it(`${orders} random lives of orders from seed ${seed}`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const random = seeded(seed);
      const endings = new Set<string>();
      for (let count = 0; count < orders; count += 1) {
        const offer = {
          priceUnits: BigInt(1 + random.below(Number(dollars(50)))),
          coverageBps: 1_000 + random.below(9_001),
        };
        const paid = await pay(world, { lines: [{ offer }] });
        let progress = paidProgress(paid.order, Number(paid.order.paidAt));
        for (let steps = 0; steps < 40 && !finalStates.has(progress.state); steps += 1) {
          progress = await step(world, paid, progress, random);
        }
        endings.add(progress.outcome);
        await step(world, paid, progress, random);
      }
      if (orders === 100) expect([...endings].sort()).to.deep.equal(orderOutcomes.slice(1).toSorted());
    });
  }
});
