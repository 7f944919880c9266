import { type Coupon, type CouponUse, couponTypes } from '../../../protocol/coupon.ts';
import { type Alliance, allianceTypes } from '../../../protocol/points.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';
import { discountsDomain } from '../../../protocol/typed-data.ts';
import type { TypedDataSigner } from './typed-data-signer.ts';
import { bytes32 } from './world.ts';

/** The chain that tests run on. */
const CHAIN_ID = 31_337;

/** A usual coupon: 10 % off everything, for anyone, a thousand times, thrice a buyer. */
export const makeCoupon = (shop: string, token: Address, changes: Partial<Coupon> = {}): Coupon => ({
  shop: shop as Address,
  token,
  skus: zeroBytes32,
  holder: zeroAddress,
  percentBps: 1_000,
  amountUnits: 0n,
  minimumUnits: 0n,
  maxUses: 1_000,
  maxUsesPerBuyer: 3,
  firstOrderOnly: false,
  validUntil: 2n ** 40n,
  nonce: bytes32('coupon'),
  ...changes,
});

/** Signs a coupon. */
export async function signCoupon(options: {
  discounts: Address;
  signedBy: TypedDataSigner;
  /** Who is said to have signed. */
  signer: string;
  coupon: Coupon;
  skus?: readonly Hex[];
  chainId?: number;
}): Promise<CouponUse> {
  const { coupon, discounts, signedBy, skus = [], chainId = CHAIN_ID } = options;
  const types = { Coupon: [...couponTypes.Coupon] };
  const signature = await signedBy.signTypedData(discountsDomain(chainId, discounts), types, { ...coupon });
  return { coupon, skus: [...skus], signer: options.signer as Address, signature: signature as Hex };
}

/** Signs an alliance. */
export async function signAlliance(options: {
  discounts: Address;
  signedBy: TypedDataSigner;
  alliance: Alliance;
}): Promise<Hex> {
  const { alliance, discounts, signedBy } = options;
  const types = { Alliance: [...allianceTypes.Alliance] };
  return (await signedBy.signTypedData(discountsDomain(CHAIN_ID, discounts), types, { ...alliance })) as Hex;
}
