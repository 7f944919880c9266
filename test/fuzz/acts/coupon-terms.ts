import { encodeAbiParameters, hashTypedData, keccak256 } from 'viem';
import { couponTypes } from '../../../protocol/coupon.ts';
import type { CouponTerms, PresentedCoupon } from '../../../protocol/model/coupons.ts';
import { type Address, type Hex, zeroBytes32 } from '../../../protocol/primitives.ts';
import { discountsDomain } from '../../../protocol/typed-data.ts';
import { type ActorName, actors } from '../actors.ts';
import { addressOf, type Run } from '../run.ts';

/** A coupon by the names of people; equal parameters are the same coupon. */
export interface CouponParams {
  percentBps: number;
  amountUnits: bigint;
  minimumUnits: bigint;
  maxUses: number;
  maxUsesPerBuyer: number;
  firstOrderOnly: boolean;
  holder: ActorName | 'nobody';
  /** For all SKUs, for the line's own, or for another. */
  skus: 'all' | 'line' | 'other';
  signer: ActorName;
  signedBy: ActorName;
  /** Unix seconds. */
  validUntil: number;
  nonce: number;
}

/** The parts of a line that a coupon's terms depend on. */
export interface CouponLine {
  shop: ActorName;
  token: Address;
  sku: Hex;
}

const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`;

/** Makes and signs a coupon for a line. */
export async function presentCoupon(
  run: Run,
  line: CouponLine,
  params: CouponParams,
): Promise<{ presented: PresentedCoupon; use: unknown }> {
  const { coupon, skus, couponId, message, domain } = couponOf(run, line, params);
  const { account } = actors[params.signedBy];
  const signature = await account.signTypedData({ domain, types: couponTypes, primaryType: 'Coupon', message });
  const signer = addressOf(run, params.signer);
  run.coupons.set(couponId, message);
  const signed = params.signedBy === params.signer;
  return {
    presented: { couponId, coupon, skus, signer, signed },
    use: { coupon: message, skus, signer, signature },
  };
}

/** A coupon with its ID. */
export function couponOf(run: Run, line: CouponLine, params: CouponParams) {
  const skus = params.skus === 'all' ? [] : [word(7), params.skus === 'line' ? line.sku : word(8)];
  const coupon: CouponTerms = {
    shop: addressOf(run, line.shop),
    token: line.token,
    skus: skus.length === 0 ? zeroBytes32 : keccak256(encodeAbiParameters([{ type: 'bytes32[]' }], [skus])),
    holder: addressOf(run, params.holder),
    percentBps: params.percentBps,
    amountUnits: params.amountUnits,
    minimumUnits: params.minimumUnits,
    maxUses: params.maxUses,
    maxUsesPerBuyer: params.maxUsesPerBuyer,
    firstOrderOnly: params.firstOrderOnly,
    validUntil: BigInt(params.validUntil),
  };
  const message = { ...coupon, nonce: word(params.nonce) };
  const domain = discountsDomain(31_337, run.at.discounts);
  const couponId = hashTypedData({ domain, types: couponTypes, primaryType: 'Coupon', message } as never);
  return { coupon, skus, couponId, message, domain };
}
