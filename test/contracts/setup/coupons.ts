import type { Coupon, CouponUse } from '../../../protocol/coupon.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { makeExtras, type PurchaseOptions } from './cart.ts';
import { makeCoupon, signCoupon } from './discounts.ts';
import type { World } from './world.ts';

/** A usual coupon of the shop, signed by its publisher. */
export const couponOf = (
  { actors, addresses }: World,
  changes: Partial<Coupon> = {},
  skus: readonly Hex[] = [],
): Promise<CouponUse> =>
  signCoupon({
    discounts: addresses.discounts,
    signedBy: actors.publisher,
    signer: actors.publisher.address,
    coupon: makeCoupon(actors.shop.address, addresses.demoDollar, changes),
    skus,
  });

/** A purchase of one line that uses these coupons. */
export const using = (...coupons: CouponUse[]): PurchaseOptions => ({
  lines: [{ line: { extras: [makeExtras({ coupons })] } }],
});
