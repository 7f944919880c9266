import { encodeAbiParameters, keccak256 } from 'viem';
import { actOnOrder } from '../../../protocol/model/orders.ts';
import type { OrderState } from '../../../protocol/order.ts';
import type { OrderEvent } from '../../../protocol/order-model.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { buyers, everyone } from '../actors.ts';
import { encode } from '../chain.ts';
import { aroundDeadline, bpsOf, caller, digestOf, type KnownOrder, orderAt, someOrder } from '../choosing.ts';
import { abis } from '../deployment.ts';
import type { Act, Choosing } from '../run.ts';

/** The secret of hand-over number `position`; 0 stands for none. */
export const secretOf = (position: number): Hex => `0x${position.toString(16).padStart(64, '0')}`;
export const handoverOf = (position: number): Hex =>
  position === 0 ? secretOf(0) : keccak256(encodeAbiParameters([{ type: 'bytes32' }], [secretOf(position)]));

interface OrderParams {
  order: string;
  refundBps: number;
  digest: Hex;
  secret: number;
  costsUnits: bigint;
}

/** Which arguments each function takes after the order. */
const calls: Record<OrderEvent['type'], { name: string; args: (params: OrderParams) => unknown[] }> = {
  ship: { name: 'ship', args: ({ digest }) => [digest] },
  hand_over: { name: 'handOver', args: ({ secret }) => [secretOf(secret)] },
  cancel: { name: 'cancel', args: () => [] },
  confirm: { name: 'confirm', args: () => [] },
  dispute: { name: 'dispute', args: ({ refundBps, digest }) => [refundBps, digest] },
  propose: { name: 'propose', args: ({ refundBps, digest }) => [refundBps, digest] },
  escalate: { name: 'escalate', args: () => [] },
  rule: { name: 'rule', args: ({ refundBps, costsUnits }) => [refundBps, costsUnits] },
  refuse: { name: 'refuse', args: () => [] },
  poke: { name: 'poke', args: () => [] },
};

const eventOf = (type: OrderEvent['type'], params: OrderParams, { order }: KnownOrder): OrderEvent => {
  const { refundBps, costsUnits } = params;
  if (type === 'hand_over')
    return { type, secretFits: handoverOf(params.secret) === order.handover && params.secret !== 0 };
  if (type === 'rule') return { type, refundBps, costsUnits };
  return type === 'dispute' || type === 'propose' ? { type, refundBps } : { type };
};

interface OrderAct {
  type: OrderEvent['type'];
  weight: number;
  states: readonly OrderState[];
  by: (known: KnownOrder, context: Choosing) => string;
  /** Waits for the deadline to pass. */
  overdue?: boolean;
  fitting?: (context: Choosing) => (known: KnownOrder) => boolean;
}

const party = ({ order }: KnownOrder, { random }: Choosing): string => random.pick([order.buyer, order.shop]);

/** Orders whose arbitrator is a person, mostly. */
const byPerson = ({ run, random }: Choosing): ((known: KnownOrder) => boolean) => {
  const any = random.below(15) === 0;
  return ({ order }) => any || order.arbitrator !== run.at.court;
};
/** Orders with a secret, mostly. */
const handed = ({ random }: Choosing): ((known: KnownOrder) => boolean) => {
  const any = random.below(10) === 0;
  return ({ order }) => any || order.handover !== secretOf(0);
};
/** Disputes that the shop answered, mostly. */
const answered = ({ run, random }: Choosing): ((known: KnownOrder) => boolean) => {
  const any = random.below(10) === 0;
  return ({ id }) => any || run.tables.progress.get(id)?.answered === true;
};

const acts: OrderAct[] = [
  { type: 'ship', weight: 14, states: ['paid'], by: ({ order }) => order.shop },
  {
    type: 'hand_over',
    weight: 3,
    states: ['paid', 'shipped'],
    by: ({ order }, { random }) => random.pick([order.shop, order.pickup]),
    fitting: handed,
  },
  { type: 'cancel', weight: 2, states: ['paid', 'shipped'], by: ({ order }) => order.shop },
  { type: 'confirm', weight: 5, states: ['shipped'], by: ({ order }) => order.buyer },
  { type: 'dispute', weight: 9, states: ['shipped'], by: ({ order }) => order.buyer },
  { type: 'propose', weight: 12, states: ['disputed', 'disputed', 'escalated'], by: party },
  { type: 'propose', weight: 8, states: ['disputed'], by: ({ order }) => order.shop },
  {
    type: 'escalate',
    weight: 4,
    states: ['disputed'],
    by: party,
    fitting: (context) => {
      const [person, ready] = [byPerson(context), answered(context)];
      return (known) => person(known) && ready(known);
    },
  },
  { type: 'rule', weight: 4, states: ['escalated'], by: ({ order }) => order.arbitrator, fitting: byPerson },
  { type: 'refuse', weight: 1, states: ['escalated'], by: ({ order }) => order.arbitrator, fitting: byPerson },
  {
    type: 'poke',
    weight: 5,
    states: ['pooling', 'paid', 'shipped', 'disputed', 'escalated'],
    by: (_, { random }) => random.pick([...buyers, ...everyone].map(String)),
    overdue: true,
  },
];

export const orderActs: Act[] = acts.map(({ type, weight, states, by, overdue, fitting }, position) => ({
  name: `${type} ${position}`,
  weight,
  choose: (context) => {
    const { random } = context;
    const known = someOrder(context, states, fitting?.(context));
    if (known === undefined) return undefined;
    const soon = aroundDeadline(random, known.ref);
    const late = overdue === true && random.below(4) === 0;
    const secret = known.order.handover === secretOf(0) ? 0 : random.below(8);
    const params: OrderParams = {
      order: known.ref,
      refundBps: type === 'propose' && random.below(2) === 0 ? random.below(5_000) : bpsOf(random),
      digest: digestOf(random),
      secret: [1, 2, 3].find((each) => handoverOf(each) === known.order.handover && secret > 0) ?? secret,
      costsUnits: random.pick([0n, 1n, 1_000_000n, known.order.coverageUnits, 2n ** 128n - 1n]),
    };
    const time = late ? ({ of: 'order', ref: known.ref, offset: 1 } as const) : soon;
    return { by: caller(random, by(known, context)), time, params };
  },
  prepare: (run, step) => {
    // Safety: `choose` made the parameters.
    const params = step.params as OrderParams;
    const known = orderAt(run, params.order);
    if (known === undefined) return undefined;
    const { name, args } = calls[type];
    return {
      to: run.at.market,
      data: encode(abis.market, name, [known.order, ...args(params)]),
      model: (call) => actOnOrder(call, known.id, eventOf(type, params, known)),
    };
  },
}));
