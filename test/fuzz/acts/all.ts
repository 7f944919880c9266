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
const totalWeight = allActs.reduce((sum, { weight }) => sum + weight, 0);

/** One act, by weight. */
export function someAct(random: Random): Act {
  let left = (random.below(1_000_000) / 1_000_000) * totalWeight;
  for (const act of allActs) {
    left -= act.weight;
    if (left < 0) return act;
  }
  // Safety: the weights sum to the total.
  return allActs.at(-1) as Act;
}
