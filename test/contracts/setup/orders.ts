import type { ContractTransactionResponse } from 'ethers';
import { type Log, parseEventLogs } from 'viem';
import { marketAbi } from '../../../protocol/abi/market.ts';
import type { Order } from '../../../protocol/order.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import type { Payout } from '../../../protocol/split.ts';
import { buy, type PurchaseOptions } from './cart.ts';
import { networkHelpers, type Signer } from './chain.ts';
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

/** The states that a test can begin in. */
export type Stage = 'paid' | 'shipped' | 'disputed' | 'answered' | 'escalated' | 'completed';

/** What each stage adds to the one before. The buyer asks for 60 %, the shop offers 20 %. */
const steps: Record<Exclude<Stage, 'paid'>, (world: World, order: Order) => Promise<unknown>> = {
  shipped: ({ market, actors }, order) => market.as(actors.shop).ship(order, bytes32('parcel')),
  disputed: ({ market, actors }, order) => market.as(actors.buyer).dispute(order, 6_000, bytes32('photo')),
  answered: ({ market, actors }, order) => market.as(actors.shop).propose(order, 2_000, bytes32('answer')),
  escalated: ({ market, actors }, order) => market.as(actors.buyer).escalate(order),
  completed: ({ market, actors }, order) => market.as(actors.buyer).confirm(order),
};
const way: Record<Stage, (keyof typeof steps)[]> = {
  paid: [],
  shipped: ['shipped'],
  disputed: ['shipped', 'disputed'],
  answered: ['shipped', 'disputed', 'answered'],
  escalated: ['shipped', 'disputed', 'answered', 'escalated'],
  completed: ['shipped', 'completed'],
};

/** Pays an order and leads it to a stage. */
export async function orderAt(stage: Stage, world: World, options: PurchaseOptions = {}): Promise<PaidOrder> {
  const paid = await pay(world, options);
  for (const step of way[stage]) await steps[step](world, paid.order);
  return paid;
}

/** Makes the next block's time lie this many seconds after the order's deadline. */
export async function afterDeadline(world: World, orderId: Hex, seconds: number): Promise<void> {
  const { deadline } = await world.market.progressOf(orderId);
  await networkHelpers.time.setNextBlockTimestamp(Number(deadline) + seconds);
}
