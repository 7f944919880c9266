import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { EventArgs, EventPlace, Handlers } from './events.ts';

/** Coupons, loyalty points and alliances. */
export const discountsHandlers: Handlers<'discounts', HandlerContext> = {
  CouponUsed: ({ couponId, shop, uses, discountUnits }, _place, { rows, couponUnits }) => {
    rows.upsert('coupons', { id: couponId }, { set: { shop: shop as Address, uses } });
    couponUnits.set(couponId, discountUnits);
  },
  CouponCancelled: ({ couponId, shop }, _place, { rows }) =>
    rows.upsert('coupons', { id: couponId }, { set: { shop: shop as Address, cancelled: true } }),
  DiscountTaken: takeDiscount,
  DiscountGivenBack: giveBack,
  ProgramChanged: ({ shop, token, earnBps, maxDiscountBps }, _place, { rows }) =>
    rows.upsert(
      'points_programs',
      { shop: shop as Address, token: token as Address },
      { set: { earn_bps: earnBps, max_discount_bps: maxDiscountBps } },
    ),
  AllianceMade: ({ issuer, acceptor, token, alliance }, place, { rows }) =>
    rows.upsert('alliances', keyOf(issuer, acceptor, token), {
      set: {
        rate_bps: alliance.rateBps,
        max_discount_bps: alliance.maxDiscountBps,
        cap_points: alliance.capPoints,
        valid_until: Number(alliance.validUntil),
        made_at: place.time,
      },
    }),
  AllianceEnded: ({ issuer, acceptor, token }, _place, { rows }) =>
    rows.update('alliances', keyOf(issuer, acceptor, token), {
      set: { rate_bps: 0, max_discount_bps: 0, cap_points: 0n, valid_until: 0 },
    }),
  PointsEarned: ({ issuer, holder, token, orderId, points }, place, { rows }) => {
    rows.upsert('points_balances', balanceOf(holder, issuer, token), { add: { earned_points: points } });
    rows.append('points_claims', { order_id: orderId, points, at: place.time });
  },
  PointsSpent: ({ issuer, holder, token, shop, points }, _place, { rows }) => {
    rows.upsert('points_balances', balanceOf(holder, issuer, token), { add: { spent_points: points } });
    if (shop !== issuer) rows.update('alliances', keyOf(issuer, shop, token), { add: { used_points: points } });
  },
};

/** Decoded addresses are lower case already; these say so to the types. */
const keyOf = (issuer: string, acceptor: string, token: string) => ({
  issuer: issuer as Address,
  acceptor: acceptor as Address,
  token: token as Address,
});
const balanceOf = (holder: string, issuer: string, token: string) => ({
  holder: holder as Address,
  issuer: issuer as Address,
  token: token as Address,
});

/** The coupon itself was used a moment before, when its order had no ID yet. */
function takeDiscount(
  { orderId, taken }: EventArgs<'discounts', 'DiscountTaken'>,
  place: EventPlace,
  { rows, couponUnits }: HandlerContext,
): void {
  rows.insert('discounts', {
    order_id: orderId,
    coupon_id: taken.couponId,
    coupon_units: couponUnits.get(taken.couponId) ?? 0n,
    first_order_only: taken.firstOrderOnly,
    points_issuer: taken.pointsIssuer as Address,
    points: taken.points,
    given_back: false,
    at: place.time,
  });
}

function giveBack(
  { orderId, taken }: EventArgs<'discounts', 'DiscountGivenBack'>,
  _place: EventPlace,
  { rows, orders }: HandlerContext,
): void {
  const issuer = taken.pointsIssuer;
  const order = orders.get(orderId);
  rows.update('discounts', { order_id: orderId }, { set: { given_back: true } });
  rows.update('coupons', { id: taken.couponId }, { add: { uses: -1 } });
  if (taken.points === 0n || order === undefined) return;
  const points = -taken.points;
  rows.update('points_balances', balanceOf(order.buyer, issuer, order.token), { add: { spent_points: points } });
  if (issuer !== order.shop)
    rows.update('alliances', keyOf(issuer, order.shop, order.token), { add: { used_points: points } });
}
