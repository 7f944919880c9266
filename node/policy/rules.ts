import { CID } from 'multiformats/cid';
import type { DenialView, PolicyView } from '../../protocol/api/policy.ts';
import { digestOf } from '../../protocol/block.ts';
import type { Denial, Policy } from '../../protocol/policy.ts';
import type { PolicyList } from '../../protocol/policy-list.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';

/** A policy with its subscribed lists, made ready to be asked often. */
export interface Rules {
  /** Why a shop is not carried; undefined when it is, or is only not followed. */
  shop(shop: Address): DenialView | undefined;
  /** Why a block is not carried, whatever codec its identifier names. */
  block(cid: CID): DenialView | undefined;
  /** True when the operator named the shop. */
  follows(shop: Address): boolean;
  /** True when shops that the operator did not name are left out. */
  onlyFollowed: boolean;
  /** Digests of all denied blocks. */
  deniedBlocks: ReadonlyMap<Hex, DenialView>;
  deniedShops: ReadonlyMap<Address, DenialView>;
  followed: ReadonlySet<Address>;
  view: Omit<PolicyView, 'problem'>;
}

/**
 * Makes rules of a policy. The operator's denials count first, then what the operator allows, then the lists in their order.
 * @param lists the subscribed lists that are here
 */
export function compileRules(policy: Policy, lists: readonly PolicyList[]): Rules {
  const deniedShops = new Map<Address, DenialView>();
  const deniedBlocks = new Map<Hex, DenialView>();
  const deny = (denial: Denial, list: Address | null): void => {
    const { shop, cid, reason, since } = denial;
    const view: DenialView = { shop: shop ?? null, cid: cid ?? null, reason, since, list };
    if (shop !== undefined && !deniedShops.has(shop)) deniedShops.set(shop, view);
    if (cid === undefined) return;
    const digest = digestOf(CID.parse(cid));
    if (!deniedBlocks.has(digest)) deniedBlocks.set(digest, view);
  };
  const allowedShops = new Set(policy.allowed.flatMap(({ shop }) => shop ?? []));
  const allowedBlocks = new Set(
    policy.allowed.flatMap(({ cid }) => (cid === undefined ? [] : digestOf(CID.parse(cid)))),
  );
  const isAllowed = ({ shop, cid }: Denial): boolean =>
    shop !== undefined ? allowedShops.has(shop) : cid !== undefined && allowedBlocks.has(digestOf(CID.parse(cid)));

  for (const denial of policy.denied) deny(denial, null);
  for (const { author, entries } of lists) {
    for (const denial of entries) if (!isAllowed(denial)) deny(denial, author);
  }
  const followed = new Set([...policy.followed, ...allowedShops]);
  return {
    shop: (shop) => deniedShops.get(shop),
    block: (cid) => (deniedBlocks.size === 0 ? undefined : deniedBlocks.get(digestOf(cid))),
    follows: (shop) => followed.has(shop),
    onlyFollowed: policy.carries === 'followed',
    deniedBlocks,
    deniedShops,
    followed,
    view: {
      carries: policy.carries,
      followed: [...followed],
      lists: lists.map(({ author, name, version, entries }) => ({ author, name, version, denials: entries.length })),
      denials: [...deniedShops.values(), ...deniedBlocks.values()],
    },
  };
}
