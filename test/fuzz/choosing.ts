import { filledAtOf } from '../../protocol/model/orders.ts';
import { finalStates, type Order, type OrderState } from '../../protocol/order.ts';
import { reachedProgress } from '../../protocol/order-model.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { Random } from '../contracts/setup/random.ts';
import { type ActorName, everyone, nameOf } from './actors.ts';
import type { Choosing, Run, TokenName } from './run.ts';
import type { TimeRef } from './steps.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

export interface KnownOrder {
  ref: string;
  id: Hex;
  order: Order;
  state: OrderState;
  deadline: number;
}

/** The order that a name stands for, with where it stands. */
export function orderAt(run: Run, ref: string): KnownOrder | undefined {
  const id = run.orderIds.get(ref);
  const order = id === undefined ? undefined : run.tables.orders.get(id);
  const stored = id === undefined ? undefined : run.tables.progress.get(id);
  if (id === undefined || order === undefined || stored === undefined) return undefined;
  const { state, deadline } = reachedProgress(order, stored, filledAtOf(run, order));
  return { ref, id, order, state, deadline };
}

/** An order in one of these states mostly, sometimes any; the newest ones more often. */
export function someOrder(
  { run, random }: Choosing,
  states: readonly OrderState[],
  fits: (known: KnownOrder) => boolean = () => true,
): KnownOrder | undefined {
  const known = [...run.orderIds.keys()].flatMap((ref) => orderAt(run, ref) ?? []);
  const late = random.below(12) === 0;
  const wild = 15;
  const inTime = ({ state, deadline }: KnownOrder) => finalStates.has(state) || deadline >= run.latest.timestamp;
  const fitting = known.filter((each) => states.includes(each.state) && fits(each) && (late || inTime(each)));
  const anyOne = random.below(wild * (fitting.length === 0 ? 4 : 1)) === 0;
  const from = anyOne ? known : fitting;
  if (from.length === 0) return undefined;
  const recent = from.slice(-12);
  return random.pick(random.below(4) === 0 ? from : recent);
}

/** The rightful caller mostly, sometimes anyone. */
export const caller = (random: Random, rightful: string): ActorName =>
  random.below(15) === 0 ? random.pick(everyone) : (nameOf(rightful) ?? random.pick(everyone));

/** Soon mostly, sometimes after a jump. */
export const anyTime = (random: Random): TimeRef => ({
  wait: random.below(30) > 0 ? 1 + random.below(200) : random.pick([HOUR, 3 * HOUR, 3 * HOUR, DAY, 3 * DAY]),
});

/** Around an order's deadline sometimes, or soon. */
export function aroundDeadline(random: Random, ref: string): TimeRef {
  if (random.below(12) > 0) return anyTime(random);
  return { of: 'order', ref, offset: random.pick([-1, 0, 0, 1]) };
}

export const someToken = (random: Random): TokenName => (random.below(3) === 0 ? 'blocking' : 'dollar');

export const bpsOf = (random: Random): number =>
  random.pick([0, 1, 500, 1_000, 2_500, 3_333, 4_999, 5_000, 6_000, 9_999, 10_000, 10_001]);

/** A 32-byte value that stands for a document. */
export const digestOf = (random: Random): Hex => `0x${(1 + random.below(1e9)).toString(16).padStart(64, '0')}`;
