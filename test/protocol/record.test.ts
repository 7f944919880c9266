import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  countOrder,
  isNewShop,
  lockableUnits,
  nextTier,
  requiredStakeUnits,
  type ShopRecord,
  tierUnits,
} from '../../protocol/record.ts';

const record = (changes: Partial<ShopRecord> = {}): ShopRecord => ({
  stakedUnits: 1_000n,
  closedUnits: 0n,
  failedUnits: 0n,
  ...changes,
});
const units = fc.bigInt({ min: 0n, max: (1n << 80n) - 1n });
const stakes = fc.bigInt({ min: 0n, max: (1n << 96n) - 1n });
const orders = fc.record({ soldUnits: units, failedUnits: fc.oneof(fc.constant(0n), units) });

test('good sales count and never suspend', () => {
  const counted = countOrder(record(), { soldUnits: 300n, failedUnits: 0n });
  assert.deepEqual(counted, { record: record({ closedUnits: 300n }), suspends: false });
  const bad = record({ closedUnits: 5_000n, failedUnits: 5_000n });
  assert.equal(countOrder(bad, { soldUnits: 1n, failedUnits: 0n }).suspends, false);
});

test('more than a fifth of failed value suspends, with a stake of good sales presumed', () => {
  const fail = (failedUnits: bigint) => countOrder(record(), { soldUnits: 0n, failedUnits });
  assert.equal(fail(250n).suspends, false);
  assert.equal(fail(251n).suspends, true);
  assert.deepEqual(fail(251n).record, record({ closedUnits: 251n, failedUnits: 251n }));
});

test('the window slides by value: old orders fade in proportion', () => {
  const full = record({ closedUnits: 20_000n, failedUnits: 4_000n });
  const next = countOrder(full, { soldUnits: 5_000n, failedUnits: 0n });
  assert.deepEqual(next.record, record({ closedUnits: 20_000n, failedUnits: 3_200n }));
  const emptied = countOrder(record({ stakedUnits: 0n }), { soldUnits: 5n, failedUnits: 5n });
  assert.deepEqual(emptied.record, record({ stakedUnits: 0n }));
});

test('whatever happens, both sums fit 80 bits and the failed part is a part', () => {
  fc.assert(
    fc.property(stakes, fc.array(orders, { maxLength: 12 }), (stakedUnits, list) => {
      let current = record({ stakedUnits });
      for (const each of list) current = countOrder(current, each).record;
      assert.ok(current.closedUnits < 1n << 80n);
      assert.ok(current.failedUnits <= current.closedUnits);
      assert.ok(lockableUnits(current) <= stakedUnits);
      assert.equal(isNewShop(current), current.closedUnits - current.failedUnits < stakedUnits / 4n);
    }),
    { numRuns: 200 },
  );
});

test('a new shop may lock a quarter, and one unit more for every unit sold well', () => {
  assert.equal(lockableUnits(record()), 250n);
  assert.equal(lockableUnits(record({ closedUnits: 100n, failedUnits: 40n })), 310n);
  assert.equal(lockableUnits(record({ closedUnits: 2_000n })), 1_000n);
  assert.deepEqual([isNewShop(record({ closedUnits: 249n })), isNewShop(record({ closedUnits: 250n }))], [true, false]);
});

test('tiers double, and a suspended shop must reach the first one above its stake', () => {
  assert.deepEqual(
    [0, 1, 5].map((tier) => tierUnits(tier, 100n)),
    [100n, 200n, 3_200n],
  );
  assert.deepEqual(
    [0n, 99n, 100n, 199n, 200n].map((staked) => nextTier(staked, 100n)),
    [0, 0, 1, 1, 2],
  );
  assert.deepEqual([tierUnits(3, 0n), nextTier(5n, 0n)], [8n, 3]);
  assert.deepEqual(
    [requiredStakeUnits(0, 100n), requiredStakeUnits(1, 100n), requiredStakeUnits(3, 100n)],
    [0n, 100n, 400n],
  );
});
