import { keyOf, type Tables } from '../../../protocol/model/tables.ts';
import { orderOutcomes, orderStates } from '../../../protocol/order.ts';
import { type OrderProgress, paidProgress, poolingProgress, reachedProgress } from '../../../protocol/order-model.ts';
import { zeroBytes32 } from '../../../protocol/primitives.ts';
import type { Handlers, Happened } from './events.ts';
import { add, change } from './register-events.ts';

const step =
  (become: (row: OrderProgress, args: Happened['args'], tables: Tables) => Partial<OrderProgress>) =>
  (tables: Tables, args: Happened['args']): void => {
    const [order, row] = [tables.orders.get(args.orderId), tables.progress.get(args.orderId)];
    if (order === undefined || row === undefined) throw new Error(`an event of an order that was not paid`);
    const reached = reachedProgress(order, row, tables.groups.get(order.group)?.filledAt ?? 0);
    tables.progress.set(args.orderId, { ...reached, ...become(reached, args, tables) });
  };

/**
 * Orders, groups and reviews.
 * @param groupDeadlines filled and read on the way: an order in a group begins with the group's deadline
 */
export const orderEvents = (groupDeadlines: Map<string, number>): Handlers => ({
  GroupOpened: (tables, { groupId, deadline }) => {
    groupDeadlines.set(groupId, deadline);
    tables.groups.set(groupId, { members: 0, filledAt: 0 });
  },
  GroupJoined: ({ groups }, { groupId, members }) => change(groups, groupId, { members }),
  GroupFilled: ({ groups }, { groupId, filledAt }) => change(groups, groupId, { filledAt }),
  OrderPaid: (tables, { orderId, order, soldUnits }) => {
    tables.orders.set(orderId, order);
    tables.sold.set(keyOf(order.shop, order.sku), soldUnits);
    const deadline = groupDeadlines.get(order.group);
    const pooled = order.group !== zeroBytes32 && deadline !== undefined;
    tables.progress.set(orderId, pooled ? poolingProgress(order, deadline) : paidProgress(order, Number(order.paidAt)));
  },
  OrderDiscounted: () => undefined,
  OrderShipped: step((_, { deadline }) => ({ state: 'shipped', deadline })),
  OrderDisputed: step((_, { buyerBps, deadline }) => ({ state: 'disputed', buyerBps, deadline })),
  OrderProposed: step((_, { orderId, by, refundBps, deadline }, { orders }) =>
    by === orders.get(orderId)?.buyer
      ? { buyerBps: refundBps, deadline }
      : { sellerBps: refundBps, answered: true, deadline },
  ),
  OrderEscalated: step((_, { deadline }) => ({ state: 'escalated', deadline })),
  OrderClosed: step((_, { orderId, state, outcome, payout }, { orders, sold }) => {
    const order = orders.get(orderId);
    if (orderOutcomes[outcome] === 'group_expired' && order !== undefined) {
      add(sold, keyOf(order.shop, order.sku), -BigInt(order.quantity));
    }
    return {
      state: orderStates[state] ?? 'none',
      outcome: orderOutcomes[outcome] ?? 'none',
      feeUnits: payout.feeUnits + payout.coverageFeeUnits,
    };
  }),
  ReviewPosted: (tables, { orderId, shop, token, stars, weightUnits }) => {
    tables.reviews.set(orderId, { firstStars: stars, latestStars: stars, amendments: 0, replied: false });
    const key = keyOf(shop, token);
    const sums = tables.reviewSums.get(key) ?? { count: 0n, weightUnits: 0n, weightedHalfStars: 0n };
    tables.reviewSums.set(key, {
      count: sums.count + 1n,
      weightUnits: sums.weightUnits + weightUnits,
      weightedHalfStars: sums.weightedHalfStars + weightUnits * 2n * BigInt(stars),
    });
  },
  ReviewAmended: (tables, { orderId, shop, stars, amendments }) => {
    const before = tables.reviews.get(orderId)?.latestStars ?? 0;
    change(tables.reviews, orderId, { latestStars: stars, amendments });
    const key = keyOf(shop, tables.orders.get(orderId)?.token ?? '');
    const weight = tables.progress.get(orderId)?.feeUnits ?? 0n;
    const halfStars = tables.reviewSums.get(key)?.weightedHalfStars ?? 0n;
    change(tables.reviewSums, key, { weightedHalfStars: halfStars + weight * BigInt(stars - before) });
  },
  ReviewReplied: ({ reviews }, { orderId }) => change(reviews, orderId, { replied: true }),
});
