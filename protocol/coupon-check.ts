import { hexToBytes } from '@noble/hashes/utils';
import { type Coupon, type CouponUse, couponId, discountOf, skusHash } from './coupon.ts';
import { failure, type Result, success } from './errors.ts';
import { limits } from './limits.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from './primitives.ts';
import { type HeadPorts, isSignedBy } from './signatures.ts';

/** What a line costs before discounts, and for whom: `DiscountRequest` in Types.sol. */
export interface DiscountRequest {
  buyer: Address;
  shop: Address;
  token: Address;
  sku: Hex;
  /** Price of all units of the line without delivery, in token units. */
  itemUnits: bigint;
}

/** How often a coupon was used, as the chain says. */
export interface CouponUses {
  /** Discounts.couponUses: by everyone; the highest number when it was cancelled. */
  uses: number;
  /** Discounts.couponUsesBy: by this buyer. */
  usesBy: number;
  /** Discounts.usedFirstOrderCoupon of shop and buyer. */
  usedFirstOrder: boolean;
}

export interface CouponCheck extends HeadPorts {
  use: CouponUse;
  request: DiscountRequest;
  chainId: number;
  discounts: Address;
}

/** A coupon that was checked. */
export interface CheckedCoupon {
  couponId: Hex;
  discountUnits: bigint;
}

/**
 * Checks a coupon for one line as the contract will, but for its uses so far: see `checkCouponUses`.
 * @param check coupon with signature, the line, chain and contract, the clock and the ports
 * @returns its ID and what it takes off, or the error of the first check that fails: `coupon.terms_invalid`,
 * `coupon.not_for_line`, `coupon.signature_invalid`, `coupon.expired`, `coupon.below_minimum`, `discount.too_high`
 */
export async function checkCoupon(check: CouponCheck): Promise<Result<CheckedCoupon>> {
  const { use, request, chainId, discounts, now } = check;
  const { coupon, signer } = use;
  const id = couponId(chainId, discounts, coupon);
  if (!termsAllowed(use)) return refused('terms_invalid', id, { percentBps: coupon.percentBps });
  if (!isForLine(use, request)) return refused('not_for_line', id, { sku: request.sku });
  const { mayPublish } = await check.publishing(coupon.shop, signer);
  const signed = { signer, digest: id, signature: hexToBytes(use.signature.slice(2)) };
  if (!mayPublish || !(await isSignedBy(check, signed))) return refused('signature_invalid', id, { signer });
  if (coupon.validUntil <= BigInt(now)) {
    return refused('expired', id, { validUntilSeconds: Number(coupon.validUntil) });
  }
  const { itemUnits } = request;
  if (itemUnits < coupon.minimumUnits) {
    return refused('below_minimum', id, {
      itemUnits: itemUnits.toString(),
      minimumUnits: coupon.minimumUnits.toString(),
    });
  }
  const discountUnits = discountOf(coupon, itemUnits);
  if (discountUnits >= itemUnits) {
    return failure({
      code: 'discount.too_high',
      message: `The coupon takes off ${discountUnits}, and the line costs ${itemUnits}.`,
      hint: 'Buy more units, or leave the coupon out.',
      details: { field: 'coupon', discountUnits: discountUnits.toString(), itemUnits: itemUnits.toString() },
    });
  }
  return success({ couponId: id, discountUnits });
}

/**
 * Checks whether a coupon can still be used.
 * @param id the coupon's ID, for errors
 * @returns the coupon, or `coupon.used_up` (also when it was cancelled), `coupon.used_up_by_buyer`,
 * `coupon.not_first_order`
 */
export function checkCouponUses(check: { couponId: Hex; coupon: Coupon; uses: CouponUses }): Result<Coupon> {
  const { couponId: id, coupon, uses } = check;
  if (uses.uses >= coupon.maxUses) return refused('used_up', id, { uses: uses.uses });
  if (uses.usesBy >= coupon.maxUsesPerBuyer) return refused('used_up_by_buyer', id, { uses: uses.usesBy });
  if (coupon.firstOrderOnly && uses.usedFirstOrder) return refused('not_first_order', id, {});
  return success(coupon);
}

const termsAllowed = ({ coupon, skus }: CouponUse): boolean =>
  (coupon.percentBps === 0) !== (coupon.amountUnits === 0n) &&
  coupon.percentBps <= limits.couponPercentBps &&
  skus.length <= limits.couponSkus;

const isForLine = ({ coupon, skus }: CouponUse, request: DiscountRequest): boolean =>
  coupon.shop === request.shop &&
  coupon.token === request.token &&
  (coupon.holder === zeroAddress || coupon.holder === request.buyer) &&
  skusHash(skus) === coupon.skus &&
  (coupon.skus === zeroBytes32 || skus.includes(request.sku));

type Problem = keyof typeof problems;
const problems = {
  terms_invalid: ['coupon.terms_invalid', 'The terms of the coupon are not allowed.', 'Ask the shop for another one.'],
  not_for_line: ['coupon.not_for_line', 'The coupon is not for this purchase.', 'Leave it out, or buy what it is for.'],
  signature_invalid: [
    'coupon.signature_invalid',
    'The coupon is not signed by the shop.',
    'Do not use it. Ask the shop for another one.',
  ],
  expired: ['coupon.expired', 'The coupon has expired.', 'Buy without it.'],
  below_minimum: [
    'coupon.below_minimum',
    'The purchase is too small for the coupon.',
    'Buy more units of the product.',
  ],
  used_up: ['coupon.used_up', 'The coupon was used as often as allowed, or withdrawn.', 'Buy without it.'],
  used_up_by_buyer: ['coupon.used_up_by_buyer', 'You used the coupon as often as one buyer may.', 'Buy without it.'],
  not_first_order: [
    'coupon.not_first_order',
    'The coupon is for a first order, and you used such a coupon of this shop before.',
    'Buy without it.',
  ],
} as const;

function refused(problem: Problem, id: Hex, details: Record<string, unknown>) {
  const [code, message, hint] = problems[problem];
  return failure({ code, message, hint, details: { field: 'coupon', couponId: id, ...details } });
}
