import { score1, type WeighedReview } from '../../protocol/score.ts';
import { defaultParameters } from '../deploy/defaults.ts';
import { type AttackReport, dollars, money } from './attack.ts';

const now = 1_800_000_000;
/** What one transaction of a wash trade costs, roughly. */
const gasUnits = dollars(0.02);

const sales = (count: number, priceUnits: bigint, stars: number): WeighedReview[] =>
  Array.from({ length: count }, () => ({
    feeMicros: (priceUnits * BigInt(defaultParameters.feeBps)) / 10_000n,
    halfStars: stars * 2,
    paidAt: now,
  }));

const honest = [...sales(28, dollars(20), 4), ...sales(12, dollars(20), 5)];
const bad = sales(8, dollars(20), 2);

const average = (reviews: readonly WeighedReview[]): number =>
  reviews.reduce((sum, review) => sum + review.halfStars / 2, 0) / reviews.length;
const weighed = (reviews: readonly WeighedReview[]): number => score1(reviews, now).milliStars / 1_000;

/** How many sales to itself lift the bad shop above the honest one. */
function washesNeeded(rule: (reviews: readonly WeighedReview[]) => number, priceUnits: bigint): number {
  const goal = rule(honest);
  let count = 0;
  while (rule([...bad, ...sales(count, priceUnits, 5)]) <= goal) count += 1;
  return count;
}

/** A shop with eight bad sales buys from itself until it stands above an honest shop with forty. */
export function washTrading(): AttackReport {
  const cases: [string, typeof average, number][] = [
    ['plain average of stars', average, 0.01],
    ['score@1, in pieces of $1', weighed, 1],
    ['score@1, in pieces of $20', weighed, 20],
    ['score@1, in one piece of $400 each', weighed, 400],
  ];
  const rows = cases.map(([rule, score, price]) => {
    const priceUnits = dollars(price);
    const count = washesNeeded(score, priceUnits);
    const fees = BigInt(count) * ((priceUnits * BigInt(defaultParameters.feeBps)) / 10_000n);
    return [
      rule,
      count.toLocaleString('en'),
      money(fees),
      money(fees + BigInt(count) * gasUnits),
      money(BigInt(count) * priceUnits),
    ];
  });
  return {
    name: 'wash-trading',
    columns: ['ranking by', 'fake sales', 'fees burned', 'cost with gas', 'money locked meanwhile'],
    rows,
  };
}
