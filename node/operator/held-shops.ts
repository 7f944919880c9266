import type { Queries } from '../../indexer/queries/queries.ts';
import type { Page } from '../../protocol/api/common.ts';
import type { HeldShop } from '../../protocol/api/operator.ts';
import type { ReplicasView } from '../../protocol/api/replica.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Authority } from '../p2p/ports.ts';
import type { NodePolicy } from '../policy/policy.ts';
import type { BlockStore } from '../store/block-store.ts';

/** What the list of held shops is made from. */
export interface HeldShopsParts {
  store: Pick<BlockStore, 'catalogues'>;
  queries: Pick<Queries, 'getShop'>;
  authority: Pick<Authority, 'quota'>;
  policy: Pick<NodePolicy, 'rules'>;
  replicas: (shop: Address) => Promise<ReplicasView | undefined>;
}

/**
 * Lists the shops that this node holds, the largest first.
 * @param page how many, and after which shop to begin
 */
export async function listHeldShops(
  parts: HeldShopsParts,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<HeldShop>> {
  const held = [...(await parts.store.catalogues.totals())].sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const begin = cursor === undefined ? 0 : held.findIndex(([shop]) => shop === cursor) + 1;
  const chosen = held.slice(begin, begin + limit);
  const items = await Promise.all(chosen.map(([shop, bytes]) => heldShopOf(parts, shop, bytes)));
  const last = chosen.at(-1);
  return { items, nextCursor: begin + limit < held.length && last !== undefined ? last[0] : null };
}

async function heldShopOf(parts: HeldShopsParts, shop: Address, bytes: number): Promise<HeldShop> {
  const [known, quota, replicas] = await Promise.all([
    parts.queries.getShop(shop),
    parts.authority.quota(shop),
    parts.replicas(shop),
  ]);
  return {
    shop,
    names: known?.names ?? {},
    listings: known?.listings ?? 0,
    version: replicas?.version ?? null,
    bytes,
    quota,
    followed: parts.policy.rules().follows(shop),
    copies: replicas === undefined ? null : countCopies(replicas),
  };
}

/** Counts the copies on other nodes. */
function countCopies({ replicas, askedAt }: ReplicasView): NonNullable<HeldShop['copies']> {
  const others = replicas.filter(({ self }) => !self);
  const count = (state: 'current' | 'stale' | 'ahead') => others.filter((each) => each.state === state).length;
  return {
    current: count('current'),
    stale: count('stale'),
    ahead: count('ahead'),
    complete: others.filter(({ complete }) => complete).length,
    askedAt,
  };
}
