import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { OrderAction, OrderRole } from '../../../protocol/order-actions.ts';

/** What the contract accepts: proposals only move towards the other side. */
export function shareBounds(
  order: Pick<OrderDetail, 'buyerBps' | 'sellerBps'>,
  action: OrderAction,
  role: OrderRole,
): { least: number; most: number; first: number } {
  if (action === 'dispute') return { least: 100, most: 10_000, first: 10_000 };
  if (action === 'propose' && role === 'buyer') {
    const most = order.buyerBps ?? 10_000;
    return { least: Math.min(100, most), most, first: most };
  }
  if (action === 'propose') {
    const least = order.sellerBps ?? 0;
    return { least, most: 10_000, first: least };
  }
  return { least: 0, most: 10_000, first: 5_000 };
}

type Proposals = Pick<OrderDetail, 'answered' | 'buyerBps' | 'sellerBps'>;

/** The share that the other side stands for in a dispute; null before it said one. */
export function shareOfOther(order: Proposals, role: OrderRole): number | null {
  if (role === 'seller') return order.buyerBps;
  return role === 'buyer' && order.answered ? order.sellerBps : null;
}

/**
 * What a proposal would settle a dispute at: the other side's share, once the proposal reaches it.
 * @returns null where the dispute goes on
 */
export function agreedShare(order: Proposals, role: OrderRole, refundBps: number): number | null {
  const other = shareOfOther(order, role);
  if (other === null) return null;
  const isMet = role === 'buyer' ? refundBps <= other : refundBps >= other;
  return isMet ? other : null;
}
