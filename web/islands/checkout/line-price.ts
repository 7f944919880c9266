import type { GroupTermsView } from '../../../protocol/api/listing.ts';
import type { CouponUse } from '../../../protocol/coupon.ts';
import { kinds } from '../../../protocol/kind.ts';
import type { PointsTerms } from '../../../protocol/points.ts';
import type { Address } from '../../../protocol/primitives.ts';
import type { FreshLine } from './read-lines.ts';

/** What coupon and points take off one line. */
export interface LineDiscount {
  coupon: CouponUse | null;
  couponUnits: bigint;
  /** Whose points are spent, how many, and by which terms; null for none. */
  points: { issuer: Address; points: bigint; terms: PointsTerms } | null;
  pointsUnits: bigint;
}

/** What a line without coupon and points has. */
export const noDiscount: LineDiscount = { coupon: null, couponUnits: 0n, points: null, pointsUnits: 0n };

/** The terms of the group that a line is bought in; null where it is bought alone. */
export const groupTerms = ({ line, variant }: Pick<FreshLine, 'line' | 'variant'>): GroupTermsView | null =>
  line.group === null ? null : variant.group;

/** Price of one unit of a line: the group's, or the offer's. */
export const unitPrice = (fresh: Pick<FreshLine, 'line' | 'variant'>): bigint =>
  BigInt(groupTerms(fresh)?.priceUnits ?? fresh.variant.offer.priceUnits);

/** What all units of a line cost without delivery, before coupon and points. */
export const itemUnits = (fresh: Pick<FreshLine, 'line' | 'variant'>): bigint =>
  unitPrice(fresh) * BigInt(fresh.line.quantity);

/** What a line's group saves. */
export const savedUnits = (fresh: Pick<FreshLine, 'line' | 'variant'>): bigint =>
  BigInt(fresh.variant.offer.priceUnits) * BigInt(fresh.line.quantity) - itemUnits(fresh);

/** The commission of a line: that of the group, where it is bought in one. */
export const commissionOf = (fresh: Pick<FreshLine, 'line' | 'variant'>): number =>
  groupTerms(fresh)?.commissionBps ?? fresh.variant.offer.commissionBps;

/** True for goods that are picked up: their buyer proves the hand-over by a secret. */
export const isPickedUp = ({ variant }: Pick<FreshLine, 'variant'>): boolean => kinds[variant.offer.kind] === 'pickup';

/** True for a line that adds a group, a coupon or points to a plain purchase. */
export const hasExtras = ({ line, discount }: Pick<FreshLine, 'line'> & { discount: LineDiscount }): boolean =>
  line.group !== null || discount.coupon !== null || discount.points !== null;
