import type { CouponUse } from './coupon.ts';
import { type GroupTerms, noGroupTerms } from './group.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from './primitives.ts';

/** What a line adds to a plain purchase, as contracts take it. */
export interface Extras {
  group: GroupTerms;
  /** Who opened the group that is joined; zero opens a new one. */
  leader: Address;
  /** Deadline of the group that is joined; zero for a new one. */
  groupDeadline: number;
  /** Hash of the secret that proves hand-over, or zero. */
  handover: Hex;
  pointsIssuer: Address;
  points: bigint;
  /** At most one. */
  coupons: CouponUse[];
}

/** What a buyer adds to a line. */
export interface ExtrasChoice {
  /** The group's terms, and the group that is joined; without `joins` a new one is opened. */
  group?: { terms: GroupTerms; joins?: { leader: Address; deadline: number } };
  handover?: Hex;
  points?: { issuer: Address; points: bigint };
  coupon?: CouponUse;
}

/** `Line.extras`: none for a plain purchase, which then pays no gas for it; otherwise one. */
export function extrasOf({ group, handover, points, coupon }: ExtrasChoice): Extras[] {
  if (group === undefined && handover === undefined && points === undefined && coupon === undefined) return [];
  return [
    {
      group: group?.terms ?? noGroupTerms,
      leader: group?.joins?.leader ?? zeroAddress,
      groupDeadline: group?.joins?.deadline ?? 0,
      handover: handover ?? zeroBytes32,
      pointsIssuer: points?.issuer ?? zeroAddress,
      points: points?.points ?? 0n,
      coupons: coupon === undefined ? [] : [coupon],
    },
  ];
}
