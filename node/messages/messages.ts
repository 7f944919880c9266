import type { GossipSub } from '@libp2p/gossipsub';
import {
  expiredMessages,
  forgetMessages,
  forgetSealed,
  SEALED_KEPT_SECONDS,
  unnamedSealed,
} from '../../indexer/messages/expired-sealed.ts';
import { envelopesOf, heldMessages } from '../../indexer/messages/held-messages.ts';
import { keepMessage } from '../../indexer/messages/keep-message.ts';
import { knownOrders, messageOrder } from '../../indexer/messages/message-order.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { cidFromDigest, digestOf, RAW } from '../../protocol/block.ts';
import { failure, type Result, success, unwrap } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import type { MessagePlace } from '../../protocol/message-typed-data.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { createItemSet, type Item } from '../../protocol/wire/negentropy-items.ts';
import { messagesTopic } from '../p2p/gossip-options.ts';
import { joinItemGossip } from '../p2p/item-gossip.ts';
import { networkLimits } from '../p2p/network-limits.ts';
import type { Authority, Clock, Log } from '../p2p/ports.ts';
import type { ReconciledSet } from '../p2p/reconciled-set.ts';
import type { BlockStore } from '../store/block-store.ts';
import { createMessageGate, isPeersFault } from './message-gate.ts';
import { createPendingMessages } from './pending-messages.ts';

/** Takes a message in: checks it, stores it, and wants its text and pictures. */
export type TakeMessage = (bytes: Uint8Array) => Promise<Result<{ id: Hex; isNew: boolean }>>;

/** What messages need of the network, once it runs. */
export interface MessageNetwork {
  pubsub: GossipSub;
  contentsWanted(): void;
}

/** The messages of a node. */
export interface Messages {
  /** What peers reconcile. */
  set: ReconciledSet;
  /** Begins to gossip. Messages that come before are stored all the same. */
  join(network: MessageNetwork): void;
  /** Takes what peers sent before their order was read, where it is read now. */
  ordersRead(): Promise<void>;
  /**
   * Takes a message that somebody hands in here, and sends it to all nodes.
   * @returns its ID
   * @throws VouchError those of the gate, `message.quota_exceeded`
   */
  send(bytes: Uint8Array): Promise<Hex>;
  /** Deletes messages whose time is over, with their texts and pictures. @returns how many messages went */
  deleteExpired(): Promise<number>;
}

/** Messages deleted in one step. */
const AT_ONCE = 500;

/** Opens the messages that the node holds. @param options `checked` is told each outcome: `kept`, `known` or the code of the error */
export async function createMessages(
  options: MessagePlace & {
    store: Pick<Store, 'db' | 'pool'>;
    blockStore: Pick<BlockStore, 'contents' | 'staging'>;
    authority: Pick<Authority, 'verifyContractSignature' | 'quota'>;
    clock: Clock;
    log: Log;
    checked?: (outcome: string) => void;
  },
): Promise<Messages> {
  const { store, blockStore, clock, log } = options;
  const gate = createMessageGate({
    ...options,
    order: (id) => messageOrder(store.db, id),
    keptSeconds: SEALED_KEPT_SECONDS,
  });
  const items = createItemSet();
  for await (const held of heldMessages(store.db)) items.insert(itemOf(held));
  const pending = createPendingMessages(networkLimits.messagesPending);
  let network: MessageNetwork | undefined;

  const take: TakeMessage = async (bytes) => {
    const checked = await gate.check(bytes);
    if (!checked.ok) return checked;
    const { message, envelope, shop } = checked.value;
    const quota = await options.authority.quota(shop);
    const mostBytes = Math.max(limits.shopMessagesBytes, quota?.bytes ?? 0);
    const kept = await keepMessage(store, { ...checked.value, mostBytes, now: clock() });
    if (kept === 'full') return quotaExceeded(message.sender);
    if (kept === 'shop_full') return shopQuotaExceeded(shop, mostBytes);
    const id = digestOf(envelope.cid);
    if (kept === 'kept') {
      items.insert(itemOf({ id, sentAt: message.sentAt }));
      network?.contentsWanted();
    }
    return success({ id, isNew: kept === 'kept' });
  };
  const counted: TakeMessage = async (bytes) => {
    const taken = await take(bytes);
    options.checked?.(taken.ok ? (taken.value.isNew ? 'kept' : 'known') : taken.error.code);
    return taken;
  };
  const fromPeer: TakeMessage = async (bytes) => {
    const taken = await counted(bytes);
    if (!taken.ok && taken.error.code === 'order.not_found') pending.add(bytes);
    return taken;
  };

  return {
    set: {
      name: 'messages',
      itemBytes: limits.messageBytes,
      items: () => items,
      encoded: (ids) => envelopesOf(store.db, ids.map(hexOf)),
      receive: async (bytes) => {
        const taken = await fromPeer(bytes);
        if (taken.ok) return 'kept';
        if (isPeersFault(taken.error)) throw taken.error;
        return taken.error.retryable ? 'later' : 'refused';
      },
    },
    join: (joined) => {
      network = joined;
      const { pubsub } = joined;
      joinItemGossip({ pubsub, topic: messagesTopic, noun: 'message', take: fromPeer, isPeersFault, log });
    },
    ordersRead: async () => {
      for (const order of await knownOrders(store.db, pending.orders())) {
        for (const bytes of pending.take(order)) await counted(bytes);
      }
    },
    send: async (bytes) => {
      const { id, isNew } = unwrap(await counted(bytes));
      if (isNew) await network?.pubsub.publish(messagesTopic, bytes);
      return id;
    },
    deleteExpired: async () => {
      for (let gone = 0; ; ) {
        const now = clock();
        const expired = await expiredMessages(store.db, { now, limit: AT_ONCE });
        if (expired.length === 0) return gone;
        const digests = await unnamedSealed(
          store.db,
          expired.flatMap((message) => message.digests),
          now,
        );
        // The blocks go first: a crash in between leaves rows that the next run finds again.
        const cids = digests.map((digest) => cidFromDigest(digest, RAW));
        await blockStore.contents.delete(cids);
        await blockStore.staging.drop(cids);
        await forgetSealed(store.db, digests);
        await forgetMessages(
          store.db,
          expired.map(({ id }) => id),
        );
        for (const message of expired) items.remove(itemOf(message));
        gone += expired.length;
      }
    },
  };
}

const itemOf = ({ id, sentAt }: { id: Hex; sentAt: number }): Item => ({
  timestamp: sentAt,
  id: Uint8Array.from(Buffer.from(id.slice(2), 'hex')),
});

const hexOf = (id: Uint8Array): Hex => `0x${Buffer.from(id).toString('hex')}`;

const quotaExceeded = (sender: string) =>
  failure({
    code: 'message.quota_exceeded',
    message: `${sender} has sent as many messages or pictures about this order as nodes keep.`,
    hint: 'Write to the other side by another way.',
    details: {
      field: 'message.sender',
      limit: `${limits.messagesPerOrderAndParty} messages, ${limits.attachmentsPerOrderAndParty} pictures`,
    },
  });

const shopQuotaExceeded = (shop: string, mostBytes: number) =>
  failure({
    code: 'message.shop_quota_exceeded',
    message: `Messages about the orders of ${shop} take as much as nodes keep for its deposit.`,
    hint: 'Send a text without pictures, or write to the other side by another way.',
    details: { field: 'message.attachments', limit: `${mostBytes} bytes`, shop },
  });
