import { effect, type Signal, signal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { ReviewView } from '../../../protocol/api/review.ts';
import type { OrderAction, OrderRole } from '../../../protocol/order-actions.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { createDrafts } from '../conversation/drafts.ts';
import type { ChosenImage } from '../image-upload.ts';
import { shareBounds } from './share-bounds.ts';

/** What the reader writes and chooses for one action of an order. */
export interface ActionWriting {
  /** Share of the total that goes back to the buyer, in basis points. */
  refundBps: Signal<number>;
  text: Signal<string>;
  /** What the buyer showed at the counter. */
  code: Signal<string>;
  /** 1 to 5; 0 while not chosen. */
  stars: Signal<number>;
  photos: Signal<readonly ChosenImage[]>;
  /** Blocks of the conversation that are shown to the court. */
  disclosed: Signal<readonly Hex[]>;
}

interface WritingParts {
  order: OrderDetail;
  account: string;
  role: OrderRole;
  /** What the buyer wrote of it before. */
  review: ReviewView | null;
}

/** The stars that a review gives now. */
const latestStars = ({ stars, amendments }: ReviewView): number => amendments.at(-1)?.stars ?? stars;

/** Begins what is written for an action; its text is kept through a reload until the action is done. */
export function beginWriting(action: OrderAction, { order, account, role, review }: WritingParts): ActionWriting {
  const drafts = createDrafts(sessionStorage, { order: order.id, account, form: action });
  const text = signal(drafts.find());
  effect(() => drafts.keep(text.value));
  return {
    refundBps: signal(shareBounds(order, action, role).first),
    text,
    code: signal(''),
    stars: signal(action === 'amend_review' && review !== null ? latestStars(review) : 0),
    photos: signal([]),
    disclosed: signal([]),
  };
}
