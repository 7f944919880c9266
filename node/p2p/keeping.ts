import * as dagCbor from '@ipld/dag-cbor';
import type { CID } from 'multiformats/cid';
import { cidFromDigest, digestOf, RAW } from '../../protocol/block.ts';
import { type Address, addressSchema, type Hex } from '../../protocol/primitives.ts';
import type { NodePolicy } from '../policy/policy.ts';
import type { Rules } from '../policy/rules.ts';
import { type DropPorts, dropShop } from './drop-shop.ts';
import type { HeadBook } from './head-book.ts';
import { networkLimits } from './network-limits.ts';
import type { Authority, Log } from './ports.ts';
import { repeat } from './repeat.ts';
import type { Room } from './room.ts';
import type { ShopQueues } from './shop-queues.ts';

/** Lets go what this node is not to keep, and brings back what it may keep again. */
export interface Keeping {
  /** Enforces the policy, as after a change. Does not wait. */
  enforce(): void;
  /** Lets shops go that have to make way. Does not wait. */
  makeWay(): void;
  /** One look at all held shops: the deposit, the end of the catalogue. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

export type KeepingPorts = DropPorts & { book: HeadBook };

/**
 * Makes the keeper. Shops and blocks that the policy leaves out go at once, with what orders name; shops whose deposit has been
 * too small for a while, or whose catalogue ended long ago, go but for what orders name.
 * @param options `authority` says what deposits carry, without the policy; `again` is told of shops that are carried again, and
 * `blocksAgain` that some blocks are; `dropped` counts shops that went, by reason
 */
export function startKeeping(options: {
  ports: KeepingPorts;
  queues: ShopQueues;
  policy: Pick<NodePolicy, 'rules' | 'shopRefusal' | 'onChange'>;
  authority: Pick<Authority, 'quota'>;
  room: Room;
  log: Log;
  again: (shops: Address[]) => void;
  blocksAgain: () => void;
  dropped: (reason: DropReason) => void;
}): Keeping {
  const { ports, queues, policy, authority, room, log, again, blocksAgain, dropped } = options;
  const { store, book, clock } = ports;
  let enforced: Rules | undefined;

  const drop = async (shop: Address, reason: DropReason): Promise<void> => {
    const ordered = reason === 'policy' ? 'drop' : 'keep';
    const blocks = await queues.run(shop, async () => {
      // The operator may have thought better of it while others had their turn.
      if (reason === 'policy' && policy.shopRefusal(shop) === null) return undefined;
      return dropShop({ shop, ordered }, ports);
    });
    if (blocks === undefined) return;
    room.note(shop, 0);
    dropped(reason);
    log.info({ shop, reason, blocks }, 'A shop is no longer kept.');
  };

  const enforce = async (): Promise<void> => {
    const rules = policy.rules();
    for (const { catalogue } of [...book.all()]) {
      if (policy.shopRefusal(catalogue.shop) !== null) await drop(catalogue.shop, 'policy');
    }
    // A shop that was let go earlier may have left what orders name. By its turn it may be allowed, and here again.
    for (const shop of rules.deniedShops.keys()) {
      if (enforced?.deniedShops.has(shop) !== true)
        await queues.run(shop, async () => {
          if (policy.shopRefusal(shop) !== null) await dropShop({ shop, ordered: 'drop' }, ports);
        });
    }
    for (const digest of rules.deniedBlocks.keys()) {
      if (enforced?.deniedBlocks.has(digest) !== true && policy.rules().deniedBlocks.has(digest))
        await removeBlock(digest);
    }
    const before = enforced;
    enforced = rules;
    await store.reclaim();
    if (before === undefined) return;
    const lifted = [...before.deniedShops.keys(), ...rules.followed];
    again([...new Set(lifted)].filter((shop) => book.held(shop) === undefined && policy.shopRefusal(shop) === null));
    if ([...before.deniedBlocks.keys()].some((digest) => !rules.deniedBlocks.has(digest))) blocksAgain();
  };

  /** Deletes one block, whatever it is: a listing or profile with images that nothing else shows, an image, a content. */
  const removeBlock = async (digest: Hex): Promise<void> => {
    const cid = cidFromDigest(digest, RAW);
    const bytes = await store.get(cid);
    if (bytes === undefined) return;
    const shop = shopOf(bytes);
    if (shop !== undefined) {
      await queues.run(shop, async () => {
        await store.drops.letGo(shop, [cid]);
        const isKept = async (listing: CID) => digestOf(listing) !== digest && ports.sink.isReferenced(listing);
        await store.sweeper.sweep(shop, clock(), isKept);
      });
    }
    await store.images.remove([cid]);
    await store.contents.delete([cid]);
    log.info({ cid: cid.toString() }, 'A block is no longer kept.');
  };

  const round = async (): Promise<void> => {
    for (const { catalogue } of [...book.all()]) {
      const { shop, validUntil } = catalogue;
      const quota = await authority.quota(shop);
      room.rank(shop, quota);
      if (validUntil + networkLimits.endedKeepSeconds < clock()) await drop(shop, 'ended');
      else if (quota !== null) await store.drops.keptAgain(shop);
      else {
        const since = await store.drops.unkeptSince(shop, clock());
        if (since + networkLimits.unstakedKeepSeconds < clock()) await drop(shop, 'unstaked');
      }
    }
    await store.reclaim();
  };

  const enforcing = repeat({ seconds: 3_600, name: 'Enforcing the policy', log }, enforce);
  const evicting = repeat({ seconds: 3_600, name: 'Making room', log }, async () => {
    for (const shop of room.toEvict()) if (book.held(shop) !== undefined) await drop(shop, 'full');
  });
  const rounds = repeat({ seconds: networkLimits.keepingEverySeconds, name: 'Looking at held shops', log }, round);
  const unsubscribe = policy.onChange(() => enforcing.now());
  enforcing.now();
  rounds.now();
  return {
    enforce: () => enforcing.now(),
    makeWay: () => evicting.now(),
    round,
    stop: async () => {
      unsubscribe();
      await Promise.all([enforcing.stop(), evicting.stop(), rounds.stop()]);
    },
  };
}

/** Why a shop went. */
export type DropReason = 'policy' | 'unstaked' | 'ended' | 'full';

/** Whose listing or profile a block is; undefined for everything else. */
function shopOf(bytes: Uint8Array): Address | undefined {
  try {
    const document = dagCbor.decode<{ type?: unknown; shop?: unknown } | null>(bytes);
    if (document?.type !== 'listing' && document?.type !== 'profile') return undefined;
    return addressSchema.safeParse(document.shop).data;
  } catch {
    // Images and encrypted blocks are no dag-cbor.
    return undefined;
  }
}
