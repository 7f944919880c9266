import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHeadScores, headScores } from '../../../node/p2p/head-scores.ts';

const least = { listings: 1_000, bytes: 1 };

test('good heads gain by deposit and within a bound, bad ones lose more, and both fade', () => {
  let now = 1_000;
  const scores = createHeadScores(() => now);
  scores.accepted('small', least);
  scores.accepted('large', { listings: 100_000, bytes: 1 });
  assert.deepEqual([scores.of('small'), scores.of('large'), scores.of('nobody')], [1, 3, 0]);
  for (let count = 0; count < 1_000; count++) scores.accepted('large', least);
  assert.equal(scores.of('large'), headScores.mostGained);
  for (let count = 0; count < 5; count++) scores.invalid('large');
  assert.ok(scores.of('large') < 0);
  for (let count = 0; count < 100_000; count++) scores.ignored('flood');
  assert.equal(scores.of('flood'), headScores.mostLost);
  now += headScores.halfLifeSeconds;
  assert.equal(scores.of('flood'), headScores.mostLost / 2);
});

test('only so many peers are remembered', () => {
  const scores = createHeadScores(() => 0);
  scores.invalid('first');
  for (let count = 1; count < headScores.peers; count++) scores.invalid(`${count}`);
  assert.equal(scores.of('first'), headScores.invalid);
  scores.invalid('one more');
  assert.equal(scores.of('first'), 0);
});
