import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { VouchError } from '../../protocol/errors.ts';
import { agedMicros, growthOf, score1, scoreDay, scoreOf, sumsOf, type WeighedReview } from '../../protocol/score.ts';

const NOW = 1_800_000_000;
const YEAR = 365 * 86_400;

/** Sales of a shop at 1 % fee, all new and all with the same stars. */
const sales = (count: number, dollars: number, stars: number): WeighedReview[] =>
  Array.from({ length: count }, () => ({
    feeMicros: BigInt(Math.round(dollars * 10_000)),
    halfStars: stars * 2,
    paidAt: NOW,
  }));
const stars = (reviews: WeighedReview[]) => score1(reviews, NOW).milliStars / 1_000;
const within = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) <= expected / 100, `${found} is not within 1 % of ${expected}`);

/** 40 sales of 20 dollars with 4.3 stars on average. */
const honestShop = [...sales(28, 20, 4), ...sales(12, 20, 5)];
/** 8 sales of 20 dollars with 2 stars. */
const badShop = sales(8, 20, 2);

const reviews = fc.array(
  fc.record({
    feeMicros: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    halfStars: fc.integer({ min: 2, max: 10 }),
    paidAt: fc.integer({ min: NOW - 20 * YEAR, max: NOW }),
  }),
);

test('a shop without reviews or fees has the neutral prior', () => {
  assert.deepEqual(score1([], NOW), { milliStars: 3_500 });
  assert.deepEqual(score1(sales(9, 0, 5), NOW), { milliStars: 3_500 });
});

test('the prior weighs as much as ten sales of 20 dollars', () => {
  assert.equal(stars(sales(10, 20, 5)), (5 + 3.5) / 2);
});

test('one wash trade of 400 dollars and 400 of one dollar give the same score', () => {
  const scores = [1, 2, 4, 20, 100, 400].map((pieces) => stars([...badShop, ...sales(pieces, 400 / pieces, 5)]));
  assert.equal(new Set(scores).size, 1);
  within(scores[0]!, 3.97);
});

test('bombing an honest shop with 40 one-dollar orders moves its score from 4.14 to 4.02', () => {
  within(stars(honestShop), 4.14);
  within(stars([...honestShop, ...sales(40, 1, 1)]), 4.02);
});

test('overtaking an honest shop costs fees of the order that the honest shop paid, in whatever pieces', () => {
  const goal = stars(honestShop);
  const cost = (dollars: number) => {
    let count = 0;
    while (stars([...badShop, ...sales(count, dollars, 5)]) <= goal) count++;
    return count * dollars * 0.01;
  };
  const costs = [1, 20].map(cost);
  for (const each of costs) assert.ok(each > 5.4 && each < 5.7, `${each} dollars`);
});

test('a split of one review into parts with the same fee in total changes nothing', () => {
  fc.assert(
    fc.property(
      reviews,
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1 }),
      fc.integer({ min: 2, max: 10 }),
      fc.integer({ min: NOW - 9 * YEAR, max: NOW }),
      (others, parts, halfStars, paidAt) => {
        const whole = { feeMicros: parts.reduce((sum, part) => sum + part, 0n), halfStars, paidAt };
        const split = parts.map((feeMicros) => ({ feeMicros, halfStars, paidAt }));
        assert.deepEqual(score1([...others, ...split], NOW), score1([...others, whole], NOW));
      },
    ),
  );
});

test('the order of the reviews does not matter and the score stays within the stars', () => {
  fc.assert(
    fc.property(reviews, (list) => {
      const { milliStars } = score1(list, NOW);
      assert.equal(score1([...list].reverse(), NOW).milliStars, milliStars);
      assert.ok(Number.isInteger(milliStars) && milliStars >= 1_000 && milliStars <= 5_000);
    }),
  );
});

test('a fee of a year ago weighs half, in a straight line between the days on which it doubles', () => {
  const day = scoreDay(NOW);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 900 }), (paid, more) => {
      assert.equal(growthOf(paid + 365), 2n * growthOf(paid));
      assert.ok(growthOf(paid + more) >= growthOf(paid));
    }),
  );
  assert.deepEqual(
    [0, 1, 364, 365, 366, 730].map((each) => growthOf(each)),
    [365n, 366n, 729n, 730n, 732n, 1_460n],
  );
  assert.equal(agedMicros(1_000_000n * growthOf(day - 730), day), 250_000n);
  assert.equal(agedMicros(1_000_000n * growthOf(day), day), 1_000_000n);
  // Times that no chain reaches stay within bounds.
  assert.equal(growthOf(Number.MAX_SAFE_INTEGER), growthOf(91_250));
  assert.equal(growthOf(-5), growthOf(0));
});

test('sums of two sets of reviews add up, and age without being touched', () => {
  fc.assert(
    fc.property(reviews, reviews, fc.integer({ min: 0, max: 20 * YEAR }), (some, others, later) => {
      const sums = { weight: 0n, weighted: 0n };
      for (const review of [...some, ...others]) {
        const own = sumsOf(review);
        sums.weight += own.weight;
        sums.weighted += own.weighted;
      }
      const at = NOW + later;
      assert.equal(scoreOf(sums, scoreDay(at)), score1([...others, ...some], at).milliStars);
    }),
  );
});

test('a score leans back to the prior while nobody buys', () => {
  const reviewed = sales(100, 20, 5);
  const after = (years: number) => score1(reviewed, NOW + years * YEAR).milliStars;
  assert.ok(after(0) > after(1) && after(1) > after(5) && after(5) > after(15));
  assert.equal(after(0), Math.round((20_000 * 5 + 2_000 * 3.5) / 22));
  assert.equal(after(1), Math.round((10_000 * 5 + 2_000 * 3.5) / 12));
  assert.equal(after(40), 3_500);
});

test('an old review weighs less than a new one', () => {
  const old = { ...sales(1, 200, 1)[0]!, paidAt: NOW - 3 * YEAR };
  assert.ok(stars([...honestShop, old]) > stars([...honestShop, ...sales(1, 200, 1)]));
});

test('an amendment counts with half the weight: 5 stars amended to 1 are 3', () => {
  const amended = [{ feeMicros: 10n ** 15n, halfStars: 5 + 1, paidAt: NOW }];
  assert.equal(score1(amended, NOW).milliStars, 3_000);
});

test('reviews that cannot come from the chain are refused', () => {
  const bad = [{ halfStars: 1 }, { halfStars: 11 }, { halfStars: 4.5 }, { feeMicros: -1n }];
  for (const change of bad) {
    const faulty = { feeMicros: 1n, halfStars: 10, paidAt: NOW, ...change };
    assert.throws(
      () => score1([faulty], NOW),
      (error) =>
        error instanceof VouchError &&
        error.code === 'score.review_invalid' &&
        error.details.field === Object.keys(change)[0],
    );
  }
});
