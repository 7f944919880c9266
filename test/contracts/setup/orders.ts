import type { ContractTransactionResponse } from 'ethers';
import { type Log, parseEventLogs } from 'viem';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { type Order, orderStates } from '../../../protocol/order.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import type { Payout } from '../../../protocol/split.ts';
import { buy, type PurchaseOptions } from './cart.ts';
import { networkHelpers, type Signer } from './chain.ts';
import { inGroup, joinGroup } from './pooling.ts';
import { bytes32, type World } from './world.ts';

export interface PaidOrder {
  orderId: Hex;
  order: Order;
  soldUnits: bigint;
}

async function logsOf(sent: ContractTransactionResponse): Promise<Log[]> {
  const receipt = await sent.wait();
  if (receipt === null) throw new Error('the transaction was not mined');
  // Safety: viem needs no more than these to decode.
  return receipt.logs.map(({ address, topics, data }) => ({ address, topics, data })) as unknown as Log[];
}

/** The orders that a purchase made, read from its events as everyone has to. */
export async function ordersOf(sent: ContractTransactionResponse): Promise<PaidOrder[]> {
  const events = parseEventLogs({ abi: marketAbi, eventName: 'OrderPaid', logs: await logsOf(sent) });
  return events.map(({ args }) => ({ orderId: args.orderId, order: args.order, soldUnits: args.soldUnits }));
}

/** How an order ended, from the event of the transaction that ended it. */
export async function closingOf(
  sent: ContractTransactionResponse,
): Promise<{ state: number; outcome: number; payout: Payout }> {
  const [closed] = parseEventLogs({ abi: marketAbi, eventName: 'OrderClosed', logs: await logsOf(sent) });
  if (closed === undefined) throw new Error('no order was closed');
  return closed.args;
}

/** Pays one usual order, or one that differs from it. */
export async function pay(world: World, options: PurchaseOptions = {}, buyer?: Signer): Promise<PaidOrder> {
  const [order] = await ordersOf(await buy(world, options, buyer));
  if (order === undefined) throw new Error('no order was paid');
  return order;
}

/** The states that a test can begin in; `filled` is stored as pooling, but its group is full. */
export type Stage =
  | 'pooling'
  | 'filled'
  | 'paid'
  | 'shipped'
  | 'disputed'
  | 'answered'
  | 'escalated'
  | 'completed'
  | 'refunded'
  | 'settled'
  | 'ruled';

const steps = {
  fill: (world, paid, options) => joinGroup(world, paid, options),
  ship: ({ market, actors }, { order }) => market.as(actors.shop).ship(order, bytes32('parcel')),
  dispute: ({ market, actors }, { order }) => market.as(actors.buyer).dispute(order, 6_000, bytes32('photo')),
  answer: ({ market, actors }, { order }) => market.as(actors.shop).propose(order, 2_000, bytes32('answer')),
  escalate: ({ market, actors }, { order }) => market.as(actors.buyer).escalate(order),
  confirm: ({ market, actors }, { order }) => market.as(actors.buyer).confirm(order),
  cancel: ({ market, actors }, { order }) => market.as(actors.shop).cancel(order),
  giveIn: ({ market, actors }, { order }) => market.as(actors.shop).propose(order, 6_000, bytes32('yes')),
  rule: ({ market, actors }, { order }) => market.as(actors.arbitrator).rule(order, 5_000, 0),
} satisfies Record<string, (world: World, paid: PaidOrder, options: PurchaseOptions) => Promise<unknown>>;

/** What leads from a purchase to each stage. The buyer asks for 60 %, the shop offers 20 %. */
const way: Record<Stage, readonly (keyof typeof steps)[]> = {
  pooling: [],
  filled: ['fill'],
  paid: [],
  shipped: ['ship'],
  disputed: ['ship', 'dispute'],
  answered: ['ship', 'dispute', 'answer'],
  escalated: ['ship', 'dispute', 'answer', 'escalate'],
  completed: ['ship', 'confirm'],
  refunded: ['cancel'],
  settled: ['ship', 'dispute', 'giveIn'],
  ruled: ['ship', 'dispute', 'answer', 'escalate', 'rule'],
};

/** Pays an order and leads it to a stage. */
export async function orderAt(stage: Stage, world: World, options: PurchaseOptions = {}): Promise<PaidOrder> {
  const pooled = stage === 'pooling' || stage === 'filled';
  const paid = await pay(world, pooled ? inGroup(options) : options);
  for (const step of way[stage]) await steps[step](world, paid, options);
  return paid;
}

type OrderName = Pick<PaidOrder, 'order' | 'orderId'>;

/** When the state that an order is in ends, Unix seconds: a filled group counts from its last member. */
export async function deadlineOf({ market, groups }: World, { order, orderId }: OrderName): Promise<number> {
  const { state, deadline } = await market.progressOf(orderId);
  const filledAt = await groups.filledAt(order.group);
  const filled = orderStates[Number(state)] === 'pooling' && filledAt !== 0n;
  return Number(filled ? filledAt : deadline) + (filled ? order.shipWithinSeconds : 0);
}

/** Makes the next block's time lie this many seconds after the order's deadline. */
export async function afterDeadline(world: World, paid: OrderName, seconds: number): Promise<void> {
  await networkHelpers.time.setNextBlockTimestamp((await deadlineOf(world, paid)) + seconds);
}
