import { encodeAbiParameters, keccak256 } from 'viem/utils';
import type { Coupon } from '../coupon.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../primitives.ts';
import { partOf } from '../split.ts';
import { mayPublish } from './registers.ts';
import { keyOf, type TakenRow } from './tables.ts';
import { type Call, require } from './transaction.ts';

/** Stands for a coupon that its shop withdrew. */
export const CANCELLED_USES = 2 ** 32 - 1;

/** What a coupon is worth and for whom; its nonce only tells equal ones apart. */
export type CouponTerms = Omit<Coupon, 'nonce'>;

/** A coupon with who is said to have signed, and whether that is true. */
export interface PresentedCoupon {
  couponId: Hex;
  coupon: CouponTerms;
  skus: readonly Hex[];
  signer: Address;
  signed: boolean;
}

/** What is bought, as the discounts see it. */
export interface DiscountRequest {
  shop: Address;
  token: Address;
  sku: Hex;
  itemUnits: bigint;
}

/** Checks a coupon and counts its use. @returns what it takes off */
export function useCoupon(call: Call, request: DiscountRequest, presented: PresentedCoupon): bigint {
  const { tables, by, now } = call;
  const { couponId, coupon, skus, signer, signed } = presented;
  const oneKind = (coupon.percentBps === 0) !== (coupon.amountUnits === 0n);
  require(oneKind && coupon.percentBps <= 9_000 && skus.length <= 100, 'CouponTermsInvalid');
  const fits =
    coupon.shop === request.shop &&
    coupon.token === request.token &&
    (coupon.holder === zeroAddress || coupon.holder === by) &&
    covers(coupon.skus, skus, request.sku);
  require(fits, 'CouponNotForLine');
  require(mayPublish(call, coupon.shop, signer) && signed, 'CouponSignatureInvalid');
  require(coupon.validUntil > BigInt(now), 'CouponExpired');
  require(request.itemUnits >= coupon.minimumUnits, 'CouponBelowMinimum');
  const uses = tables.couponUses.get(couponId) ?? 0;
  const usesBy = tables.couponUsesBy.get(keyOf(couponId, by)) ?? 0;
  require(uses < coupon.maxUses, 'CouponUsedUp');
  require(usesBy < coupon.maxUsesPerBuyer, 'CouponUsedUpByBuyer');
  tables.couponUses.set(couponId, uses + 1);
  tables.couponUsesBy.set(keyOf(couponId, by), usesBy + 1);
  if (coupon.firstOrderOnly) {
    require(tables.firstOrders.get(keyOf(coupon.shop, by)) !== true, 'CouponNotFirstOrder');
    tables.firstOrders.set(keyOf(coupon.shop, by), true);
  }
  return coupon.percentBps === 0 ? coupon.amountUnits : partOf(request.itemUnits, coupon.percentBps);
}

const covers = (signed: Hex, skus: readonly Hex[], sku: Hex): boolean =>
  signed === zeroBytes32
    ? skus.length === 0
    : keccak256(encodeAbiParameters([{ type: 'bytes32[]' }], [skus])) === signed && skus.includes(sku);

export function cancelCoupon({ tables, by }: Call, couponId: Hex, shop: Address): void {
  require(by === shop, 'CouponNotYours');
  tables.couponUses.set(couponId, CANCELLED_USES);
}

/** Counts a use back; a cancelled coupon stays cancelled. */
export function returnCoupon(
  { tables }: Pick<Call, 'tables'>,
  order: { buyer: Address; shop: Address },
  taken: TakenRow,
): void {
  const { couponId, firstOrderOnly } = taken;
  const uses = tables.couponUses.get(couponId) ?? 0;
  if (uses !== CANCELLED_USES) tables.couponUses.set(couponId, uses - 1);
  const usesKey = keyOf(couponId, order.buyer);
  tables.couponUsesBy.set(usesKey, (tables.couponUsesBy.get(usesKey) ?? 0) - 1);
  if (firstOrderOnly) tables.firstOrders.set(keyOf(order.shop, order.buyer), false);
}
