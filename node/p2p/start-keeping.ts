import type { PrivateKey } from '@libp2p/interface';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { headsPerGet } from '../../protocol/wire/heads.ts';
import type { NodePolicy } from '../policy/policy.ts';
import type { AdoptPorts } from './adopt.ts';
import type { Heads } from './heads-service.ts';
import { type DropReason, startKeeping } from './keeping.ts';
import type { PeerNode } from './libp2p-node.ts';
import { exchangePolicyLists } from './policy-lists.ts';
import type { Authority, Log } from './ports.ts';
import { type Receipts, startReceipts } from './receipts.ts';
import type { Room } from './room.ts';
import type { ShopQueues } from './shop-queues.ts';

/** What a node counts about what it keeps. */
export interface KeepingMetrics {
  /** A peer answered a question for receipts: `accepted` or the code of the error. */
  receiptsReceived?(code: string): void;
  /** A peer sent a list of denials: `accepted` or the code of the error. */
  listReceived?(code: string): void;
  /** A shop went, and why. */
  shopDropped?(reason: DropReason): void;
}

/** All that decides what a node keeps: policy, lists, deposits, room, and what it signs for. */
export interface NetworkKeeping extends Pick<Receipts, 'track' | 'replicas'> {
  /** Notes that a catalogue was taken. */
  adopted(head: Head): void;
  /** Lets shops go that have to make way for one with a larger deposit. Does not wait. */
  makeWay(): void;
  /** Looks at all held shops now. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the keeping of a node's network. @param options `authority` says what deposits carry, without policy and room */
export async function startNetworkKeeping(options: {
  libp2p: PeerNode;
  privateKey: PrivateKey;
  heads: Pick<Heads, 'ask'>;
  ports: AdoptPorts;
  queues: ShopQueues;
  policy: Omit<NodePolicy, 'stop' | 'receive'> & Partial<Pick<NodePolicy, 'receive'>>;
  authority: Authority;
  room: Room;
  log: Log;
  metrics: KeepingMetrics;
  blocksAgain: () => void;
}): Promise<NetworkKeeping> {
  const { libp2p, heads, ports, policy, room, log, metrics } = options;
  const { store, book, clock } = ports;

  /** Asks peers for the heads of shops that are carried again, instead of waiting until they come by themselves. */
  const askFor = async (shops: Address[]): Promise<void> => {
    for (let start = 0; start < shops.length; start += headsPerGet) {
      const some = shops.slice(start, start + headsPerGet);
      for (const connection of libp2p.getConnections()) {
        await heads
          .ask(connection, some)
          .catch((err) => log.debug({ err, peer: connection.remotePeer.toString() }, 'A peer gave no heads.'));
      }
    }
  };
  const keeping = startKeeping({
    ...options,
    again: (shops) => void askFor(shops),
    dropped: (reason) => metrics.shopDropped?.(reason),
  });
  const receipts = await startReceipts({
    ...options,
    book,
    store,
    clock,
    received: (code) => metrics.receiptsReceived?.(code),
  });
  const lists = await exchangePolicyLists({
    libp2p,
    lists: policy,
    clock,
    log,
    received: (code) => metrics.listReceived?.(code),
  });
  // What was subscribed to just now is asked for at once.
  const unsubscribe = policy.onChange(lists.now);

  return {
    track: receipts.track,
    replicas: receipts.replicas,
    adopted: ({ catalogue }) => {
      const root = cidFromDigest(catalogue.root, DAG_CBOR);
      store.catalogues
        .totalBytes(catalogue.shop, root)
        .then((bytes) => bytes !== null && room.note(catalogue.shop, bytes))
        .catch((err) => log.warn({ err, shop: catalogue.shop }, 'The size of a shop could not be read.'));
    },
    makeWay: keeping.makeWay,
    round: keeping.round,
    stop: async () => {
      unsubscribe();
      await Promise.all([keeping.stop(), receipts.stop(), lists.stop()]);
    },
  };
}
