import { type CouponUse, couponId } from '../../../protocol/coupon.ts';
import { decodeCouponCode } from '../../../protocol/coupon-code.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';

const KEY = 'vouch.made-coupons';
const MOST = 200;

/** A coupon that was made in this browser. */
export interface MadeCoupon {
  code: string;
  /** The digest that was signed. */
  id: Hex;
  use: CouponUse;
  /** CID of its listing; null for the whole shop. */
  listing: string | null;
}

interface Kept {
  code: string;
  listing: string | null;
}

const isKept = (value: unknown): value is Kept => {
  if (typeof value !== 'object' || value === null) return false;
  // Safety: read as unknown and checked here.
  const { code, listing } = value as Record<string, unknown>;
  return (
    typeof code === 'string' && (listing === null || (typeof listing === 'string' && /^b[a-z2-7]+$/.test(listing)))
  );
};

/** The coupons of one shop that this browser knows: signing leaves no trace elsewhere. */
export interface CouponBook {
  list: () => MadeCoupon[];
  add: (code: string, listing: string | null) => void;
  remove: (code: string) => void;
}

/**
 * Keeps a shop's coupons in this browser.
 * @param storage localStorage
 * @param place the shop, and where its coupons are valid
 */
export function createCouponBook(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  { shop, chainId, discounts }: { shop: Address; chainId: number; discounts: Address },
): CouponBook {
  const key = `${KEY}.${shop}`;
  const read = (): Kept[] => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isKept) : [];
    } catch {
      // Someone else wrote there; the next coupon replaces it.
      return [];
    }
  };
  const write = (kept: readonly Kept[]): void => storage.setItem(key, JSON.stringify(kept.slice(-MOST)));
  return {
    list: () =>
      read().flatMap(({ code, listing }) => {
        const use = decodeCouponCode(code);
        if (!use.ok || use.value.coupon.shop !== shop) return [];
        return [{ code, listing, use: use.value, id: couponId(chainId, discounts, use.value.coupon) }];
      }),
    add: (code, listing) => write([...read().filter((each) => each.code !== code), { code, listing }]),
    remove: (code) => write(read().filter((each) => each.code !== code)),
  };
}
