import type { OrderState } from './order.ts';

/** What a person can do with an order. */
export type OrderAction =
  | 'ship'
  | 'cancel'
  | 'confirm'
  | 'dispute'
  | 'propose'
  | 'escalate'
  | 'rule'
  | 'poke'
  | 'review'
  | 'amend_review'
  | 'reply_review';
export type OrderRole = 'buyer' | 'seller' | 'arbitrator' | 'other';

export interface OrderSituation {
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
}

/**
 * The actions that the contract would accept from this role now, most expected first.
 * @param situation state, role, deadline and clock
 */
export function actionsFor({ state, role, deadline, now, answered, reviewed, replied }: OrderSituation): OrderAction[] {
  const late = now > deadline;
  switch (state) {
    case 'none':
      return [];
    case 'paid':
      if (late) return ['poke'];
      return role === 'seller' ? ['ship', 'cancel'] : [];
    case 'shipped': {
      if (role === 'buyer') return late ? ['confirm', 'poke'] : ['confirm', 'dispute'];
      return [...(role === 'seller' ? (['cancel'] as const) : []), ...(late ? (['poke'] as const) : [])];
    }
    case 'disputed': {
      if (late) return ['poke'];
      if (role !== 'buyer' && role !== 'seller') return [];
      return answered ? ['propose', 'escalate'] : ['propose'];
    }
    case 'escalated': {
      if (late) return ['poke'];
      if (role === 'arbitrator') return ['rule'];
      return role === 'buyer' || role === 'seller' ? ['propose'] : [];
    }
    default:
      if (role === 'buyer') return reviewed ? ['amend_review'] : ['review'];
      return role === 'seller' && reviewed && !replied ? ['reply_review'] : [];
  }
}
