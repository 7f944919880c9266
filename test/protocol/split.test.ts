import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type OrderOutcome, orderOutcomes } from '../../protocol/order.ts';
import { zeroAddress } from '../../protocol/primitives.ts';
import {
  closeOrder,
  coverageOf,
  feePaid,
  partOf,
  type Split,
  sellerFailed,
  splitPayment,
} from '../../protocol/split.ts';
import { order, plainOrder } from './samples.ts';

const bps = fc.integer({ min: 0, max: 10_000 });
const units = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
const sumOf = ({ buyerUnits, sellerUnits, promoterUnits, parentUnits, hostUnits, ...more }: Split) =>
  buyerUnits +
  sellerUnits +
  promoterUnits +
  parentUnits +
  hostUnits +
  more.leaderUnits +
  more.pickupUnits +
  more.feeUnits;

/** Shares as offers may sign them: all together at most 30 %, fee at most 5 %. */
const terms = fc.record({
  totalUnits: units,
  refundBps: bps,
  feeBps: fc.integer({ min: 0, max: 500 }),
  commissionBps: fc.integer({ min: 0, max: 1_500 }),
  parentBps: bps,
  hostBps: fc.integer({ min: 0, max: 500 }),
  leaderBps: fc.integer({ min: 0, max: 500 }),
  pickupBps: fc.integer({ min: 0, max: 500 }),
  hasPromoter: fc.boolean(),
  hasParent: fc.boolean(),
  hasHost: fc.boolean(),
  hasLeader: fc.boolean(),
  hasPickup: fc.boolean(),
});

test('I2: the parts of every split sum to the total exactly', () => {
  fc.assert(
    fc.property(terms, (each) => assert.equal(sumOf(splitPayment(each)), each.totalUnits)),
    { numRuns: 1_000 },
  );
});

test('I6: no share is above what was signed, and absent payees get nothing', () => {
  fc.assert(
    fc.property(terms, (each) => {
      const split = splitPayment(each);
      const kept = each.totalUnits - split.buyerUnits;
      assert.ok((split.promoterUnits + split.parentUnits) * 10_000n <= kept * BigInt(each.commissionBps));
      assert.ok(split.hostUnits * 10_000n <= kept * BigInt(each.hostBps));
      assert.ok(split.leaderUnits * 10_000n <= kept * BigInt(each.leaderBps));
      assert.ok(split.pickupUnits * 10_000n <= kept * BigInt(each.pickupBps));
      assert.ok(split.feeUnits * 10_000n <= kept * BigInt(each.feeBps));
      assert.ok(Object.values(split).every((part) => part >= 0n));
      if (!each.hasPromoter) assert.equal(split.promoterUnits + split.parentUnits, 0n);
      if (!each.hasParent) assert.equal(split.parentUnits, 0n);
      if (!each.hasHost) assert.equal(split.hostUnits, 0n);
      if (!each.hasLeader) assert.equal(split.leaderUnits, 0n);
      if (!each.hasPickup) assert.equal(split.pickupUnits, 0n);
    }),
    { numRuns: 1_000 },
  );
});

test('a completed order pays everyone, with the dust for the seller', () => {
  assert.deepEqual(closeOrder({ order: order(), outcome: 'confirmed', refundBps: 0 }), {
    buyerUnits: 0n,
    feeUnits: 339_000n,
    promoterUnits: 1_356_000n,
    parentUnits: 339_000n,
    hostUnits: 339_000n,
    leaderUnits: 678_000n,
    pickupUnits: 169_500n,
    sellerUnits: 30_679_501n,
    penaltyUnits: 0n,
    coverageFeeUnits: 0n,
    costsUnits: 0n,
  });
});

test('an order without promoter and host pays neither', () => {
  const payout = closeOrder({ order: plainOrder(), outcome: 'inspection_over', refundBps: 0 });
  assert.equal(payout.sellerUnits, 33_900_001n - 339_000n);
  assert.equal(payout.promoterUnits + payout.parentUnits + payout.hostUnits, 0n);
  const noParent = closeOrder({ order: order({ parent: zeroAddress }), outcome: 'confirmed', refundBps: 0 });
  assert.equal(noParent.promoterUnits, 1_695_000n);
});

test('an order that was not shipped gives the price and a penalty to the buyer, and the lost fee to the protocol', () => {
  const payout = closeOrder({ order: order(), outcome: 'not_shipped', refundBps: 10_000 });
  assert.deepEqual(
    [payout.buyerUnits, payout.sellerUnits, payout.feeUnits, payout.penaltyUnits, payout.coverageFeeUnits],
    [33_900_001n, 0n, 0n, 678_000n, 339_000n],
  );
  assert.equal(feePaid(payout), 339_000n);
});

test('fee and penalty reach no further than the coverage', () => {
  const small = order({ coverageUnits: 100n });
  const notShipped = closeOrder({ order: small, outcome: 'not_shipped', refundBps: 10_000 });
  assert.deepEqual([notShipped.penaltyUnits, notShipped.coverageFeeUnits], [10n, 90n]);
  assert.equal(closeOrder({ order: small, outcome: 'seller_silent', refundBps: 10_000 }).coverageFeeUnits, 100n);
});

test('a ruling takes the fee of the refund from the coverage from half the price on', () => {
  const rule = (refundBps: number) => closeOrder({ order: order(), outcome: 'arbitrated', refundBps });
  assert.equal(rule(4_999).coverageFeeUnits, 0n);
  assert.equal(rule(5_000).coverageFeeUnits, partOf(16_950_000n, 100));
  assert.equal(feePaid(rule(5_000)), 169_500n + 169_500n);
});

test('a winning buyer is paid back what the coverage still holds', () => {
  const rule = (coverageUnits: bigint, costsUnits: bigint) =>
    closeOrder({ order: order({ coverageUnits }), outcome: 'arbitrated', refundBps: 10_000, costsUnits });
  assert.equal(rule(6_780_001n, 1_000_000n).costsUnits, 1_000_000n);
  assert.deepEqual(
    [rule(400_000n, 1_000_000n).coverageFeeUnits, rule(400_000n, 1_000_000n).costsUnits],
    [339_000n, 61_000n],
  );
  assert.equal(feePaid(rule(6_780_001n, 1_000_000n)), 339_000n);
});

test('only failures of the seller touch the deposit', () => {
  const failed = orderOutcomes.filter((outcome) => sellerFailed(outcome, 10_000));
  assert.deepEqual(failed, ['not_shipped', 'seller_silent', 'arbitrated']);
  const refund = fc.integer({ min: 0, max: 10_000 });
  const outcome = fc.constantFrom<OrderOutcome>(...orderOutcomes);
  fc.assert(
    fc.property(units, units, refund, outcome, (totalUnits, coverageUnits, refundBps, each) => {
      const payout = closeOrder({ order: order({ totalUnits, coverageUnits }), outcome: each, refundBps });
      assert.equal(sumOf(payout), totalUnits);
      assert.ok(payout.penaltyUnits + payout.coverageFeeUnits <= coverageUnits);
      if (!sellerFailed(each, refundBps)) assert.equal(payout.penaltyUnits + payout.coverageFeeUnits, 0n);
    }),
  );
});

test('coverage is rounded up', () => {
  assert.equal(coverageOf(33_900_001n, 2_000), 6_780_001n);
  assert.equal(coverageOf(1n, 1), 1n);
  assert.equal(coverageOf(0n, 10_000), 0n);
});
