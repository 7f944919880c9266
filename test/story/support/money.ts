import assert from 'node:assert/strict';
import type { OrderDetail, PayoutView } from '../../../protocol/api/order.ts';
import type { CreditView } from '../../../protocol/api/status.ts';
import { orderFromView } from '../../../protocol/order-view.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { type Closing, closeOrder, type Payout } from '../../../protocol/split.ts';
import { until } from '../../support/until.ts';
import { ask, type Stage } from './story.ts';

/** What somebody may take out of the vault, as a node tells it. */
export async function creditOf(stage: Stage, node: 1 | 2 | 3, { address }: { address: Address }): Promise<bigint> {
  const { items } = await ask<{ items: CreditView[] }>(stage, node, `/credits?owner=${address}`);
  return BigInt(items[0]?.creditUnits ?? 0);
}

/** What an answer of the API says, in units. */
export const unitsOf = (payout: PayoutView): Record<string, bigint> =>
  Object.fromEntries(Object.entries(payout).map(([name, units]) => [name, BigInt(units)]));

/**
 * Checks that a node tells of an order's end what the protocol says, to the unit.
 * @returns what everybody got
 */
export function assertPayout(
  { terms, outcome, payout }: OrderDetail,
  closing: Pick<Closing, 'refundBps' | 'costsUnits'>,
): Payout {
  assert.ok(payout, 'the order is closed');
  const expected = closeOrder({ order: orderFromView(terms), outcome, ...closing });
  assert.deepEqual(unitsOf(payout), { ...expected });
  return expected;
}

/** Waits until every node answers a question alike, and gives the answer. */
export async function alike<T>(stage: Stage, what: string): Promise<T> {
  const numbers = stage.market.nodes.map((_, index) => (index + 1) as 1 | 2 | 3);
  let answers: unknown[] = [];
  await until(`every node to answer ${what} alike`, async () => {
    answers = await Promise.all(numbers.map((number) => ask(stage, number, what)));
    return answers.every((answer) => JSON.stringify(answer) === JSON.stringify(answers[0]));
  }).catch(() => {
    for (const answer of answers) assert.deepEqual(answer, answers[0], what);
  });
  // Safety: callers look at the members that they name.
  return answers[0] as T;
}
