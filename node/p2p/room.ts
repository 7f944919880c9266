import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Quota } from '../../protocol/quota.ts';
import type { BlockStore } from '../store/block-store.ts';

/** The part of the budget that is made free for a shop with a larger deposit. */
const ROOM_SHARE = 0.1;

/** Who has a place in the bytes that the operator gives to catalogues and pictures. */
export interface Room {
  /** Notes how much a held shop's deposit carries: shops with more stay before those with less. */
  rank(shop: Address, quota: Quota | null): void;
  /**
   * What of a shop's quota there is room for.
   * @throws VouchError `store.full` (retryable) for a new shop when neither room is left nor a shop with a smaller deposit is
   * held; with `urge` also while such shops are on their way out
   */
  admit(shop: Address, quota: Quota, options?: { urge: boolean }): Quota;
  usedBytes(): number;
  /** Shops to let go so that others have room; the answer is given once. */
  toEvict(): Address[];
  /** Notes that a shop is held and takes so many bytes, or that it is gone: zero. */
  note(shop: Address, bytes: number): void;
}

/**
 * Opens the budget over what the store holds.
 * @param options `mostBytes` for all shops together, undefined for no bound; `follows` tells shops that the operator chose, who
 * stay before all others; `urged` is called when there are shops to let go
 */
export async function openRoom(options: {
  mostBytes: number | undefined;
  store: Pick<BlockStore, 'catalogues'>;
  follows: (shop: Address) => boolean;
  urged: () => void;
}): Promise<Room> {
  const { mostBytes, store, follows, urged } = options;
  const held = await store.catalogues.totals();
  const ranks = new Map<Address, number>();
  const leaving = new Set<Address>();
  const used = () => held.values().reduce((sum, bytes) => sum + bytes, 0);
  const rankOf = (shop: Address, listings: number) => (follows(shop) ? Number.MAX_SAFE_INTEGER : listings);

  return {
    rank: (shop, quota) => void ranks.set(shop, quota?.listings ?? 0),
    usedBytes: used,
    admit: (shop, quota, { urge } = { urge: false }) => {
      if (mostBytes === undefined) return quota;
      const own = held.get(shop) ?? 0;
      const free = mostBytes - used() + own;
      const wanted = Math.min(quota.bytes, mostBytes * ROOM_SHARE);
      if (own > 0 || free >= wanted) return { ...quota, bytes: Math.min(quota.bytes, Math.max(free, own)) };
      const lower = [...held.keys()]
        .filter((each) => each !== shop && ranks.has(each))
        .map((each) => ({ each, rank: rankOf(each, ranks.get(each) ?? 0) }))
        .filter(({ rank }) => rank < rankOf(shop, quota.listings))
        .sort((a, b) => a.rank - b.rank);
      let coming = free;
      for (const { each } of lower) {
        if (coming >= wanted) break;
        coming += held.get(each) ?? 0;
        if (urge) leaving.add(each);
      }
      if (coming < wanted) throw full(shop, mostBytes);
      if (!urge) return quota;
      urged();
      throw full(shop, mostBytes);
    },
    toEvict: () => {
      const shops = [...leaving];
      leaving.clear();
      return shops;
    },
    note: (shop, bytes) => {
      if (bytes > 0) held.set(shop, bytes);
      else {
        held.delete(shop);
        ranks.delete(shop);
      }
    },
  };
}

const full = (shop: Address, mostBytes: number): VouchError =>
  new VouchError({
    code: 'store.full',
    message: `This node has no room left for the shop ${shop}.`,
    hint: 'Stake a larger deposit than the shops it holds, or publish on another node.',
    retryable: true,
    details: { field: 'catalogue.shop', limit: `${mostBytes} bytes`, shop },
  });
