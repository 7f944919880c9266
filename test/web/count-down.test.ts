import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLeft } from '../../web/islands/count-down.ts';

test('the last day is counted down, and nothing else', () => {
  assert.equal(timeLeft(86_400), null);
  assert.equal(timeLeft(86_399), '23:59:59');
  assert.equal(timeLeft(11_265), '3:07:45');
  assert.equal(timeLeft(1), '0:00:01');
  assert.equal(timeLeft(0), null);
  assert.equal(timeLeft(-5), null);
});
