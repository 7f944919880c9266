import type { Random } from '../../contracts/setup/random.ts';
import type { Act } from '../run.ts';
import { afterSaleActs } from './after-sale.ts';
import { buyingActs } from './buying.ts';
import { courtActs } from './court.ts';
import { moneyActs } from './money.ts';
import { orderActs } from './orders.ts';
import { registerActs } from './registers.ts';

/** Everything that anybody can do. */
export const allActs: readonly Act[] = [
  ...buyingActs,
  ...orderActs,
  ...courtActs,
  ...moneyActs,
  ...afterSaleActs,
  ...registerActs,
];

export const actNamed: ReadonlyMap<string, Act> = new Map(allActs.map((act) => [act.name, act]));
/** What a sequence does most: everything alike, or cases before the court, which need many steps of their own. */
export type Focus = 'everything' | 'court';
const COURT_TIMES = 5;

const weighted = (focus: Focus): (readonly [Act, number])[] =>
  allActs.map((act) => [act, act.weight * (focus === 'court' && courtActs.includes(act) ? COURT_TIMES : 1)] as const);
const tables = { everything: weighted('everything'), court: weighted('court') };

/** One act, by weight. */
export function someAct(random: Random, focus: Focus): Act {
  const table = tables[focus];
  const total = table.reduce((sum, [, weight]) => sum + weight, 0);
  let left = (random.below(1_000_000) / 1_000_000) * total;
  for (const [act, weight] of table) {
    left -= weight;
    if (left < 0) return act;
  }
  // Safety: the weights sum to the total.
  return allActs.at(-1) as Act;
}
