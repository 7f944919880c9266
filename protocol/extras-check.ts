import type { CouponUse } from './coupon.ts';
import { type CouponUses, checkCoupon, checkCouponUses } from './coupon-check.ts';
import { failure, type Result, success } from './errors.ts';
import { type GroupTerms, groupId, groupTermsHash } from './group.ts';
import type { Offer } from './offer.ts';
import { checkPoints, type PointsTerms } from './points.ts';
import type { Address, Hex } from './primitives.ts';
import { shownMismatch } from './purchase-check.ts';
import type { HeadPorts } from './signatures.ts';

/** What a page showed to the buyer of one line, beyond the offer. */
export interface ShownExtras {
  quantity: number;
  /** The terms of buying as a group, and the group that is joined; left out when the line is bought alone. */
  group?: { terms: GroupTerms; joins?: { groupId: Hex; leader: Address; deadline: number } };
  /** The coupon, with its uses as the chain says. */
  coupon?: { use: CouponUse; uses: CouponUses };
  /** Points to spend, the buyer's balance and the terms as the chain says. */
  points?: { points: bigint; heldPoints: bigint; terms: PointsTerms };
  /** What the page says that coupon and points take off. */
  discountUnits: bigint;
}

export interface ExtrasCheck extends HeadPorts {
  /** An offer that `verifyOfferForPurchase` checked. */
  offer: Offer;
  buyer: Address;
  shown: ShownExtras;
  chainId: number;
  discounts: Address;
}

/** What a line costs without delivery, in token units: `itemUnits - discountUnits` is paid. */
export interface ItemPrice {
  itemUnits: bigint;
  discountUnits: bigint;
}

/**
 * Checks what a line adds to a plain purchase before the buyer signs: the group's terms are the signed ones and the group is
 * one of this offer, the coupon is signed, for this line and not used up, the points may be spent, and together they take
 * off what the page showed.
 * @returns the price of the line's items, or `group.terms_mismatch`, `group.id_mismatch`, `group.deadline_passed`, an error
 * of `checkCoupon`, `checkCouponUses` or `checkPoints`, `discount.none`, `discount.mismatch`
 */
export async function verifyExtras(check: ExtrasCheck): Promise<Result<ItemPrice>> {
  const { offer, shown, now } = check;
  const group = verifyGroup(offer, shown.group, now);
  if (!group.ok) return group;
  const itemUnits = group.value * BigInt(shown.quantity);
  const coupon = await couponDiscount(check, itemUnits);
  if (!coupon.ok) return coupon;
  let discountUnits = coupon.value;
  if (shown.points !== undefined) {
    const { points, ...spending } = shown.points;
    const spent = checkPoints(points, { ...spending, itemUnits: itemUnits - discountUnits });
    if (!spent.ok) return spent;
    discountUnits += spent.value;
  }
  if (discountUnits === 0n && (shown.coupon !== undefined || shown.points !== undefined)) {
    return failure({
      code: 'discount.none',
      message: 'Coupon and points would be used up for nothing.',
      hint: 'Leave them out.',
      details: { field: 'discountUnits', itemUnits: itemUnits.toString() },
    });
  }
  if (discountUnits !== shown.discountUnits) {
    const [found, expected] = [shown.discountUnits.toString(), discountUnits.toString()];
    return shownMismatch({ code: 'discount.mismatch', field: 'discountUnits', found, expected });
  }
  return success({ itemUnits, discountUnits });
}

/** @returns the price of one unit */
function verifyGroup(offer: Offer, group: ShownExtras['group'], now: number): Result<bigint> {
  if (group === undefined) return success(offer.priceUnits);
  const terms = groupTermsHash(group.terms);
  if (terms !== offer.group) {
    return shownMismatch({ code: 'group.terms_mismatch', field: 'group', found: terms, expected: offer.group });
  }
  const { joins } = group;
  if (joins === undefined) return success(group.terms.priceUnits);
  const { shop, sku, token } = offer;
  const expected = groupId({ shop, sku, token, terms, leader: joins.leader, deadline: joins.deadline });
  if (joins.groupId !== expected) {
    return shownMismatch({ code: 'group.id_mismatch', field: 'groupId', found: joins.groupId, expected });
  }
  if (now <= joins.deadline) return success(group.terms.priceUnits);
  return failure({
    code: 'group.deadline_passed',
    message: `The group could be joined until ${joins.deadline}; it is ${now}.`,
    hint: 'Open a new group, or join another one.',
    details: { field: 'group.deadline', groupId: expected, deadlineSeconds: joins.deadline },
  });
}

async function couponDiscount(check: ExtrasCheck, itemUnits: bigint): Promise<Result<bigint>> {
  const { offer, buyer, shown } = check;
  if (shown.coupon === undefined) return success(0n);
  const { use, uses } = shown.coupon;
  const { shop, token, sku } = offer;
  const checked = await checkCoupon({ ...check, use, request: { buyer, shop, token, sku, itemUnits } });
  if (!checked.ok) return checked;
  const { couponId, discountUnits } = checked.value;
  const left = checkCouponUses({ couponId, coupon: use.coupon, uses });
  return left.ok ? success(discountUnits) : left;
}
