const mostBuckets = 20_000;

/** A token bucket per shop, or per peer. */
export interface ShopRates {
  /** @returns false when the shop or peer has used up its rate */
  take(name: string, now: number): boolean;
}

/** Makes the buckets. @param options `burst` tokens at rest, `perSecond` refilled */
export function createShopRates({ burst, perSecond }: { burst: number; perSecond: number }): ShopRates {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: (name, now) => {
      const bucket = buckets.get(name) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) * perSecond);
      buckets.delete(name);
      buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
      const [oldest] = buckets.keys();
      if (buckets.size > mostBuckets && oldest !== undefined) buckets.delete(oldest);
      return tokens >= 1;
    },
  };
}
