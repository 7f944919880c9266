import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../primitives.ts';
import { type DiscountRequest, type PresentedCoupon, returnCoupon, useCoupon } from './coupons.ts';
import { returnPoints, spendPoints } from './points.ts';
import type { TakenRow } from './tables.ts';
import { type Call, refuse, require } from './transaction.ts';

export interface Discounting {
  coupons: readonly PresentedCoupon[];
  pointsIssuer: Address;
  points: bigint;
}

const nothingTaken: TakenRow = { couponId: zeroBytes32, firstOrderOnly: false, pointsIssuer: zeroAddress, points: 0n };

/** Uses a coupon and spends points on what it leaves. @returns what the line costs less, and what that used up */
export function takeDiscount(
  call: Call,
  request: DiscountRequest,
  { coupons, pointsIssuer, points }: Discounting,
): { discountUnits: bigint; taken: TakenRow } {
  require(coupons.length <= 1, 'CouponTooMany');
  const [presented] = coupons;
  let taken = nothingTaken;
  let discountUnits = 0n;
  if (presented !== undefined) {
    discountUnits = useCoupon(call, request, presented);
    taken = { ...taken, couponId: presented.couponId, firstOrderOnly: presented.coupon.firstOrderOnly };
  }
  require(discountUnits < request.itemUnits, 'DiscountTooHigh');
  if (points !== 0n) {
    const itemUnits = request.itemUnits - discountUnits;
    discountUnits += spendPoints(call, request, { itemUnits, issuer: pointsIssuer, points });
    taken = { ...taken, pointsIssuer, points };
  }
  require(discountUnits !== 0n, 'DiscountNone');
  return { discountUnits, taken };
}

/** Gives the buyer of a refunded order coupon and points back, once. */
export function giveBack(call: Call, orderId: Hex, claimed: TakenRow): void {
  const { tables } = call;
  const taken = tables.taken.get(orderId);
  const order = tables.orders.get(orderId);
  if (taken === undefined || order === undefined || !sameTaken(taken, claimed)) refuse('DiscountUnknown');
  require(tables.progress.get(orderId)?.state === 'refunded', 'DiscountNotRefunded');
  tables.taken.delete(orderId);
  if (taken.couponId !== zeroBytes32) returnCoupon(call, order, taken);
  if (taken.points !== 0n) returnPoints(call, order, taken);
}

const sameTaken = (a: TakenRow, b: TakenRow): boolean =>
  a.couponId === b.couponId &&
  a.firstOrderOnly === b.firstOrderOnly &&
  a.pointsIssuer === b.pointsIssuer &&
  a.points === b.points;
