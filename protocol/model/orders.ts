import { contractErrors } from '../contract-error-table.ts';
import type { Order } from '../order.ts';
import type { OrderRole } from '../order-actions.ts';
import { type OrderEvent, type OrderProgress, stepOrder } from '../order-model.ts';
import type { Address, Hex } from '../primitives.ts';
import { feePaid, sellerFailed } from '../split.ts';
import { release } from './deposits.ts';
import { keyOf } from './tables.ts';
import { type Call, refuse } from './transaction.ts';
import { credit } from './vault.ts';

/** Whom an account is in an order. */
export function roleIn(order: Order, account: Address): OrderRole {
  if (account === order.buyer) return 'buyer';
  if (account === order.shop) return 'seller';
  if (account === order.arbitrator) return 'arbitrator';
  return account === order.pickup ? 'pickup' : 'other';
}

/** When the order's group filled up, or 0. */
export const filledAtOf = ({ tables }: Pick<Call, 'tables'>, order: Order): number =>
  tables.groups.get(order.group)?.filledAt ?? 0;

/**
 * Does something with an order, and moves all money when that ends it. INVARIANT I3: by the rules of `stepOrder`, which
 * no final state leaves.
 */
export function actOnOrder(call: Call, id: Hex, event: OrderEvent): void {
  const { tables, by, now, at } = call;
  const order = tables.orders.get(id);
  const progress = tables.progress.get(id);
  if (order === undefined || progress === undefined) refuse('OrderUnknown');
  const result = stepOrder({
    order,
    progress,
    event,
    by: roleIn(order, by),
    now,
    filledAt: filledAtOf(call, order),
    byCourt: order.arbitrator === at.court,
  });
  if (!result.ok) refuse(errorNames.get(result.error.code) ?? result.error.code);
  const after = result.value;
  tables.progress.set(id, after);
  if (after.payout !== null) pay(call, order, after, event.type === 'rule' ? event.refundBps : 0);
}

const errorNames: ReadonlyMap<string, string> = new Map(contractErrors.map(({ code, name }) => [code, name]));

/** Unlocks the coverage, counts the order in the shop's record, and credits everyone. INVARIANTS I1, I2, I4, I6. */
function pay(call: Call, order: Order, { payout, outcome }: OrderProgress, ruledBps: number): void {
  if (payout === null) return;
  const { tables } = call;
  const { shop, token, totalUnits, coverageUnits } = order;
  if (outcome === 'group_expired') {
    const key = keyOf(shop, order.sku);
    tables.sold.set(key, (tables.sold.get(key) ?? 0n) - BigInt(order.quantity));
  }
  release(call, {
    shop,
    token,
    units: coverageUnits,
    slashedUnits: payout.penaltyUnits + payout.coverageFeeUnits + payout.costsUnits,
    soldUnits: totalUnits - payout.buyerUnits,
    failedUnits: sellerFailed(outcome, ruledBps) ? payout.buyerUnits : 0n,
  });
  const toBuyer = payout.buyerUnits + payout.penaltyUnits + payout.costsUnits;
  credit(
    call,
    token,
    [
      [order.buyer, toBuyer],
      [shop, payout.sellerUnits],
      [order.promoter, payout.promoterUnits],
      [order.parent, payout.parentUnits],
      [order.host, payout.hostUnits],
      [order.leader, payout.leaderUnits],
      [order.pickup, payout.pickupUnits],
    ],
    feePaid(payout),
  );
}
