import type { Address } from '../../protocol/primitives.ts';

/** Runs work on one shop one after another; work on different shops overlaps. */
export interface ShopQueues {
  run<T>(shop: Address, work: () => Promise<T>): Promise<T>;
  busy(shop: Address): boolean;
  /** Resolves when all work is done. */
  idle(): Promise<void>;
}

export function createShopQueues(): ShopQueues {
  const tails = new Map<Address, Promise<unknown>>();
  return {
    run: (shop, work) => {
      const done = (tails.get(shop) ?? Promise.resolve()).then(work);
      // The failure is the caller's; what waits behind it still runs.
      const tail: Promise<unknown> = done
        .catch(() => undefined)
        .then(() => {
          if (tails.get(shop) === tail) tails.delete(shop);
        });
      tails.set(shop, tail);
      return done;
    },
    busy: (shop) => tails.has(shop),
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
