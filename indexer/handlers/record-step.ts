import type { OrderStep } from '../../protocol/api/order.ts';
import { type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { EventPlace } from './events.ts';

export interface Step {
  orderId: Hex;
  event: OrderStep['event'];
  by: OrderStep['by'];
  refundBps?: number | null;
  content?: Hex;
}

/** Adds one step to an order's life. The zero digest means that the step has no content. */
export function recordStep({ rows }: HandlerContext, place: EventPlace, step: Step): void {
  const { orderId, event, by, refundBps = null, content } = step;
  rows.append('order_steps', {
    block: place.block,
    log: place.log,
    order_id: orderId,
    event,
    at: place.time,
    transaction: place.transaction,
    by,
    refund_bps: refundBps,
    content: content === undefined || content === zeroBytes32 ? null : content,
  });
}
