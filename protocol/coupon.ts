import { encodeAbiParameters, hashTypedData, keccak256 } from 'viem/utils';
import { z } from 'zod';
import { uint32Schema } from './integers.ts';
import { limits } from './limits.ts';
import {
  type Address,
  addressSchema,
  bytes32Schema,
  type Hex,
  secondsSchema,
  unitsSchema,
  zeroBytes32,
} from './primitives.ts';
import { partOf } from './split.ts';
import { discountsDomain } from './typed-data.ts';

/** A price reduction that a shop signs, as contracts take it. */
export interface Coupon {
  shop: Address;
  token: Address;
  /** Hash of the SKUs it is for, zero for the whole shop: see `skusHash`. */
  skus: Hex;
  /** Who may use it, or zero for anyone. */
  holder: Address;
  /** Part of the item price, in basis points; zero for a fixed amount. */
  percentBps: number;
  /** Fixed amount, in token units; zero for a percentage. */
  amountUnits: bigint;
  /** Item price of the line from which on it counts, in token units. */
  minimumUnits: bigint;
  /** How often it can be used by everyone together. */
  maxUses: number;
  maxUsesPerBuyer: number;
  /** Only for a buyer who used no first-order coupon of the shop before. */
  firstOrderOnly: boolean;
  /** Unix seconds. */
  validUntil: bigint;
  /** 32 random bytes: tells coupons with equal terms apart. */
  nonce: Hex;
}

/** A coupon and its signature, as contracts take it. */
export interface CouponUse {
  coupon: Coupon;
  /** The SKUs behind `coupon.skus`; none for the whole shop. */
  skus: Hex[];
  /** The shop or one of its publishers. */
  signer: Address;
  signature: Hex;
}

/** Members of a coupon that are written the same in JSON and in codes for links. */
export const couponNumbers = {
  percentBps: z.int().min(0).max(limits.couponPercentBps),
  amountUnits: unitsSchema,
  minimumUnits: unitsSchema,
  maxUses: uint32Schema.min(1),
  maxUsesPerBuyer: uint32Schema.min(1),
  firstOrderOnly: z.boolean(),
  validUntil: secondsSchema.transform(BigInt),
};

/** True when a coupon takes off a percentage or an amount, and not both. */
export const hasOneReduction = ({ percentBps, amountUnits }: Pick<Coupon, 'percentBps' | 'amountUnits'>): boolean =>
  (percentBps === 0) !== (amountUnits === 0n);

/** A coupon in JSON, such as what a form or the command line gives: amounts are decimal strings. */
export const couponSchema = z
  .strictObject({
    shop: addressSchema,
    token: addressSchema,
    skus: bytes32Schema,
    holder: addressSchema,
    ...couponNumbers,
    nonce: bytes32Schema,
  })
  .refine(hasOneReduction, { path: ['percentBps'], message: 'either a percentage or an amount, not both' });

/** EIP-712 types of a coupon. */
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
} as const;

/** What shop or publisher signs: pass it to `signTypedData`. */
export const couponTypedData = (chainId: number, discounts: Address, coupon: Coupon) =>
  ({
    domain: discountsDomain(chainId, discounts),
    types: couponTypes,
    primaryType: 'Coupon',
    message: coupon,
  }) as const;

/** The digest that is signed, which is also the coupon's ID: equal to Discounts.couponDigest. */
export const couponId = (chainId: number, discounts: Address, coupon: Coupon): Hex =>
  hashTypedData(couponTypedData(chainId, discounts, coupon));

/** `Coupon.skus`: keccak256(abi.encode(bytes32[])), or zero for the whole shop. */
export const skusHash = (skus: readonly Hex[]): Hex =>
  skus.length === 0 ? zeroBytes32 : keccak256(encodeAbiParameters([{ type: 'bytes32[]' }], [skus]));

/**
 * What a coupon takes off.
 * @param itemUnits what all units of the line cost without delivery
 * @returns token units; a fixed amount may be more than the line costs, which the contract refuses
 */
export const discountOf = (coupon: Pick<Coupon, 'percentBps' | 'amountUnits'>, itemUnits: bigint): bigint =>
  coupon.percentBps === 0 ? coupon.amountUnits : partOf(itemUnits, coupon.percentBps);
