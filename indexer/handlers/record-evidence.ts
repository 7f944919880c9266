import { type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import type { HandlerContext } from './context.ts';
import type { EventPlace } from './events.ts';

type Evidence = Pick<Database['order_evidence'], 'via'> & {
  orderId: Hex;
  by: Database['order_evidence']['party'];
  digest: Hex;
};

/** Notes a digest that a party named, and wants its document. The zero digest names nothing. */
export function recordEvidence({ rows }: HandlerContext, place: EventPlace, evidence: Evidence): void {
  const { orderId, by, via, digest } = evidence;
  if (digest === zeroBytes32) return;
  rows.append('order_evidence', {
    order_id: orderId,
    block: place.block,
    log: place.log,
    party: by,
    via,
    digest,
    at: place.time,
  });
  if (via === 'court') {
    const counter = by === 'seller' ? 'shop_evidence' : 'buyer_evidence';
    rows.update('cases', { order_id: orderId }, { add: { [counter]: 1 } });
  }
  rows.want(digest, 'evidence', orderId);
}
