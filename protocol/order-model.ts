import { failure, type Result, success } from './errors.ts';
import { finalStates, type Order, type OrderOutcome, type OrderState } from './order.ts';
import type { OrderRole } from './order-actions.ts';
import { type ClosingTerms, closeOrder, feePaid, type Payout } from './split.ts';

/** The terms that decide how an order goes on. */
export type LifeTerms = ClosingTerms &
  Pick<Order, 'shipWithinSeconds' | 'inspectWithinSeconds'> & {
    parameters: Pick<Order['parameters'], 'answerWithinSeconds' | 'escalateWithinSeconds' | 'ruleWithinSeconds'>;
  };

/** The changing part of an order, as Market.progressOf gives it, with the payout once it is final. */
export interface OrderProgress {
  state: OrderState;
  outcome: OrderOutcome;
  /** Unix seconds until which the state's party may act; afterwards anyone may poke. */
  deadline: number;
  /** Refund the buyer asks for. */
  buyerBps: number;
  /** Refund the seller offers; means nothing before the answer. */
  sellerBps: number;
  answered: boolean;
  /** Fee that was really paid: the weight of the review. */
  feeUnits: bigint;
  payout: Payout | null;
}

/** What somebody does with an order. */
export type OrderEvent =
  | { type: 'ship' | 'cancel' | 'confirm' | 'escalate' | 'refuse' | 'poke' }
  | { type: 'hand_over'; secretFits: boolean }
  | { type: 'dispute' | 'propose'; refundBps: number }
  | { type: 'rule'; refundBps: number; costsUnits: bigint };

export interface OrderStepParameters {
  order: LifeTerms;
  progress: OrderProgress;
  event: OrderEvent;
  by: OrderRole;
  /** Unix seconds of the block. */
  now: number;
  /** When the order's group filled up; 0 or left out while it is open, and for an order bought alone. */
  filledAt?: number;
  /** True when the arbitrator is a court: a contract that takes cases itself. */
  byCourt?: boolean;
}

/** The state right after payment into a group, as it is stored until the first action on the order. */
export const poolingProgress = (order: LifeTerms, groupDeadline: number): OrderProgress => ({
  ...paidProgress(order, 0),
  state: 'pooling',
  deadline: groupDeadline,
});

/** Where an order stands: one stored as pooling is paid from the second in which its group filled up. */
export const reachedProgress = (order: LifeTerms, stored: OrderProgress, filledAt: number): OrderProgress =>
  stored.state === 'pooling' && filledAt !== 0
    ? { ...stored, state: 'paid', deadline: filledAt + order.shipWithinSeconds }
    : stored;

/** The state right after payment. */
export const paidProgress = (order: LifeTerms, paidAt: number): OrderProgress => ({
  state: 'paid',
  outcome: 'none',
  deadline: paidAt + order.shipWithinSeconds,
  buyerBps: 0,
  sellerBps: 0,
  answered: false,
  feeUnits: 0n,
  payout: null,
});

/**
 * One step in an order's life, with the rules of the contract: for tests that compare the two, and for pages that show
 * what would happen. INVARIANT I3: a final state is never left.
 * @param parameters terms, progress, what is done by whom, and the clock
 * @returns the progress afterwards, or the error that the contract would revert with
 */
export function stepOrder(parameters: OrderStepParameters): Result<OrderProgress> {
  const { order, event, by, now, filledAt = 0, byCourt = false } = parameters;
  const progress = reachedProgress(order, parameters.progress, filledAt);
  const { state, deadline } = progress;
  const late = now > deadline;
  const { answerWithinSeconds, escalateWithinSeconds, ruleWithinSeconds } = order.parameters;
  const wrong = (code: string) =>
    failure({ code, message: `${by} cannot ${event.type} an order that is ${state}.`, details: { state, deadline } });
  const close = (left: OrderProgress, [to, outcome, refundBps]: Ending, costsUnits = 0n): Result<OrderProgress> => {
    const payout = closeOrder({ order, outcome, refundBps, costsUnits });
    return success({ ...left, state: to, outcome, feeUnits: feePaid(payout), payout });
  };
  if (state === 'none') return wrong('order.unknown');
  const allowed = event.type === 'escalate' && byCourt ? courtOnly : callers[event.type];
  if (!allowed.includes(by)) return wrong('order.caller_wrong');

  switch (event.type) {
    case 'ship':
      if (state !== 'paid') return wrong('order.state_wrong');
      if (late) return wrong('order.deadline_passed');
      return success({ ...progress, state: 'shipped', deadline: now + order.inspectWithinSeconds });
    case 'cancel':
      if (state !== 'paid' && state !== 'shipped') return wrong('order.state_wrong');
      if (state === 'paid' && late) return wrong('order.deadline_passed');
      return close(progress, ['refunded', 'cancelled_by_seller', 10_000]);
    case 'confirm':
      return state === 'shipped' ? close(progress, ['completed', 'confirmed', 0]) : wrong('order.state_wrong');
    case 'hand_over':
      // The deadline of a paid order does not count: goods in the buyer's hands are better than a late refund.
      if (state !== 'paid' && state !== 'shipped') return wrong('order.state_wrong');
      if (!event.secretFits) return wrong('handover.secret_wrong');
      return close(progress, ['completed', 'handed_over', 0]);
    case 'dispute':
      if (state !== 'shipped') return wrong('order.state_wrong');
      if (late) return wrong('order.deadline_passed');
      if (event.refundBps <= 0 || event.refundBps > 10_000) return wrong('refund.bps_invalid');
      return success({
        ...progress,
        state: 'disputed',
        buyerBps: event.refundBps,
        deadline: now + answerWithinSeconds,
      });
    case 'propose': {
      if (state !== 'disputed' && state !== 'escalated') return wrong('order.state_wrong');
      if (late) return wrong('order.deadline_passed');
      const proposal =
        by === 'buyer'
          ? ask(progress, event.refundBps)
          : offer({ progress, refundBps: event.refundBps, escalateBy: now + escalateWithinSeconds });
      if (proposal === undefined) return wrong('refund.bps_invalid');
      const { progress: proposed, settledBps } = proposal;
      return settledBps === undefined ? success(proposed) : close(proposed, ['settled', 'agreed', settledBps]);
    }
    case 'escalate':
      if (state !== 'disputed' || !progress.answered) return wrong('order.state_wrong');
      if (late) return wrong('order.deadline_passed');
      return success({ ...progress, state: 'escalated', deadline: now + ruleWithinSeconds });
    case 'rule':
      if (state !== 'escalated') return wrong('order.state_wrong');
      if (late) return wrong('order.deadline_passed');
      if (event.refundBps < 0 || event.refundBps > 10_000) return wrong('refund.bps_invalid');
      return close(progress, ['ruled', 'arbitrated', event.refundBps], event.costsUnits);
    case 'refuse':
      if (state !== 'escalated') return wrong('order.state_wrong');
      return close(progress, ['ruled', 'arbitrator_refused', 10_000]);
    case 'poke':
      if (finalStates.has(state)) return wrong('order.state_wrong');
      return late ? close(progress, silenceOf(progress)) : wrong('order.deadline_ahead');
  }
}

/** Final state, why, and the refund in basis points of the total. */
export type Ending = [state: OrderState, outcome: OrderOutcome, refundBps: number];

const everyone: readonly OrderRole[] = ['buyer', 'seller', 'arbitrator', 'pickup', 'other'];
const courtOnly: readonly OrderRole[] = ['arbitrator'];
const callers: Record<OrderEvent['type'], readonly OrderRole[]> = {
  ship: ['seller'],
  cancel: ['seller'],
  confirm: ['buyer'],
  hand_over: ['seller', 'pickup'],
  dispute: ['buyer'],
  propose: ['buyer', 'seller'],
  escalate: ['buyer', 'seller'],
  rule: ['arbitrator'],
  refuse: ['arbitrator'],
  poke: everyone,
};

/** A proposal that was allowed; `settledBps` when both sides now agree. */
interface Proposal {
  progress: OrderProgress;
  settledBps?: number;
}

/** The buyer asks for less than before; what the shop offered stands when it is enough. */
function ask(progress: OrderProgress, refundBps: number): Proposal | undefined {
  if (refundBps <= 0 || refundBps > progress.buyerBps) return undefined;
  const asked = { ...progress, buyerBps: refundBps };
  return progress.answered && refundBps <= progress.sellerBps
    ? { progress: asked, settledBps: progress.sellerBps }
    : { progress: asked };
}

/** The shop offers more than before; what the buyer asked for stands when it is enough. The first offer is the answer. */
function offer({
  progress,
  refundBps,
  escalateBy,
}: {
  progress: OrderProgress;
  refundBps: number;
  escalateBy: number;
}) {
  if (refundBps > 10_000 || refundBps < progress.sellerBps) return undefined;
  const deadline = progress.answered ? progress.deadline : escalateBy;
  const offered: Proposal = { progress: { ...progress, sellerBps: refundBps, answered: true, deadline } };
  return refundBps >= progress.buyerBps ? { ...offered, settledBps: progress.buyerBps } : offered;
}

/** What silence until the deadline means in a state that is not final. */
export function silenceOf(progress: OrderProgress): Ending {
  if (progress.state === 'pooling') return ['refunded', 'group_expired', 10_000];
  if (progress.state === 'paid') return ['refunded', 'not_shipped', 10_000];
  if (progress.state === 'shipped') return ['completed', 'inspection_over', 0];
  if (progress.state === 'escalated') return ['ruled', 'arbitrator_silent', 10_000];
  return progress.answered ? ['settled', 'not_escalated', progress.sellerBps] : ['ruled', 'seller_silent', 10_000];
}
