import { hexToBytes } from '@noble/hashes/utils';
import { z } from 'zod';
import { type CouponUse, couponNumbers, hasOneReduction, skusHash } from './coupon.ts';
import { type Result, unwrap } from './errors.ts';
import { limits } from './limits.ts';
import { addressBytesSchema, bytes32BytesSchema, signatureBytesSchema } from './link-bytes.ts';
import { decodeLinkCode, encodeLinkCode, type LinkCodeOptions } from './link-code.ts';
import type { Hex } from './primitives.ts';

const couponBytesSchema = z
  .strictObject({
    shop: addressBytesSchema,
    token: addressBytesSchema,
    skus: bytes32BytesSchema,
    holder: addressBytesSchema,
    ...couponNumbers,
    nonce: bytes32BytesSchema,
  })
  .refine(hasOneReduction, { path: ['percentBps'], message: 'either a percentage or an amount, not both' });

const codeSchema = z
  .strictObject({
    v: z.literal(1),
    type: z.literal('coupon'),
    coupon: couponBytesSchema,
    skus: z.array(bytes32BytesSchema).max(limits.couponSkus),
    signer: addressBytesSchema,
    signature: signatureBytesSchema,
  })
  .refine(({ coupon, skus }) => skusHash(skus) === coupon.skus, {
    path: ['skus'],
    message: 'are not those that the coupon names',
  })
  .transform(({ coupon, skus, signer, signature }): CouponUse => ({ coupon, skus, signer, signature }));

const options: LinkCodeOptions<CouponUse> = { schema: codeSchema, mostBytes: limits.couponBytes, noun: 'coupon' };
const bytesOf = (hex: Hex): Uint8Array => hexToBytes(hex.slice(2));

/**
 * Writes a signed coupon as a text that travels in a link, `?coupon=…`, through any node: nothing has to be stored.
 * @returns base64url of canonical dag-cbor
 * @throws VouchError `coupon.invalid`; `coupon.too_large` when it names too many SKUs to fit into a link
 */
export function encodeCouponCode({ coupon, skus, signer, signature }: CouponUse): string {
  const text = encodeLinkCode({
    v: 1,
    type: 'coupon',
    coupon: {
      ...coupon,
      shop: bytesOf(coupon.shop),
      token: bytesOf(coupon.token),
      skus: bytesOf(coupon.skus),
      holder: bytesOf(coupon.holder),
      amountUnits: coupon.amountUnits.toString(),
      minimumUnits: coupon.minimumUnits.toString(),
      validUntil: Number(coupon.validUntil),
      nonce: bytesOf(coupon.nonce),
    },
    skus: skus.map(bytesOf),
    signer: bytesOf(signer),
    signature: bytesOf(signature),
  });
  unwrap(decodeCouponCode(text));
  return text;
}

/**
 * Reads a coupon out of a link. Its signature is checked apart, by `checkCoupon`.
 * @returns the coupon, ready for the contract, or `coupon.malformed`, `coupon.too_large`, `coupon.not_canonical`,
 * `coupon.invalid`
 */
export const decodeCouponCode = (text: string): Result<CouponUse> => decodeLinkCode(text, options);
