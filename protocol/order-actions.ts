import type { OrderState } from './order.ts';

/** What a person can do with an order. */
export type OrderAction =
  | 'ship'
  | 'hand_over'
  | 'cancel'
  | 'confirm'
  | 'dispute'
  | 'propose'
  | 'escalate'
  | 'open_case'
  | 'submit_evidence'
  | 'appeal'
  | 'draw'
  | 'advance'
  | 'rule'
  | 'refuse'
  | 'poke'
  | 'claim_points'
  | 'give_back'
  | 'review'
  | 'amend_review'
  | 'reply_review';
/** Whom an account is in an order; `pickup` runs the pickup point. */
export type OrderRole = 'buyer' | 'seller' | 'arbitrator' | 'pickup' | 'other';

/** Where the case of an order stands before the court. */
export interface CaseSituation {
  phase: 'none' | 'drawing' | 'voting' | 'appealable' | 'closed';
  /** Ruling of the last decided round: 0 none, 1 for the shop, 2 for the buyer. */
  ruling: number;
  /** Unix seconds until which votes can be revealed. */
  revealBy: number;
  /** Seats that did not reveal yet. */
  unrevealed: number;
  /** Unix seconds until which the first ruling can be appealed. */
  appealBy: number;
}

export interface OrderSituation {
  /** An order whose group filled up is `paid`. */
  state: OrderState;
  role: OrderRole;
  /** Unix seconds; 0 in final states. */
  deadline: number;
  /** Unix seconds of the chain. */
  now: number;
  /** True when the shop has answered the dispute. */
  answered: boolean;
  reviewed: boolean;
  replied: boolean;
  /** How often the buyer amended the review; the contract takes five. */
  amendments?: number;
  /** The order names a secret that proves hand-over. */
  handover?: boolean;
  /** Where the arbitrator is a court: the case, with phase `none` before there is one. Null for any other arbitrator. */
  court?: CaseSituation | null;
  /** The order is completed, its shop gives points for it, and nobody claimed them. */
  pointsOpen?: boolean;
  /** The order is refunded and did not give its coupon or points back. */
  discountHeld?: boolean;
}

/** Amendments of one review that the contract takes. */
const MOST_AMENDMENTS = 5;

/**
 * The actions that the contracts would accept from this role now, most expected first.
 * @param situation state, role, deadline and clock
 */
export function actionsFor(situation: OrderSituation): OrderAction[] {
  const { state, role, reviewed, replied, amendments = 0, court = null } = situation;
  if (state === 'none') return [];
  if (openStates.has(state)) return openActions(situation, court);
  const actions: OrderAction[] = [];
  if (role === 'buyer' && !reviewed) actions.push('review');
  if (role === 'buyer' && reviewed && amendments < MOST_AMENDMENTS) actions.push('amend_review');
  if (role === 'seller' && reviewed && !replied) actions.push('reply_review');
  if (state === 'completed' && situation.pointsOpen) actions.push('claim_points');
  if (state === 'refunded' && situation.discountHeld) actions.push('give_back');
  // A case whose order ended otherwise is closed by anyone.
  if (court !== null && court.phase !== 'none' && court.phase !== 'closed') actions.push('advance');
  return actions;
}

const openStates: ReadonlySet<OrderState> = new Set(['pooling', 'paid', 'shipped', 'disputed', 'escalated']);

function openActions(situation: OrderSituation, court: CaseSituation | null): OrderAction[] {
  const { state, role, answered, handover = false } = situation;
  const late = situation.now > situation.deadline;
  const party = role === 'buyer' || role === 'seller';
  const handing: OrderAction[] = handover && (role === 'seller' || role === 'pickup') ? ['hand_over'] : [];
  const poking: OrderAction[] = late ? ['poke'] : [];
  switch (state) {
    case 'paid':
      return [...handing, ...(role === 'seller' && !late ? (['ship', 'cancel'] as const) : []), ...poking];
    case 'shipped':
      if (role === 'buyer') return late ? ['confirm', 'poke'] : ['confirm', 'dispute'];
      return [...handing, ...(role === 'seller' ? (['cancel'] as const) : []), ...poking];
    case 'disputed': {
      if (late) return poking;
      const further: OrderAction[] = court === null ? ['escalate'] : ['open_case'];
      return party ? ['propose', ...(answered ? further : [])] : [];
    }
    case 'escalated': {
      const own: OrderAction[] = party ? ['propose'] : role === 'arbitrator' ? ['rule'] : [];
      // The court rules by its own steps, and refuses at any time.
      const refusing: OrderAction[] = role === 'arbitrator' && court === null ? ['refuse'] : [];
      const inCourt = court === null ? [] : caseActions(situation, court, party);
      return [...(late ? poking : own), ...refusing, ...inCourt];
    }
    default:
      return poking;
  }
}

/** What a case allows whose order is still open. */
function caseActions({ role, now }: OrderSituation, court: CaseSituation, party: boolean): OrderAction[] {
  const { phase, ruling, revealBy, unrevealed, appealBy } = court;
  if (phase === 'none' || phase === 'closed') return [];
  const actions: OrderAction[] = party ? ['submit_evidence'] : [];
  if (phase === 'drawing') actions.push('draw');
  if (phase === 'voting' && (unrevealed === 0 || now > revealBy)) actions.push('advance');
  if (phase === 'appealable') {
    const lost = ruling === (role === 'buyer' ? 1 : 2);
    if (now > appealBy) actions.push('advance');
    else if (party && lost) actions.push('appeal');
  }
  return actions;
}
