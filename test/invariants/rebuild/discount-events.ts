import { CANCELLED_USES, returnCoupon } from '../../../protocol/model/coupons.ts';
import { keyOf } from '../../../protocol/model/tables.ts';
import { zeroBytes32 } from '../../../protocol/primitives.ts';
import type { Handlers } from './events.ts';
import { add } from './register-events.ts';

/** Coupons, points and alliances. */
export const discountEvents: Handlers = {
  CouponUsed: (tables, { couponId, shop, buyer, uses, firstOrderOnly }) => {
    tables.couponUses.set(couponId, uses);
    const key = keyOf(couponId, buyer);
    tables.couponUsesBy.set(key, (tables.couponUsesBy.get(key) ?? 0) + 1);
    if (firstOrderOnly) tables.firstOrders.set(keyOf(shop, buyer), true);
  },
  CouponCancelled: (tables, { couponId }) => tables.couponUses.set(couponId, CANCELLED_USES),
  ProgramChanged: (tables, { shop, token, earnBps, maxDiscountBps }) =>
    tables.programs.set(keyOf(shop, token), { earnBps, maxDiscountBps }),
  PointsEarned: (tables, { issuer, holder, token, orderId, points }) => {
    add(tables.points, keyOf(issuer, token, holder), points);
    tables.claimed.set(orderId, true);
  },
  PointsSpent: (tables, { issuer, holder, token, shop, points }) => {
    add(tables.points, keyOf(issuer, token, holder), 0n - points);
    if (issuer !== shop) add(tables.usedPoints, keyOf(issuer, shop, token), points);
  },
  AllianceMade: (tables, { alliance }) => {
    const { issuer, acceptor, token, rateBps, maxDiscountBps, capPoints, validUntil } = alliance;
    const row = { rateBps, maxDiscountBps, capPoints, validUntil: Number(validUntil) };
    tables.alliances.set(keyOf(issuer, acceptor, token), row);
  },
  AllianceEnded: (tables, { issuer, acceptor, token }) => tables.alliances.delete(keyOf(issuer, acceptor, token)),
  DiscountTaken: (tables, { orderId, taken }) => tables.taken.set(orderId, taken),
  DiscountGivenBack: (tables, { orderId, taken }) => {
    tables.taken.delete(orderId);
    const order = tables.orders.get(orderId);
    if (order === undefined) throw new Error('an order that was not paid gave a discount back');
    const { buyer, shop, token } = order;
    if (taken.couponId !== zeroBytes32) returnCoupon({ tables }, order, taken);
    if (taken.points === 0n) return;
    add(tables.points, keyOf(taken.pointsIssuer, token, buyer), taken.points);
    if (taken.pointsIssuer !== shop) add(tables.usedPoints, keyOf(taken.pointsIssuer, shop, token), 0n - taken.points);
  },
};
