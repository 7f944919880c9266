import { pickedUp, secret } from '../setup/handover.ts';
import { afterDeadline, orderAt, type PaidOrder, type Stage } from '../setup/orders.ts';
import { type ActorName, bytes32, type World } from '../setup/world.ts';
import { mutationsOf } from './mutation.ts';

type Call = (world: World, paid: PaidOrder, caller: ActorName) => Promise<unknown>;

/** Every action on an order: who may take it, where, and a valid call. */
const actions = {
  ship: {
    stage: 'paid',
    caller: 'shop',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).ship(order, bytes32('parcel')),
  },
  cancel: {
    stage: 'paid',
    caller: 'shop',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).cancel(order),
  },
  confirm: {
    stage: 'shipped',
    caller: 'buyer',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).confirm(order),
  },
  dispute: {
    stage: 'shipped',
    caller: 'buyer',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).dispute(order, 5_000, bytes32('photo')),
  },
  propose: {
    stage: 'disputed',
    caller: 'shop',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).propose(order, 3_000, bytes32('reply')),
  },
  escalate: {
    stage: 'answered',
    caller: 'buyer',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).escalate(order),
  },
  rule: {
    stage: 'escalated',
    caller: 'arbitrator',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).rule(order, 5_000, 0),
  },
  handOver: {
    stage: 'paid',
    caller: 'shop',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).handOver(order, secret),
  },
  refuse: {
    stage: 'escalated',
    caller: 'arbitrator',
    call: (world, { order }, caller) => world.market.as(world.actors[caller]).refuse(order),
  },
} satisfies Record<string, { stage: Stage; caller: ActorName; call: Call }>;
type Action = keyof typeof actions;

/** Takes an action at a stage, as its rightful caller unless another is named. */
const take =
  (action: Action, stage: Stage = actions[action].stage, caller: ActorName = actions[action].caller) =>
  async (world: World) =>
    actions[action].call(world, await orderAt(stage, world), caller);

/** Takes an action on an order whose price was changed by one unit. */
const takeOfUnknown = (action: Action) => async (world: World) => {
  const { order, orderId } = await orderAt(actions[action].stage, world);
  const changed = { order: { ...order, totalUnits: order.totalUnits + 1n }, orderId, soldUnits: 1n };
  return actions[action].call(world, changed, actions[action].caller);
};

const takeLate = (action: Action) => async (world: World) => {
  const paid = await orderAt(actions[action].stage, world);
  await afterDeadline(world, paid, 1);
  return actions[action].call(world, paid, actions[action].caller);
};

const dispute = (refundBps: number) => async (world: World) => {
  const { order } = await orderAt('shipped', world);
  return world.market.as(world.actors.buyer).dispute(order, refundBps, bytes32('photo'));
};

const propose = (stage: Stage, caller: ActorName, refundBps: number) => async (world: World) => {
  const { order } = await orderAt(stage, world);
  return world.market.as(world.actors[caller]).propose(order, refundBps, bytes32('reply'));
};

// Safety: the keys of the table.
const names = Object.keys(actions) as Action[];
const timed = names.filter((name) => !['confirm', 'handOver', 'refuse'].includes(name));
const wrongStage: Record<Action, Stage> = {
  ship: 'shipped',
  cancel: 'disputed',
  confirm: 'paid',
  dispute: 'paid',
  propose: 'shipped',
  escalate: 'disputed',
  rule: 'answered',
  handOver: 'disputed',
  refuse: 'answered',
};

export const orderMutations = mutationsOf('market', [
  ...names.map((name) => ['OrderUnknown', `${name}: another price`, takeOfUnknown(name)] as const),
  ...names.map((name) => ['OrderCallerWrong', `${name}: a stranger`, take(name, undefined, 'stranger')] as const),
  ...names.map((name) => ['OrderStateWrong', `${name}: too early or late`, take(name, wrongStage[name])] as const),
  ...names.map((name) => ['OrderStateWrong', `${name}: the order is final`, take(name, 'completed')] as const),
  ...timed.map((name) => ['OrderDeadlinePassed', `${name}: a second late`, takeLate(name)] as const),
  ['OrderUnknown', 'poke: another price', takeOfUnknown('ship')],
  [
    'OrderStateWrong',
    'poke: the order is final',
    async (world) => world.market.poke((await orderAt('completed', world)).order),
  ],
  [
    'OrderDeadlineAhead',
    'poke: at the deadline',
    async (world) => {
      const { order, orderId } = await orderAt('paid', world);
      await afterDeadline(world, { order, orderId }, 0);
      return world.market.poke(order);
    },
  ],
  ['OrderCallerWrong', 'ship: the buyer', take('ship', 'paid', 'buyer')],
  ['OrderCallerWrong', 'cancel: the buyer', take('cancel', 'paid', 'buyer')],
  ['OrderCallerWrong', 'confirm: the shop', take('confirm', 'shipped', 'shop')],
  ['OrderCallerWrong', 'dispute: the shop', take('dispute', 'shipped', 'shop')],
  ['OrderCallerWrong', 'propose: the arbitrator', take('propose', 'disputed', 'arbitrator')],
  ['OrderCallerWrong', 'rule: the buyer', take('rule', 'escalated', 'buyer')],
  ['OrderCallerWrong', 'handOver: the buyer', take('handOver', 'paid', 'buyer')],
  ['OrderCallerWrong', 'refuse: the shop', take('refuse', 'escalated', 'shop')],
  ['OrderStateWrong', 'ship: the group is not full', take('ship', 'pooling')],
  ['OrderStateWrong', 'cancel: the group is not full', take('cancel', 'pooling')],
  ['HandoverSecretWrong', 'handOver: the order names no secret', take('handOver', 'paid')],
  [
    'HandoverSecretWrong',
    'handOver: another secret',
    async (world) => {
      const { order } = await orderAt('paid', world, pickedUp(world));
      return world.market.as(world.actors.shop).handOver(order, bytes32('another secret'));
    },
  ],
  ['RefundBpsInvalid', 'dispute: nothing', dispute(0)],
  ['RefundBpsInvalid', 'dispute: more than all', dispute(10_001)],
  ['RefundBpsInvalid', 'propose: the shop offers more than all', propose('disputed', 'shop', 10_001)],
  ['RefundBpsInvalid', 'propose: the shop takes a part back', propose('answered', 'shop', 1_999)],
  ['RefundBpsInvalid', 'propose: the buyer asks for nothing', propose('answered', 'buyer', 0)],
  ['RefundBpsInvalid', 'propose: the buyer asks for more', propose('answered', 'buyer', 6_001)],
  [
    'RefundBpsInvalid',
    'rule: more than all',
    async (world) => {
      const { order } = await orderAt('escalated', world);
      return world.market.as(world.actors.arbitrator).rule(order, 10_001, 0);
    },
  ],
]);
