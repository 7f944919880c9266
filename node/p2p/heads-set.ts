import type { VouchError } from '../../protocol/errors.ts';
import { encodeHead, type Head } from '../../protocol/head.ts';
import { limits } from '../../protocol/limits.ts';
import type { Address } from '../../protocol/primitives.ts';
import { createItemSet, type Item } from '../../protocol/wire/negentropy-items.ts';
import { hexOf } from '../store/keys.ts';
import { isPeersFault } from './head-gate.ts';
import type { HeadIntake } from './head-intake.ts';
import { equivocates } from './head-order.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock } from './ports.ts';
import type { ReconciledSet } from './reconciled-set.ts';

/**
 * The held head of each shop, as peers reconcile them: a node tells of what it can give. One that is still being fetched may
 * have blocks that nobody has any more, and would hide the older one that this node holds. Heads that ended are no part of it.
 */
export interface HeadsSet extends ReconciledSet {
  /** Shows a head in the place of the shop's one before; undefined shows none. */
  show(shop: Address, head: Head | undefined): void;
  /** Notes a head that is to be fetched, so that it is not asked for meanwhile. */
  expect(head: Head): void;
}

/** Makes the set, which is kept sorted as heads change. @param options `isFetched` tells whether a head is still to be fetched */
export function createHeadsSet({
  intake,
  isFetched,
  clock,
}: {
  intake: () => HeadIntake;
  isFetched: (head: Head) => boolean;
  clock: Clock;
}): HeadsSet {
  /** Sorted by the second until which a head is valid, so that new heads lie together at the end. */
  const items = createItemSet();
  /** Invariant: both have exactly the heads of `items`. */
  const shown = new Map<Address, { item: Item; head: Head }>();
  const shopsById = new Map<string, Address>();
  /** Heads that gave way to another of their version: in the middle of an exchange, they are what proves it to the peer. */
  const gaveWay = createRecent(networkLimits.equivocationsAtHand);
  const coming = createRecent(networkLimits.headsRemembered);

  const hide = (shop: Address): void => {
    const known = shown.get(shop);
    if (known === undefined) return;
    items.remove(known.item);
    shopsById.delete(hexOf(known.item.id));
    shown.delete(shop);
  };

  return {
    name: 'heads',
    itemBytes: limits.headBytes,
    show: (shop, head) => {
      const before = shown.get(shop);
      if (before && head && equivocates(head, before.head)) gaveWay.keep(hexOf(before.item.id), before.head);
      hide(shop);
      if (head === undefined || head.catalogue.validUntil <= clock()) return;
      const item = { timestamp: head.catalogue.validUntil, id: encodeHead(head).cid.multihash.digest };
      items.insert(item);
      shown.set(shop, { item, head });
      shopsById.set(hexOf(item.id), shop);
    },
    items: () => {
      for (;;) {
        const first = items.size === 0 ? undefined : items.at(0);
        const shop = first && first.timestamp <= clock() ? shopsById.get(hexOf(first.id)) : undefined;
        if (shop === undefined) return items;
        hide(shop);
      }
    },
    expect: (head) => coming.keep(hexOf(encodeHead(head).cid.multihash.digest), head),
    isComing: (id) => {
      const head = coming.of(id);
      if (head === undefined) return false;
      const isStill = isFetched(head);
      if (!isStill) coming.forget(id);
      return isStill;
    },
    encoded: async (ids) =>
      ids.flatMap((id) => {
        const shop = shopsById.get(hexOf(id));
        const known = shop && shown.get(shop);
        const head = known ? known.head : gaveWay.of(hexOf(id));
        return head ? [encodeHead(head).bytes] : [];
      }),
    receive: async (bytes, connection) => {
      const passed = await intake().take(bytes, connection.remotePeer);
      if (passed.ok) return 'kept';
      if (isPeersFault(passed.error)) throw passed.error;
      return mayChange(passed.error) ? 'later' : 'refused';
    },
  };
}

/** True when the same head may be accepted soon: the chain or the clock decides, or the shop's rate. */
const mayChange = ({ code, retryable }: VouchError): boolean => retryable || code === 'head.signer_unknown';

/** A few heads by their id, of which the oldest go first. */
function createRecent(most: number) {
  const heads = new Map<string, Head>();
  return {
    keep: (id: string, head: Head): void => {
      const [oldest] = heads.keys();
      if (heads.size >= most && oldest !== undefined) heads.delete(oldest);
      heads.set(id, head);
    },
    forget: (id: string): void => void heads.delete(id),
    of: (id: string): Head | undefined => heads.get(id),
  };
}
