import { type Kysely, sql } from 'kysely';
import type { CouponView } from '../../protocol/api/coupon.ts';
import type { Database } from '../store/schema.ts';

/** Uses of a coupon that are shown. */
const RECENT = 50;

/** How often a coupon was used; uses that were given back do not count. A coupon that nobody used yet has zero uses. */
export async function getCoupon(db: Kysely<Database>, couponId: string): Promise<CouponView> {
  const [{ rows: found }, { rows: recent }] = await Promise.all([
    sql<Omit<CouponView, 'recent'>>`
      select c.id as "couponId", c.shop, c.uses, c.cancelled, (
        select coalesce(sum(coupon_units), 0)::text from discounts d where d.coupon_id = ${couponId} and not d.given_back
      ) as "discountUnits" from coupons c where c.id = ${couponId}`.execute(db),
    sql<CouponView['recent'][number]>`
      select o.buyer, d.coupon_units::text as "discountUnits", d.at
      from discounts d join orders o on o.id = d.order_id
      where d.coupon_id = ${couponId} and not d.given_back
      order by d.at desc, d.order_id limit ${RECENT}`.execute(db),
  ]);
  const coupon = found[0] ?? { couponId, shop: null, uses: 0, cancelled: false, discountUnits: '0' };
  return { ...coupon, recent };
}
