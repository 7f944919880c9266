import { couponIn } from '../../components/links.ts';

const KEY = 'vouch.coupons';
const MOST = 10;

const isCode = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9_-]{1,4000}$/.test(value);

/** Coupons of followed links, for the time of the visit. */
export interface CouponMemory {
  list: () => string[];
  keep: (codes: readonly string[]) => void;
}

/**
 * Keeps coupons between the page that a link led to and the checkout.
 * @param storage sessionStorage: the next visit begins without
 */
export function createCouponMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): CouponMemory {
  const list = (): string[] => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isCode) : [];
    } catch {
      // Someone else wrote there; the next link replaces it.
      return [];
    }
  };
  return {
    list,
    keep: (codes) => storage.setItem(KEY, JSON.stringify([...new Set(codes)].filter(isCode).slice(-MOST))),
  };
}

/** Keeps the coupon in the page's address, when it has one. */
export function keepLinkedCoupon(memory: CouponMemory, path: string): void {
  const code = couponIn(path);
  if (code !== null) memory.keep([...memory.list(), code]);
}
