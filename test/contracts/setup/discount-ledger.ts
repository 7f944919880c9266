import { type CouponUse, couponId } from '../../../protocol/coupon.ts';
import { checkCoupon, checkCouponUses, type DiscountRequest } from '../../../protocol/coupon-check.ts';
import type { Extras } from '../../../protocol/extras.ts';
import {
  type Alliance,
  checkPoints,
  ownPointsTerms,
  type PointsTerms,
  type Program,
} from '../../../protocol/points.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import { recoverSigner } from '../../../protocol/recover-signer.ts';

/** What a model of the contract remembers. */
export interface DiscountLedger {
  chainId: number;
  discounts: Address;
  publisher: Address;
  program: Program;
  alliance: Alliance;
  usedPoints: bigint;
  uses: Map<Hex, number>;
  usesBy: Map<string, number>;
  usedFirstOrder: Set<Address>;
  points: Map<string, bigint>;
}

/** What a use changes, and is given back with. */
export interface ModelTaken {
  couponId: Hex | null;
  firstOrderOnly: boolean;
  pointsIssuer: Address;
  points: bigint;
}

export interface ModelDiscount {
  discountUnits: bigint;
  taken: ModelTaken;
}

export const holderKey = (key: string, holder: Address): string => `${key} ${holder}`;

/** What a coupon takes off, or the code of the refusal, in the contract's order of checks. */
async function couponDiscount(
  ledger: DiscountLedger,
  request: DiscountRequest,
  use: CouponUse,
  now: number,
): Promise<bigint | string> {
  const { coupon } = use;
  const id = couponId(ledger.chainId, ledger.discounts, coupon);
  const checked = await checkCoupon({
    use,
    request,
    chainId: ledger.chainId,
    discounts: ledger.discounts,
    now,
    recover: recoverSigner,
    verifyContractSignature: async () => false,
    publishing: async (_, signer) => ({ mayPublish: signer === ledger.publisher, lowestVersion: 0 }),
  });
  if (!checked.ok && checked.error.code !== 'discount.too_high') return checked.error.code;
  const uses = {
    uses: ledger.uses.get(id) ?? 0,
    usesBy: ledger.usesBy.get(holderKey(id, request.buyer)) ?? 0,
    usedFirstOrder: ledger.usedFirstOrder.has(request.buyer),
  };
  const usable = checkCouponUses({ couponId: id, coupon, uses });
  if (!usable.ok) return usable.error.code;
  return checked.ok ? checked.value.discountUnits : checked.error.code;
}

/** What the contract should take off, or the code of its refusal. */
export async function modelDiscount(
  ledger: DiscountLedger,
  request: DiscountRequest,
  extras: Extras,
  now: number,
): Promise<ModelDiscount | string> {
  const { pointsIssuer, points } = extras;
  const [use] = extras.coupons;
  const byCoupon = use === undefined ? 0n : await couponDiscount(ledger, request, use, now);
  if (typeof byCoupon === 'string') return byCoupon;
  let byPoints = 0n;
  if (points !== 0n) {
    const heldPoints = ledger.points.get(holderKey(pointsIssuer, request.buyer)) ?? 0n;
    const terms = termsOf(ledger, request.shop, pointsIssuer);
    const checked = checkPoints(points, { terms, heldPoints, itemUnits: request.itemUnits - byCoupon });
    if (!checked.ok) return checked.error.code;
    byPoints = checked.value;
  }
  const discountUnits = byCoupon + byPoints;
  if (discountUnits === 0n) return 'discount.none';
  const taken: ModelTaken = {
    couponId: use === undefined ? null : couponId(ledger.chainId, ledger.discounts, use.coupon),
    firstOrderOnly: use?.coupon.firstOrderOnly ?? false,
    pointsIssuer,
    points,
  };
  return { discountUnits, taken };
}

function termsOf(ledger: DiscountLedger, shop: Address, issuer: Address): PointsTerms {
  if (issuer === shop) return ownPointsTerms(ledger.program);
  const { rateBps, maxDiscountBps, capPoints } = ledger.alliance;
  return { rateBps, maxDiscountBps, leftPoints: capPoints - ledger.usedPoints };
}

/** Counts a use, or with -1 counts it back. */
export function count(ledger: DiscountLedger, buyer: Address, shop: Address, taken: ModelTaken, by: 1 | -1): void {
  if (taken.couponId !== null) {
    const key = holderKey(taken.couponId, buyer);
    ledger.uses.set(taken.couponId, (ledger.uses.get(taken.couponId) ?? 0) + by);
    ledger.usesBy.set(key, (ledger.usesBy.get(key) ?? 0) + by);
    if (taken.firstOrderOnly) ledger.usedFirstOrder[by === 1 ? 'add' : 'delete'](buyer);
  }
  const key = holderKey(taken.pointsIssuer, buyer);
  ledger.points.set(key, (ledger.points.get(key) ?? 0n) - taken.points * BigInt(by));
  if (taken.pointsIssuer !== shop) ledger.usedPoints += taken.points * BigInt(by);
}
