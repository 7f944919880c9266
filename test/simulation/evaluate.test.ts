import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../scripts/economics/random.ts';
import { ask } from '../../scripts/evaluate/asked.ts';
import { attackTable } from '../../scripts/evaluate/attacks/attack-table.ts';
import { learnBoosted } from '../../scripts/evaluate/boosting.ts';
import { learnLinear } from '../../scripts/evaluate/linear.ts';
import { auc, pearson, rmse } from '../../scripts/evaluate/metrics.ts';
import { type Rating, readRatings } from '../../scripts/evaluate/ratings.ts';

test('figures are those of their definitions', () => {
  assert.equal(rmse([1, 2, 3], [1, 2, 6]), Math.sqrt(3));
  assert.ok(Math.abs(pearson([1, 2, 3], [2, 4, 6]) - 1) < 1e-12);
  assert.equal(pearson([1, 2, 3], [5, 5, 5]), 0);
  assert.equal(auc([true, false, true, false], [4, 3, 2, 1]), 0.75);
  assert.equal(auc([true, false], [1, 1]), 0.5);
  assert.equal(readRatings('no/such/file.csv'), undefined);
});

test('learners find what is there, and the same each time', () => {
  const random = seededRandom(5);
  const rows = Array.from({ length: 3_000 }, () => [random(), random(), random()]);
  const line = learnLinear(
    rows,
    rows.map(([a = 0, b = 0]) => 3 * a - 2 * b + 1),
    0.001,
  );
  assert.ok(Math.abs(line.predict([0.5, 0.25, 0.9]) - 2) < 0.01);

  const targets = Float64Array.from(rows, ([a = 0, b = 0]) => (a > 0.5 && b > 0.5 ? 4 : 0));
  const columns = [0, 1, 2].map((index) => Float64Array.from(rows, (row) => row[index] ?? 0));
  const settings = { trees: 40, depth: 2, rate: 0.3, leastRows: 20, ridge: 1 };
  const [one, other] = [learnBoosted({ columns, targets }, settings), learnBoosted({ columns, targets }, settings)];
  assert.ok(Math.abs(one.predict([0.8, 0.8, 0.1]) - 4) < 0.2);
  assert.ok(Math.abs(one.predict([0.8, 0.2, 0.1])) < 0.2);
  assert.equal(one.predict([0.6, 0.7, 0.2]), other.predict([0.6, 0.7, 0.2]));
  assert.ok((one.gains[2] ?? 1) < 0.05);
});

test('nothing that comes later reaches a prediction', () => {
  const random = seededRandom(9);
  const ratings: Rating[] = Array.from({ length: 300 }, (_, index) => ({
    rater: Math.floor(random() * 40),
    ratee: 40 + Math.floor(random() * 30),
    value: random() < 0.8 ? 2 : -10,
    at: index * 3_600,
  }));
  const changed = ratings.map((rating, index) => (index > 250 ? { ...rating, value: -rating.value } : rating));
  for (const refreshEvery of ['never', 20] as const) {
    const asked = (all: Rating[]) =>
      ask(all.slice(0, 150), all.slice(150, 252), { refreshEvery, withBaselines: true }).map(
        ({ features, scores }) => ({ features, scores }),
      );
    assert.deepEqual(asked(changed), asked(ratings));
  }
});

test('fees make a score dear, and a circle cannot be bought by strangers', () => {
  const { costs, freshStarts } = attackTable(2, 64);
  const cost = (attack: string, rule: string) => costs.find((each) => each.attack === attack && each.rule === rule)!;
  const cheap = 'self-purchases of $0.01';
  assert.ok(cost(cheap, 'plain average').dollars < 0.5);
  assert.equal(cost(cheap, 'score@1').times, null);
  for (const attack of [cheap, 'self-purchases of $20', 'fresh buyers, $1 each', 'fresh buyers, $20 each'])
    for (const rule of ['circle of the viewer', 'expected by the viewer']) assert.equal(cost(attack, rule).times, null);
  assert.equal(freshStarts.find(({ rule }) => rule === 'score@1')?.after, 3.5);
});
