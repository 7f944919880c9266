import { encodeAbiParameters, keccak256 } from 'viem/utils';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import { ethers } from './chain.ts';
import type { TypedDataSigner } from './typed-data-signer.ts';
import { bytes32 } from './world.ts';

const zeroAddress = ethers.ZeroAddress as Address;
const zeroHash = ethers.ZeroHash as Hex;

export interface Coupon {
  shop: Address;
  token: Address;
  skus: Hex;
  holder: Address;
  percentBps: number;
  amountUnits: bigint;
  minimumUnits: bigint;
  maxUses: number;
  maxUsesPerBuyer: number;
  firstOrderOnly: boolean;
  validUntil: bigint;
  nonce: Hex;
}

export interface CouponUse {
  coupon: Coupon;
  skus: readonly Hex[];
  signer: Address;
  signature: Hex;
}

export interface Alliance {
  issuer: Address;
  acceptor: Address;
  token: Address;
  rateBps: number;
  maxDiscountBps: number;
  capPoints: bigint;
  validUntil: bigint;
}

export const couponTypes = {
  Coupon: [
    { name: 'shop', type: 'address' },
    { name: 'token', type: 'address' },
    { name: 'skus', type: 'bytes32' },
    { name: 'holder', type: 'address' },
    { name: 'percentBps', type: 'uint16' },
    { name: 'amountUnits', type: 'uint128' },
    { name: 'minimumUnits', type: 'uint128' },
    { name: 'maxUses', type: 'uint32' },
    { name: 'maxUsesPerBuyer', type: 'uint32' },
    { name: 'firstOrderOnly', type: 'bool' },
    { name: 'validUntil', type: 'uint64' },
    { name: 'nonce', type: 'bytes32' },
  ],
};

export const allianceTypes = {
  Alliance: [
    { name: 'issuer', type: 'address' },
    { name: 'acceptor', type: 'address' },
    { name: 'token', type: 'address' },
    { name: 'rateBps', type: 'uint16' },
    { name: 'maxDiscountBps', type: 'uint16' },
    { name: 'capPoints', type: 'uint128' },
    { name: 'validUntil', type: 'uint64' },
  ],
};

/** The EIP-712 domain of coupons and alliances. */
export const discountsDomain = (discounts: Address, chainId = 31_337) =>
  ({ name: 'Vouch', version: '1', chainId, verifyingContract: discounts }) as const;

/** What a coupon for some SKUs names. */
export const skusHash = (skus: readonly Hex[]): Hex => keccak256(encodeAbiParameters([{ type: 'bytes32[]' }], [skus]));

/** A usual coupon: 10 % off everything, for anyone, a thousand times, thrice a buyer. */
export const makeCoupon = (shop: string, token: Address, changes: Partial<Coupon> = {}): Coupon => ({
  shop: shop as Address,
  token,
  skus: zeroHash,
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
  const { coupon, signedBy, skus = [] } = options;
  const domain = discountsDomain(options.discounts, options.chainId);
  const signature = (await signedBy.signTypedData(domain, couponTypes, { ...coupon })) as Hex;
  return { coupon, skus, signer: options.signer as Address, signature };
}

/** Signs an alliance. */
export async function signAlliance(options: {
  discounts: Address;
  signedBy: TypedDataSigner;
  alliance: Alliance;
}): Promise<Hex> {
  const domain = discountsDomain(options.discounts);
  return (await options.signedBy.signTypedData(domain, allianceTypes, { ...options.alliance })) as Hex;
}
