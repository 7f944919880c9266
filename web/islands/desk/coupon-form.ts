import { z } from 'zod';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { type Coupon, couponSchema, skusHash } from '../../../protocol/coupon.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { skuOf } from '../../../protocol/listing.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { type Address, type Hex, zeroAddress } from '../../../protocol/primitives.ts';
import { validate } from '../../../protocol/validate.ts';
import { dayAhead, endOfDay } from './last-day.ts';

/** What the seller writes about a coupon, as browsers keep it. Amounts are text in the token's decimals. */
export const couponFormSchema = z.object({
  kind: z.enum(['percent', 'fixed']),
  percent: z.number(),
  amount: z.string(),
  /** Price from which on it counts; empty for any. */
  minimum: z.string(),
  maxUses: z.number(),
  maxUsesPerBuyer: z.number(),
  firstOrderOnly: z.boolean(),
  /** The one account that may use it; empty for anyone. */
  holder: z.string(),
  /** Last day on which it can be used, such as `2026-12-31`. */
  lastDay: z.string(),
  /** Handle of the listing that it is for; empty for the whole shop. */
  handle: z.string(),
});
export type CouponForm = z.infer<typeof couponFormSchema>;

const MONTH_SECONDS = 30 * 86_400;

/** A coupon that nothing was written about yet. */
export const blankCoupon = (): CouponForm => ({
  kind: 'percent',
  percent: 10,
  amount: '',
  minimum: '',
  maxUses: 100,
  maxUsesPerBuyer: 1,
  firstOrderOnly: false,
  holder: '',
  lastDay: dayAhead(MONTH_SECONDS),
  handle: '',
});

export interface CouponContext {
  shop: Address;
  token: { address: string; decimals: number };
  entries: readonly CatalogueEntry[];
  /** 32 random bytes. */
  nonce: Hex;
}

/**
 * Makes a coupon of what the seller wrote.
 * @returns the coupon to sign, and the SKUs that it names
 * @throws VouchError `money.*`, `coupon.invalid`, `coupon.listing_gone`
 */
export function makeCoupon(form: CouponForm, context: CouponContext): { coupon: Coupon; skus: Hex[] } {
  const { shop, token, entries, nonce } = context;
  const units = (text: string): string =>
    (text.trim() === '' ? 0n : unwrap(parseMoney(text, token.decimals))).toString();
  const skus = entries
    .filter(({ handle }) => handle === form.handle)
    .flatMap(({ handle, offers }) => offers.map(({ code }) => skuOf(handle, code)));
  // Without SKUs it would be for the whole shop.
  if (form.handle !== '' && skus.length === 0) {
    throw new VouchError({
      code: 'coupon.listing_gone',
      message: `The shop does not list ${form.handle}.`,
      hint: 'Choose another listing, or the whole shop.',
      details: { field: 'handle' },
    });
  }
  const coupon = unwrap(
    validate(
      couponSchema,
      {
        shop,
        token: token.address,
        skus: skusHash(skus),
        holder: form.holder.trim() === '' ? zeroAddress : form.holder.trim(),
        percentBps: form.kind === 'percent' ? Math.round(form.percent * 100) : 0,
        amountUnits: form.kind === 'fixed' ? units(form.amount) : '0',
        minimumUnits: units(form.minimum),
        maxUses: form.maxUses,
        maxUsesPerBuyer: form.maxUsesPerBuyer,
        firstOrderOnly: form.firstOrderOnly,
        validUntil: endOfDay(form.lastDay),
        nonce,
      },
      'coupon',
    ),
  );
  return { coupon, skus };
}

/** The page that a coupon's link opens: its listing, or the shop. */
export const couponLink = (parts: { origin: string; shop: string; listing: string | null; code: string }): string =>
  `${parts.origin}${parts.listing === null ? `/shop/${parts.shop}` : `/listing/${parts.listing}`}?coupon=${parts.code}`;
