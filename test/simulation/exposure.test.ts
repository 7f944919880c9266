import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulateExposure } from '../../scripts/simulate/exposure.ts';

const play = (ranking: Parameters<typeof simulateExposure>[0]['ranking'], flood = 0) =>
  simulateExposure({ ranking, seed: 3, days: 90, visitsADay: 30, flood });

test('good newcomers rise, and bad ones do not, unlike with best sellers first', () => {
  const [sellers, fair] = [play('best sellers first'), play('fair exposure')];
  assert.ok(fair.reachedFairShare >= 0.9, `${fair.reachedFairShare} of good newcomers`);
  assert.ok(fair.reachedFairShare > sellers.reachedFairShare);
  assert.ok(fair.daysToFairShare < sellers.daysToFairShare / 2, `${fair.daysToFairShare} days`);
  assert.ok(fair.satisfaction > sellers.satisfaction);
  assert.ok(fair.badShare < 0.06, `${fair.badShare} of sales to bad shops`);
  assert.deepEqual(play('fair exposure'), fair);
});

test('a flood of shops behind one deposit gets a small part of sales', () => {
  const flooded = play('fair exposure', 50);
  assert.ok(flooded.floodShare < 0.06, `${flooded.floodShare} of sales`);
  assert.ok(flooded.satisfaction > play('best sellers first', 50).satisfaction);
});
