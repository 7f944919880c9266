import { z } from 'zod';
import { addressText, digestText, unitsText } from './common.ts';

/** How often a coupon was used. A coupon that nobody used yet is unknown to the chain: zero uses. */
export const couponView = z.object({
  couponId: digestText,
  /** Null until it is used or cancelled for the first time. */
  shop: addressText.nullable(),
  uses: z.number(),
  cancelled: z.boolean(),
  /** What it took off altogether, in units of its token. */
  discountUnits: unitsText,
  /** Newest first, at most 50. */
  recent: z.array(z.object({ buyer: addressText, discountUnits: unitsText, at: z.number() })),
});
export type CouponView = z.infer<typeof couponView>;
