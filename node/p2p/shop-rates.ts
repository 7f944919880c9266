import type { Address } from '../../protocol/primitives.ts';

const mostShops = 20_000;

/** A token bucket per shop. */
export interface ShopRates {
  /** @returns false when the shop has used up its rate */
  take(shop: Address, now: number): boolean;
}

/** Makes the buckets. @param options `burst` tokens at rest, `perSecond` refilled */
export function createShopRates({ burst, perSecond }: { burst: number; perSecond: number }): ShopRates {
  const buckets = new Map<Address, { tokens: number; at: number }>();
  return {
    take: (shop, now) => {
      const bucket = buckets.get(shop) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) * perSecond);
      buckets.delete(shop);
      buckets.set(shop, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
      const [oldest] = buckets.keys();
      if (buckets.size > mostShops && oldest !== undefined) buckets.delete(oldest);
      return tokens >= 1;
    },
  };
}
