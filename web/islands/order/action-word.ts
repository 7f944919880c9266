import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { OrderAction, OrderRole } from '../../../protocol/order-actions.ts';

/**
 * What the button of an action says. To close a group that did not fill up means one thing to its reader: the money
 * comes back.
 */
export const actionWord = (order: Pick<OrderDetail, 'state'>, action: OrderAction, role: OrderRole) => {
  if (action !== 'poke' || order.state !== 'pooling') return `order.do_${action}` as const;
  return role === 'buyer' ? 'order.do_poke_own_group' : 'order.do_poke_group';
};

/** What an action does, said before its button. */
export const actionExplanation = (order: Pick<OrderDetail, 'state'>, action: OrderAction) =>
  action === 'poke' && order.state === 'pooling' ? 'order.explain_poke_group' : (`order.explain_${action}` as const);
