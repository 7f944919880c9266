import { score1, type WeighedReview } from '../../protocol/score.ts';
import { type AttackReport, dollars, money } from './attack.ts';

const now = 1_800_000_000;

const reviews = (count: number, priceUnits: bigint, stars: number): WeighedReview[] =>
  Array.from({ length: count }, () => ({ feeMicros: priceUnits / 100n, halfStars: stars * 2, paidAt: now }));

const target = [...reviews(28, dollars(20), 4), ...reviews(12, dollars(20), 5)];
const countAverage = (all: readonly WeighedReview[]): number =>
  all.reduce((sum, review) => sum + review.halfStars / 2, 0) / all.length;

/** A competitor buys from an honest shop with forty sales of $20 only to leave one star. */
export function reviewBombing(): AttackReport {
  const rows = [
    [0, 1],
    [40, 1],
    [40, 5],
    [40, 20],
    [200, 20],
  ].map(([count = 0, price = 0]) => {
    const bombs = reviews(count, dollars(price), 1);
    const paid = BigInt(count) * dollars(price);
    return [
      count === 0 ? 'none' : `${count} orders of $${price}`,
      countAverage([...target, ...bombs]).toFixed(2),
      (score1([...target, ...bombs], now).milliStars / 1_000).toFixed(2),
      money(paid),
      money(paid - paid / 100n),
    ];
  });
  return {
    name: 'review-bombing',
    columns: ['one-star orders', 'plain average', 'score@1', 'the bomber pays', 'the victim earns, less 1 % fee'],
    rows,
  };
}
