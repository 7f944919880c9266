import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { finalStates, type OrderState, orderStates } from '../../protocol/order.ts';
import { actionsFor, type CaseSituation, type OrderAction, type OrderRole } from '../../protocol/order-actions.ts';
import {
  type OrderEvent,
  type OrderProgress,
  paidProgress,
  poolingProgress,
  stepOrder,
} from '../../protocol/order-model.ts';
import { order } from './samples.ts';

const PAID = 1_800_000_000;
const terms = order();
const { answerWithinSeconds, escalateWithinSeconds, ruleWithinSeconds } = terms.parameters;

type Move = [by: OrderRole, event: OrderEvent, now?: number];
const ship: Move = ['seller', { type: 'ship' }];
const dispute = (refundBps: number): Move => ['buyer', { type: 'dispute', refundBps }];
const propose = (by: OrderRole, refundBps: number, now?: number): Move => [by, { type: 'propose', refundBps }, now];
const escalate: Move = ['buyer', { type: 'escalate' }];
const rule = (refundBps: number): Move => ['arbitrator', { type: 'rule', refundBps, costsUnits: 0n }];
const refuse: Move = ['arbitrator', { type: 'refuse' }];
const handOver = (by: OrderRole, secretFits = true, now?: number): Move => [by, { type: 'hand_over', secretFits }, now];
const poke: Move = ['other', { type: 'poke' }];

/** Plays moves, each at the named time or as soon as possible; `poke` waits for the deadline by itself. */
function play(...moves: Move[]): { progress: OrderProgress; refusal: string | undefined } {
  let progress = paidProgress(terms, PAID);
  let clock = PAID;
  for (const [by, event, at] of moves) {
    clock = at ?? (event.type === 'poke' ? Math.max(clock, progress.deadline + 1) : clock);
    const result = stepOrder({ order: terms, progress, event, by, now: clock });
    if (!result.ok) return { progress, refusal: result.error.code };
    progress = result.value;
  }
  return { progress, refusal: undefined };
}
const endOf = (...moves: Move[]) => {
  const { progress, refusal } = play(...moves);
  assert.equal(refusal, undefined);
  return [progress.state, progress.outcome, progress.payout?.buyerUnits ?? null];
};
const refusalOf = (...moves: Move[]) => play(...moves).refusal;
const total = terms.totalUnits;

test('every way to an end', () => {
  assert.deepEqual(endOf(ship, ['buyer', { type: 'confirm' }]), ['completed', 'confirmed', 0n]);
  assert.deepEqual(endOf(ship, poke), ['completed', 'inspection_over', 0n]);
  assert.deepEqual(endOf(['seller', { type: 'cancel' }]), ['refunded', 'cancelled_by_seller', total]);
  assert.deepEqual(endOf(ship, ['seller', { type: 'cancel' }]), ['refunded', 'cancelled_by_seller', total]);
  assert.deepEqual(endOf(poke), ['refunded', 'not_shipped', total]);
  assert.deepEqual(endOf(ship, dispute(10_000), poke), ['ruled', 'seller_silent', total]);
  assert.deepEqual(endOf(ship, dispute(6_000), propose('seller', 3_000), poke), [
    'settled',
    'not_escalated',
    (total * 3n) / 10n,
  ]);
  assert.deepEqual(endOf(ship, dispute(6_000), propose('seller', 3_000), escalate, poke), [
    'ruled',
    'arbitrator_silent',
    total,
  ]);
  assert.deepEqual(endOf(ship, dispute(6_000), propose('seller', 3_000), escalate, rule(0)), [
    'ruled',
    'arbitrated',
    0n,
  ]);
});

test('a hand-over completes a paid or shipped order, also late, with the right secret', () => {
  const late = PAID + terms.shipWithinSeconds + 100;
  for (const by of ['seller', 'pickup'] as const) {
    assert.deepEqual(endOf(handOver(by)), ['completed', 'handed_over', 0n]);
    assert.deepEqual(endOf(handOver(by, true, late)), ['completed', 'handed_over', 0n]);
    assert.deepEqual(endOf(ship, handOver(by)), ['completed', 'handed_over', 0n]);
    assert.equal(refusalOf(handOver(by, false)), 'handover.secret_wrong');
    assert.equal(refusalOf(ship, dispute(1), handOver(by)), 'order.state_wrong');
  }
  assert.equal(refusalOf(handOver('buyer')), 'order.caller_wrong');
});

test('an arbitrator may refuse at any time, and a winning buyer gets the costs back', () => {
  const escalated = [ship, dispute(6_000), propose('seller', 3_000), escalate];
  const late: Move = ['arbitrator', { type: 'refuse' }, PAID + ruleWithinSeconds + 1];
  assert.deepEqual(endOf(...escalated, refuse), ['ruled', 'arbitrator_refused', total]);
  assert.deepEqual(endOf(...escalated, late), ['ruled', 'arbitrator_refused', total]);
  const { progress } = play(...escalated, ['arbitrator', { type: 'rule', refundBps: 6_000, costsUnits: 5_000n }]);
  assert.equal(progress.payout?.costsUnits, 5_000n);
});

test('an order in a group waits for it, is paid from the second in which it is full, or refunded', () => {
  const deadline = PAID + 3_600;
  const progress = poolingProgress(terms, deadline);
  const step = (event: OrderEvent, by: OrderRole, now: number, filledAt = 0) =>
    stepOrder({ order: terms, progress, event, by, now, filledAt });
  const refused = step({ type: 'ship' }, 'seller', PAID);
  assert.ok(!refused.ok);
  assert.equal(refused.error.code, 'order.state_wrong');
  const expired = step({ type: 'poke' }, 'other', deadline + 1);
  assert.ok(expired.ok);
  assert.deepEqual([expired.value.state, expired.value.outcome], ['refunded', 'group_expired']);
  const filledAt = PAID + 1_000;
  const shipped = step({ type: 'ship' }, 'seller', filledAt + terms.shipWithinSeconds, filledAt);
  assert.ok(shipped.ok);
  assert.equal(shipped.value.state, 'shipped');
  assert.ok(!step({ type: 'poke' }, 'other', deadline + 1, filledAt).ok);
});

test('only a court escalates what it hears', () => {
  const { progress } = play(ship, dispute(6_000), propose('seller', 0));
  const escalateBy = (by: OrderRole) =>
    stepOrder({ order: terms, progress, event: { type: 'escalate' }, by, now: PAID, byCourt: true }).ok;
  assert.deepEqual([escalateBy('buyer'), escalateBy('seller'), escalateBy('arbitrator')], [false, false, true]);
});

test('proposals that meet settle at what the other side proposed', () => {
  const settled = (...moves: Move[]) => endOf(ship, dispute(6_000), ...moves);
  assert.deepEqual(settled(propose('seller', 8_000)), ['settled', 'agreed', (total * 6n) / 10n]);
  assert.deepEqual(settled(propose('seller', 3_000), propose('buyer', 2_000)), [
    'settled',
    'agreed',
    (total * 3n) / 10n,
  ]);
  assert.deepEqual(settled(propose('seller', 0), escalate, propose('seller', 6_000)), [
    'settled',
    'agreed',
    (total * 6n) / 10n,
  ]);
});

test('proposals only move towards the other side', () => {
  const refused = (...moves: Move[]) => refusalOf(ship, dispute(6_000), ...moves);
  assert.equal(refused(propose('buyer', 6_001)), 'refund.bps_invalid');
  assert.equal(refused(propose('buyer', 0)), 'refund.bps_invalid');
  assert.equal(refused(propose('seller', 10_001)), 'refund.bps_invalid');
  assert.equal(refused(propose('seller', 3_000), propose('seller', 2_999)), 'refund.bps_invalid');
  assert.equal(refused(propose('buyer', 5_000), propose('seller', 3_000), propose('seller', 3_000)), undefined);
});

test('the first offer is the answer and opens the window for escalation', () => {
  const { progress } = play(ship, dispute(6_000), propose('seller', 0, PAID + 100));
  assert.deepEqual([progress.answered, progress.deadline], [true, PAID + 100 + escalateWithinSeconds]);
  const { progress: later } = play(
    ship,
    dispute(6_000),
    propose('seller', 0, PAID + 100),
    propose('seller', 1, PAID + 200),
  );
  assert.equal(later.deadline, PAID + 100 + escalateWithinSeconds);
  assert.equal(refusalOf(ship, dispute(6_000), escalate), 'order.state_wrong');
});

test('each deadline is inclusive, and only afterwards anyone may poke', () => {
  const before: [moves: Move[], windowSeconds: number, last: (now: number) => Move][] = [
    [[], terms.shipWithinSeconds, (now) => ['seller', { type: 'ship' }, now]],
    [[], terms.shipWithinSeconds, (now) => ['seller', { type: 'cancel' }, now]],
    [[ship], terms.inspectWithinSeconds, (now) => ['buyer', { type: 'dispute', refundBps: 1 }, now]],
    [[ship, dispute(5_000)], answerWithinSeconds, (now) => propose('seller', 1, now)],
    [
      [ship, dispute(5_000), propose('seller', 1)],
      escalateWithinSeconds,
      (now) => ['seller', { type: 'escalate' }, now],
    ],
    [
      [ship, dispute(5_000), propose('seller', 1), escalate],
      ruleWithinSeconds,
      (now) => ['arbitrator', { type: 'rule', refundBps: 1, costsUnits: 0n }, now],
    ],
  ];
  for (const [moves, windowSeconds, last] of before) {
    const deadline = PAID + windowSeconds;
    assert.equal(play(...moves).progress.deadline, deadline);
    assert.equal(refusalOf(...moves, last(deadline)), undefined);
    assert.equal(refusalOf(...moves, last(deadline + 1)), 'order.deadline_passed');
    assert.equal(refusalOf(...moves, ['other', { type: 'poke' }, deadline]), 'order.deadline_ahead');
    assert.equal(refusalOf(...moves, ['other', { type: 'poke' }, deadline + 1]), undefined);
  }
});

test('refunds outside of 0 to 100 % are refused', () => {
  assert.equal(refusalOf(ship, dispute(0)), 'refund.bps_invalid');
  assert.equal(refusalOf(ship, dispute(10_001)), 'refund.bps_invalid');
  const escalated = [ship, dispute(1), propose('seller', 0), escalate];
  assert.equal(refusalOf(...escalated, rule(10_001)), 'refund.bps_invalid');
  assert.equal(refusalOf(...escalated, rule(-1)), 'refund.bps_invalid');
});

test('the weight of the review is the fee that was paid', () => {
  const { progress } = play(poke);
  assert.equal(progress.feeUnits, progress.payout!.coverageFeeUnits);
  assert.ok(progress.feeUnits > 0n);
});

test('an order that does not exist takes no step', () => {
  const progress = { ...paidProgress(terms, PAID), state: 'none' as const };
  const result = stepOrder({ order: terms, progress, event: { type: 'poke' }, by: 'other', now: PAID });
  assert.ok(!result.ok);
  assert.equal(result.error.code, 'order.unknown');
});

const roles: OrderRole[] = ['buyer', 'seller', 'arbitrator', 'pickup', 'other'];
const role = fc.constantFrom(...roles);
const bps = fc.integer({ min: -1, max: 10_001 });
const event: fc.Arbitrary<OrderEvent> = fc.oneof(
  fc.constantFrom<OrderEvent>(
    ...(['ship', 'cancel', 'confirm', 'escalate', 'refuse', 'poke'] as const).map((type) => ({ type })),
  ),
  fc.record({ type: fc.constant('hand_over' as const), secretFits: fc.boolean() }),
  fc.record({ type: fc.constantFrom('dispute' as const, 'propose' as const), refundBps: bps }),
  fc.record({
    type: fc.constant('rule' as const),
    refundBps: bps,
    costsUnits: fc.constantFrom(0n, 1_000n, 1n << 127n),
  }),
);
const move = fc.tuple(role, event, fc.integer({ min: 0, max: 9 * 86_400 }));

test('I3: whatever is tried, a final state is never left, and pokes after deadlines always reach one', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
      let progress = paidProgress(terms, PAID);
      let now = PAID;
      for (const [by, each, wait] of moves) {
        now += wait;
        const result = stepOrder({ order: terms, progress, event: each, by, now });
        if (!result.ok) continue;
        assert.ok(!finalStates.has(progress.state), `left ${progress.state}`);
        progress = result.value;
      }
      for (let pokes = 0; !finalStates.has(progress.state); pokes++) {
        assert.ok(pokes < 1, 'one poke is enough');
        const result = stepOrder({
          order: terms,
          progress,
          event: { type: 'poke' },
          by: 'other',
          now: Math.max(now, progress.deadline) + 1,
        });
        assert.ok(result.ok);
        progress = result.value;
      }
      const { payout } = progress;
      assert.ok(payout);
      const { penaltyUnits, coverageFeeUnits, costsUnits, ...parts } = payout;
      assert.equal(
        Object.values(parts).reduce((sum, part) => sum + part, 0n),
        total,
      );
      assert.ok(penaltyUnits + coverageFeeUnits + costsUnits <= terms.coverageUnits);
    }),
    { numRuns: 500 },
  );
});

test('the actions that pages offer are those that the model accepts', () => {
  const tries: [OrderAction, OrderEvent[]][] = [
    ['ship', [{ type: 'ship' }]],
    ['cancel', [{ type: 'cancel' }]],
    ['confirm', [{ type: 'confirm' }]],
    ['dispute', [{ type: 'dispute', refundBps: 5_000 }]],
    ['propose', [{ type: 'propose', refundBps: 4_000 }]],
    ['escalate', [{ type: 'escalate' }]],
    ['rule', [{ type: 'rule', refundBps: 5_000, costsUnits: 0n }]],
    ['refuse', [{ type: 'refuse' }]],
    ['hand_over', [{ type: 'hand_over', secretFits: true }]],
    ['poke', [{ type: 'poke' }]],
  ];
  const open = orderStates.filter((state) => state !== 'none' && !finalStates.has(state));
  for (const state of open) {
    for (const by of roles) {
      for (const [answered, late] of [
        [false, false],
        [false, true],
        [true, false],
        [true, true],
      ] as const) {
        const progress = { ...paidProgress(terms, PAID), state, buyerBps: 5_000, sellerBps: 4_000, answered };
        const now = progress.deadline + (late ? 1 : 0);
        const accepted = tries
          .filter(([, events]) => events.some((each) => stepOrder({ order: terms, progress, event: each, by, now }).ok))
          .map(([action]) => action);
        const offered = actionsFor({
          state,
          role: by,
          deadline: progress.deadline,
          now,
          answered,
          reviewed: false,
          replied: false,
          handover: true,
        });
        assert.deepEqual([...offered].sort(), accepted.sort(), `${state} ${by} answered ${answered} late ${late}`);
      }
    }
  }
});

test('an order before the court offers the steps of its case', () => {
  const at = (
    role: OrderRole,
    phase: CaseSituation['phase'],
    changes: Partial<CaseSituation> = {},
    state: OrderState = 'escalated',
  ) =>
    actionsFor({
      state,
      role,
      deadline: PAID + 100,
      now: PAID,
      answered: true,
      reviewed: false,
      replied: false,
      court: { phase, ruling: 0, revealBy: PAID + 10, unrevealed: 1, appealBy: PAID + 10, ...changes },
    });
  assert.deepEqual(at('buyer', 'none', {}, 'disputed'), ['propose', 'open_case']);
  assert.deepEqual(at('other', 'drawing'), ['draw']);
  assert.deepEqual(at('seller', 'drawing'), ['propose', 'submit_evidence', 'draw']);
  assert.deepEqual(at('buyer', 'voting'), ['propose', 'submit_evidence']);
  assert.deepEqual(at('other', 'voting', { unrevealed: 0 }), ['advance']);
  assert.deepEqual(at('other', 'voting', { revealBy: PAID - 1 }), ['advance']);
  assert.deepEqual(at('buyer', 'appealable', { ruling: 1 }), ['propose', 'submit_evidence', 'appeal']);
  assert.deepEqual(at('seller', 'appealable', { ruling: 1 }), ['propose', 'submit_evidence']);
  assert.deepEqual(at('other', 'appealable', { ruling: 1, appealBy: PAID - 1 }), ['advance']);
  assert.deepEqual(at('other', 'voting', {}, 'settled'), ['advance']);
  assert.deepEqual(at('other', 'closed', {}, 'settled'), []);
});

test('points are claimed and discounts given back by anyone', () => {
  const situation = {
    role: 'other' as const,
    deadline: 0,
    now: PAID,
    answered: false,
    reviewed: false,
    replied: false,
  };
  assert.deepEqual(actionsFor({ ...situation, state: 'completed', pointsOpen: true }), ['claim_points']);
  assert.deepEqual(actionsFor({ ...situation, state: 'refunded', discountHeld: true }), ['give_back']);
  assert.deepEqual(actionsFor({ ...situation, state: 'ruled', pointsOpen: true, discountHeld: true }), []);
});

test('final orders are reviewed once, amended, and replied to once', () => {
  const at = (state: OrderState, by: OrderRole, reviewed: boolean, replied: boolean) =>
    actionsFor({ state, role: by, deadline: 0, now: PAID, answered: false, reviewed, replied });
  for (const state of finalStates) {
    assert.deepEqual(at(state, 'buyer', false, false), ['review']);
    assert.deepEqual(at(state, 'buyer', true, false), ['amend_review']);
    assert.deepEqual(at(state, 'seller', false, false), []);
    assert.deepEqual(at(state, 'seller', true, false), ['reply_review']);
    assert.deepEqual(at(state, 'seller', true, true), []);
    assert.deepEqual(at(state, 'other', true, false), []);
  }
  const amended = (amendments: number) =>
    actionsFor({
      state: 'completed',
      role: 'buyer',
      deadline: 0,
      now: PAID,
      answered: false,
      reviewed: true,
      replied: false,
      amendments,
    });
  assert.deepEqual(amended(4), ['amend_review']);
  assert.deepEqual(amended(5), [], 'the contract takes five');
  assert.deepEqual(at('none', 'buyer', false, false), []);
});
