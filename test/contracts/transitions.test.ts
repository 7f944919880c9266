import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import { type OrderState, orderStates } from '../../protocol/order.ts';
import { networkHelpers } from './setup/chain.ts';
import { pickedUp, secret } from './setup/handover.ts';
import { deadlineOf, orderAt, type PaidOrder, type Stage } from './setup/orders.ts';
import { type ActorName, bytes32, openMarket, type World } from './setup/world.ts';

/** Everyone who can have a part in an order, and someone who has none. */
const actors = ['buyer', 'shop', 'pickup', 'arbitrator', 'stranger'] as const satisfies ActorName[];
type Actor = (typeof actors)[number];

/** Every action on an order with what else it takes. A proposal of 30 % lies between the two sides. */
const actions = {
  ship: [bytes32('parcel')],
  handOver: [secret],
  cancel: [],
  confirm: [],
  dispute: [5_000, bytes32('photo')],
  propose: [3_000, bytes32('reply')],
  escalate: [],
  rule: [5_000, 0],
  refuse: [],
  poke: [],
} as const;
type Action = keyof typeof actions;
// Safety: the keys of the table.
const actionNames = Object.keys(actions) as Action[];

/** When an edge is open: until its deadline, from a second after it, or always. */
type When = 'until' | 'after' | 'always';
interface Edge {
  by: readonly Actor[];
  when: When;
  to: OrderState;
}

const shop: readonly Actor[] = ['shop'];
const buyer: readonly Actor[] = ['buyer'];
const either: readonly Actor[] = ['buyer', 'shop'];
const arbitrator: readonly Actor[] = ['arbitrator'];
const keeper: readonly Actor[] = ['shop', 'pickup'];
const poke = (to: OrderState): Edge => ({ by: actors, when: 'after', to });

const paid: Partial<Record<Action, Edge>> = {
  ship: { by: shop, when: 'until', to: 'shipped' },
  handOver: { by: keeper, when: 'always', to: 'completed' },
  cancel: { by: shop, when: 'until', to: 'refunded' },
  poke: poke('refunded'),
};

/** The whole state machine: what is not here reverts. */
const edges: Record<Stage | 'none', Partial<Record<Action, Edge>>> = {
  none: {},
  pooling: { poke: poke('refunded') },
  filled: paid,
  paid,
  shipped: {
    handOver: { by: keeper, when: 'always', to: 'completed' },
    cancel: { by: shop, when: 'always', to: 'refunded' },
    confirm: { by: buyer, when: 'always', to: 'completed' },
    dispute: { by: buyer, when: 'until', to: 'disputed' },
    poke: poke('completed'),
  },
  disputed: { propose: { by: either, when: 'until', to: 'disputed' }, poke: poke('ruled') },
  answered: {
    propose: { by: either, when: 'until', to: 'disputed' },
    escalate: { by: either, when: 'until', to: 'escalated' },
    poke: poke('settled'),
  },
  escalated: {
    propose: { by: either, when: 'until', to: 'escalated' },
    rule: { by: arbitrator, when: 'until', to: 'ruled' },
    refuse: { by: arbitrator, when: 'always', to: 'ruled' },
    poke: poke('ruled'),
  },
  completed: {},
  refunded: {},
  settled: {},
  ruled: {},
};

/** Who may take an action in some state: anyone else is told so before the state is looked at. */
const callersOf = (action: Action): readonly Actor[] => Object.values(edges).flatMap((edge) => edge[action]?.by ?? []);

/** What the contract must answer: the state reached, or the error. */
function expected(stage: Stage | 'none', action: Action, actor: Actor, seconds: number): string {
  if (stage === 'none') return 'OrderUnknown';
  if (!callersOf(action).includes(actor)) return 'OrderCallerWrong';
  const edge = edges[stage][action];
  if (edge === undefined) return 'OrderStateWrong';
  if (edge.when === 'until' && seconds > 0) return 'OrderDeadlinePassed';
  if (edge.when === 'after' && seconds <= 0) return 'OrderDeadlineAhead';
  return edge.to;
}

const isState = (answer: string): boolean => (orderStates as readonly string[]).includes(answer);

const reach = async (stage: Stage | 'none', world: World): Promise<PaidOrder> => {
  if (stage !== 'none') return orderAt(stage, world, pickedUp(world));
  const { order, orderId, soldUnits } = await orderAt('paid', world, pickedUp(world));
  return { order: { ...order, totalUnits: order.totalUnits - 1n }, orderId, soldUnits };
};

/** The action as the actor takes it. */
const methodOf = ({ market, actors: people }: World, action: Action, actor: Actor) => market.as(people[actor])[action];

const nameOf = (error: unknown): string => {
  const name = /custom error '(\w+)/.exec(String(error))?.[1];
  if (name === undefined) throw error;
  return name;
};

const stateOf = async ({ market }: World, { orderId }: PaidOrder): Promise<string> =>
  orderStates[Number((await market.progressOf(orderId)).state)] ?? '';

describe('transitions: every state, action and actor, around the deadline', () => {
  // Safety: the keys of the table.
  for (const stage of Object.keys(edges) as (Stage | 'none')[]) {
    for (const seconds of [-1, 0, 1]) {
      it(`${stage}, ${seconds} s from its deadline`, async () => {
        const world = await networkHelpers.loadFixture(openMarket);
        const at = await reach(stage, world);
        const now = (await deadlineOf(world, at)) + seconds;
        const before = await networkHelpers.takeSnapshot();
        const tries = actionNames.flatMap((action) => actors.map((actor) => ({ action, actor })));

        await networkHelpers.time.increaseTo(now);
        for (const { action, actor } of tries) {
          const method = methodOf(world, action, actor);
          const answer = await method.staticCall(at.order, ...actions[action]).then(() => 'accepted', nameOf);
          const wanted = expected(stage, action, actor, seconds);
          expect(answer, `${actor} ${action}`).to.equal(isState(wanted) ? 'accepted' : wanted);
        }

        for (const { action, actor } of tries) {
          const wanted = expected(stage, action, actor, seconds);
          if (!isState(wanted)) continue;
          await before.restore();
          await networkHelpers.time.setNextBlockTimestamp(now);
          const sent: ContractTransactionResponse = await methodOf(world, action, actor)(at.order, ...actions[action]);
          expect((await sent.wait())?.status).to.equal(1);
          expect(await stateOf(world, at), `${actor} ${action}`).to.equal(wanted);
        }
      });
    }
  }

  it('every function of the market that takes an order is among the actions', async () => {
    const { market } = await networkHelpers.loadFixture(openMarket);
    const taking = market.interface.fragments
      .filter((fragment) => fragment.type === 'function')
      .map((fragment) => market.interface.getFunction(fragment.format('sighash')))
      .filter((entry) => entry !== null && !entry.constant && entry.inputs[0]?.name === 'order')
      .map((entry) => entry?.name);
    expect(taking).to.have.members(actionNames);
  });
});
