import type { ReplicasView } from '../../protocol/api/replica.ts';
import type { Address } from '../../protocol/primitives.ts';

/** Shops whose holders are remembered; the least visited go first. */
const MOST_SHOPS = 1_000;
/** Seconds after which a visit has the holders asked for again. */
const FRESH_SECONDS = 60;

interface Known {
  view: ReplicasView | null;
  /** Unix seconds of the newest answer; zero before the first. */
  at: number;
  asking: Promise<void> | null;
}

/**
 * Tells who holds a shop, as far as it is known: a page never waits for peers. What a visit finds missing or old is asked
 * for behind it, and the next visit shows it.
 * @param ports asks who holds a shop; the clock, in Unix seconds; hears of what failed
 * @returns null until the first answer
 */
export function createShopCopies({
  replicas,
  clock,
  failed,
}: {
  replicas: (shop: Address) => Promise<ReplicasView | undefined>;
  clock: () => number;
  failed: (error: unknown) => void;
}): (shop: Address) => ReplicasView | null {
  const shops = new Map<Address, Known>();
  return (shop) => {
    const known: Known = shops.get(shop) ?? { view: null, at: 0, asking: null };
    shops.delete(shop);
    shops.set(shop, known);
    const [oldest] = shops.keys();
    if (shops.size > MOST_SHOPS && oldest !== undefined) shops.delete(oldest);
    if (known.asking === null && known.at + FRESH_SECONDS <= clock()) {
      known.asking = replicas(shop)
        .then((view) => {
          known.view = view ?? null;
        })
        .catch(failed)
        .finally(() => {
          known.at = clock();
          known.asking = null;
        });
    }
    return known.view;
  };
}
