import type { CID } from 'multiformats/cid';
import type { NetworkView } from '../../protocol/api/network.ts';
import type { Block } from '../../protocol/block.ts';
import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import type { VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import { createOfferHasher } from '../../protocol/offer-hasher.ts';
import type { Address } from '../../protocol/primitives.ts';
import { createReadMemo } from '../../protocol/read-memo.ts';
import { openNodePolicy } from '../policy/open-node-policy.ts';
import type { AdoptPorts } from './adopt.ts';
import { createAskAgain } from './ask-again.ts';
import { createAudit } from './audit.ts';
import { createBannedPeers } from './banned-peers.ts';
import { createBlockFetcher } from './block-fetcher.ts';
import { serveBlocks } from './block-server.ts';
import { createByteRoom } from './byte-room.ts';
import { carriedAuthority, carriedFetcher, servedBlocks } from './carried.ts';
import { type Discovery, startDiscovery } from './discovery.ts';
import { finishDrops } from './drop-shop.ts';
import { serveHeads } from './heads-get.ts';
import { joinHeadsGossip } from './heads-gossip.ts';
import { openHeads } from './heads-service.ts';
import { type HealthReading, startHealth } from './health.ts';
import { startHealthProbe } from './health-probe.ts';
import { createFastKeccak } from './keccak.ts';
import { type PeerNode, startPeerNode } from './libp2p-node.ts';
import { networkLimits } from './network-limits.ts';
import type { NetworkOptions } from './network-options.ts';
import { type ConnectedPeer, listPeers } from './network-view.ts';
import { createOfferSets } from './offer-sets.ts';
import { startPeerDialer } from './peer-dialer.ts';
import { loadPeerKey } from './peer-key.ts';
import { publishHere } from './publish.ts';
import { plainReach, type ReachOptions } from './reach-options.ts';
import type { Replicas } from './receipts.ts';
import { startReconciler } from './reconcile.ts';
import { repeat } from './repeat.ts';
import { createReplicator } from './replicator.ts';
import { openRoom } from './room.ts';
import { settleAfterCrash } from './settle-after-crash.ts';
import { createShopQueues } from './shop-queues.ts';
import { startNetworkKeeping } from './start-keeping.ts';
import { startStoreRounds } from './store-rounds.ts';

/** Listings that stay in memory until they are in the index, of all shops that come at a time: others are read once more. */
const handedOnBytes = 16 * 2 ** 20;

/** The node's part of the network. */
export interface Network {
  peerId: string;
  /** Multiaddrs under which others reach this node, with its peer id. */
  addresses(): string[];
  /** Each peer once, however many connections lead to it. */
  peers(): ConnectedPeer[];
  /**
   * Publishes a catalogue whose blocks are staged in the block store: checks it like one from a peer, records it, announces it.
   * @throws VouchError `head.*`, `shop.stake_too_small`, `catalogue.*`, `tree.*`, `listing.*`, `profile.*`
   */
  publish(head: Head): Promise<CatalogueUpdate>;
  /**
   * Asks connected peers for blocks; their hashes are checked, nothing is stored.
   * @throws VouchError `catalogue.block_missing` when a block is with no peer
   */
  fetchBlocks(cids: readonly CID[]): Promise<Block[]>;
  /** Looks for wanted contents at once, because something named new ones. */
  contentsWanted(): void;
  /** Another block was read: it may name contents, and bear out heads that came before it. */
  chainRead(): void;
  /** Why catalogues that peers announced lately were refused, the oldest first. */
  refused(): VouchError[];
  /** The node's load, as last measured. */
  health(): HealthReading;
  /** Who holds a shop, by signed receipts of connected peers; null when this node does not hold it. */
  replicas(shop: Address): Promise<Replicas | null>;
  /** Lets go at once of shops whose deposit or catalogue ended; this happens by itself every few minutes. */
  keepingRound(): Promise<void>;
  /** Bytes of all held catalogues with their pictures, also those that are still to come. */
  usedBytes(): number;
  /** Looks for a shop that the chain knows and this node lacks. Does not wait. */
  want(shop: Address): void;
  /** What an operator sees of the network. */
  view(): Promise<NetworkView>;
  /** Numbers of the network for metrics. */
  counts(): ReturnType<Discovery['counts']>;
  /** Heads held. */
  shopCount(): number;
  libp2p: PeerNode;
  stop(): Promise<void>;
}

/** Starts the network of a node; nothing is dialled but the peers of the list and whom they make known by dialling in. */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const { blockStore: store, sink, clock, log, metrics = {}, policy = openNodePolicy() } = options;
  const room = await openRoom({
    mostBytes: options.storeMostBytes,
    store,
    follows: (shop) => policy.rules().follows(shop),
    urged: () => keeping.makeWay(),
  });
  const askAgain = createAskAgain(() => reconciler.again());
  const heads = await openHeads({
    ...options,
    authority: carriedAuthority(options.authority, policy, room.admit),
    pending: (shop) => replicator.pending(shop),
    awaited: (shop) => replicator.awaited(shop),
    newer: (head, peer) => replicator.offer(head, peer),
    checked: (code) => {
      metrics.headChecked?.(code);
      askAgain.checked(code);
    },
  });
  const { book, gate } = heads;
  await settleAfterCrash({ store, book, clock, log });
  await finishDrops({ store, sink, book, clock });

  const served = servedBlocks(store, policy);
  const banned = createBannedPeers({ clock, seconds: networkLimits.banSeconds, most: 1_000 });
  const reach: ReachOptions = { ...plainReach, ...options.reach };
  const { libp2p, stop: stopNode } = await startPeerNode({
    ...options,
    reach,
    named: [...options.bootstrap, ...(reach.relays === 'auto' ? [] : reach.relays)],
    blockstore: served.blockstore,
    isBanned: banned.has,
    isFull: () => health.shedding(),
    peerScore: heads.scores.of,
  });
  const health = startHealth({
    libp2p,
    probe: startHealthProbe(),
    limits: options.loadLimits,
    log,
    ...(metrics.loadShed === undefined ? {} : { shed: metrics.loadShed }),
  });
  const received = (bytes: number) => metrics.blockBytesReceived?.(bytes);
  const fetcher = carriedFetcher(createBlockFetcher({ libp2p, banned, log, received }), policy);
  const queues = createShopQueues();
  const ports: AdoptPorts = {
    store,
    sink,
    authority: carriedAuthority(options.authority, policy, (shop, quota) => room.admit(shop, quota, { urge: true })),
    policy,
    book,
    hasher: createOfferHasher(await createFastKeccak()),
    offerSets: createOfferSets(networkLimits.leavesInMemory),
    memo: createReadMemo(),
    handedOn: createByteRoom(handedOnBytes),
    clock,
  };

  const rounds = startStoreRounds({ store, fetcher, sink, queues, clock, log });
  let lookFor: Network['want'] = () => undefined;
  const replicator = createReplicator({
    ports,
    queues,
    fetcher,
    refusals: heads.refusals,
    log,
    rests: health.shedding,
    absent: (shop) => lookFor(shop),
    adopted: (head, milliseconds) => {
      metrics.catalogueStored?.(head, milliseconds);
      keeping.adopted(head);
      rounds.images();
    },
  });

  let stopped = false;
  const audit = createAudit({ ports, queues, fetcher, log, stopped: () => stopped });
  const audits = repeat(
    { seconds: networkLimits.auditEverySeconds, name: 'Checking held catalogues', log },
    audit.round,
  );

  await serveBlocks({ libp2p, getMany: served.getMany, log, sent: (bytes) => metrics.blockBytesSent?.(bytes) });
  await serveHeads({ libp2p, book, clock, log });
  const gossip = joinHeadsGossip({ pubsub: libp2p.services.pubsub, intake: heads.intake, log });
  const reconciler = await startReconciler({
    libp2p,
    sets: [heads.set, ...(options.sets ?? [])],
    clock,
    log,
    rests: health.shedding,
    faulty: heads.scores.invalid,
    ended: metrics.reconciled,
  });
  libp2p.addEventListener('connection:open', () => {
    replicator.retryNow();
    rounds.allImages();
  });
  const keeping = await startNetworkKeeping({
    libp2p,
    privateKey: await loadPeerKey(options.dataDir),
    heads,
    ports,
    queues,
    policy,
    authority: options.authority,
    room,
    log,
    metrics,
    blocksAgain: () => {
      rounds.allImages();
      rounds.contents();
      audit.again();
      audits.now();
    },
  });
  const dialer = startPeerDialer({ libp2p, addresses: options.bootstrap, log });
  const discovery = await startDiscovery({
    ...options,
    libp2p,
    reach,
    of: options,
    held: book.all,
    missing: options.missingShops ?? (async () => []),
    ask: (connection, shop) => heads.ask(connection, [shop]),
    ban: banned.ban,
  });
  lookFor = discovery.want;

  return {
    peerId: libp2p.peerId.toString(),
    addresses: () => libp2p.getMultiaddrs().map((address) => address.toString()),
    peers: () => listPeers(libp2p),
    publish: async (head) => {
      const update = await publishHere(head, { gate, queues, ports });
      rounds.images();
      keeping.track(head.catalogue.shop);
      keeping.adopted(head);
      metrics.announced?.(head);
      await gossip.announce(head);
      return update;
    },
    fetchBlocks: async (cids) => {
      const source = fetcher.open([]);
      try {
        return (await Array.fromAsync(source.fetch(cids))).flat();
      } finally {
        await source.close();
      }
    },
    contentsWanted: rounds.contents,
    chainRead: () => {
      rounds.contents();
      askAgain.chainRead();
    },
    refused: () => gate.refusals.all(),
    health: health.reading,
    replicas: keeping.replicas,
    keepingRound: keeping.round,
    usedBytes: room.usedBytes,
    want: discovery.want,
    view: discovery.view,
    counts: discovery.counts,
    shopCount: () => book.size(),
    libp2p,
    stop: async () => {
      stopped = true;
      dialer.stop();
      askAgain.stop();
      health.stop();
      // Open streams end first, so that nothing below waits for a peer.
      await stopNode();
      await Promise.all([
        audits.stop(),
        rounds.stop(),
        reconciler.stop(),
        replicator.stop(),
        keeping.stop(),
        discovery.stop(),
      ]);
    },
  };
}
