import type { CaseDetail } from '../../protocol/api/court.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import type { ReviewView } from '../../protocol/api/review.ts';
import type { CaseSituation, OrderRole, OrderSituation } from '../../protocol/order-actions.ts';
import { caseSituation } from './case-progress.ts';

const noCase: CaseSituation = { phase: 'none', ruling: 0, revealBy: 0, unrevealed: 0, appealBy: 0 };

/** What the actions on an order depend on. */
export interface SituationParts {
  order: OrderDetail;
  /** The case before the court, when there is one. */
  found: CaseDetail | null;
  /** Address of the market's own court; undefined where there is none. */
  court: string | undefined;
  /** What the buyer wrote of it. */
  review: Pick<ReviewView, 'amendments'> | null;
  role: OrderRole;
  /** Unix seconds. */
  now: number;
}

/** Where an order stands for one role, as `actionsFor` takes it. */
export const situationOf = ({ order, found, court, review, role, now }: SituationParts): OrderSituation => ({
  state: order.state,
  role,
  deadline: order.deadline ?? 0,
  now,
  answered: order.answered,
  reviewed: review !== null,
  amendments: review?.amendments.length ?? 0,
  replied: order.replied,
  handover: order.handover,
  discountHeld: order.taken !== null && !order.taken.givenBack,
  court: order.terms.arbitrator === court ? (found === null ? noCase : caseSituation(found)) : null,
});
