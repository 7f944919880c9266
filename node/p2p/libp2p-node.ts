import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Libp2p, PeerId } from '@libp2p/interface';
import { mdns } from '@libp2p/mdns';
import { noise } from '@libp2p/noise';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { tls } from '@libp2p/tls';
import { yamux } from '@libp2p/yamux';
import { multiaddr } from '@multiformats/multiaddr';
import { LevelDatastore } from 'datastore-level';
import type { Blockstore } from 'interface-blockstore';
import { createLibp2p } from 'libp2p';
import { version } from '../version.ts';
import { addressPrefix } from './address-kinds.ts';
import { serveBitswap } from './bitswap-server.ts';
import { createConnectionGate } from './connection-gate.ts';
import { forgiveLostWrites } from './lost-writes.ts';
import { networkLimits } from './network-limits.ts';
import { loadPeerKey } from './peer-key.ts';
import { type PeerServices, peerServices } from './peer-services.ts';
import { loadTransports } from './peer-transports.ts';
import { createPendingInbound } from './pending-inbound.ts';
import { boundProviderRecords } from './provider-records.ts';
import type { ReachOptions } from './reach-options.ts';
import { muxedInTurns } from './reading-turns.ts';

/** libp2p with our services. */
export type PeerNode = Libp2p<PeerServices>;

const recordMilliseconds = networkLimits.providerRecordHours * 3_600_000;

/** Nodes of one local network find each other under this name, and no others. */
const localServiceName = '_vouch._udp.local';

/**
 * Starts libp2p: TCP and WebSockets, TLS before noise, gossip of one topic, the table of providers, relayed connections, and
 * bitswap for other IPFS software. Nothing of it dials by itself but the table's queries.
 * @param options `listen` and `announce` are multiaddrs; `announce` empty announces the listen addresses; `named` are further
 * ones that the operator named; `blockstore` is what bitswap serves; `isBanned` refuses connections with a peer, `isFull` new
 * inbound ones with all; `peerScore` is added to gossip's own score of a peer
 * @throws Error of libp2p when it cannot listen on an address
 */
export async function startPeerNode(options: {
  dataDir: string;
  listen: string[];
  announce: string[];
  named: readonly string[];
  reach: ReachOptions;
  blockstore: Blockstore;
  isBanned: (peer: PeerId) => boolean;
  isFull: () => boolean;
  peerScore: (peer: string) => number;
}): Promise<{ libp2p: PeerNode; stop: () => Promise<void> }> {
  const { dataDir, listen, announce, named, reach, blockstore, isBanned, isFull } = options;
  const folder = join(dataDir, 'peers');
  await mkdir(folder, { recursive: true });
  const datastore = new LevelDatastore(folder);
  await datastore.open();
  forgiveLostWrites(datastore);
  const privateKey = await loadPeerKey(dataDir);
  await boundProviderRecords(datastore, peerIdFromPrivateKey(privateKey).toString());
  const inboundFrom = (prefix: string): number =>
    libp2p
      .getConnections()
      .filter(({ direction, remoteAddr }) => direction === 'inbound' && addressPrefix(remoteAddr) === prefix).length;
  const pending = createPendingInbound();
  const libp2p: PeerNode = await createLibp2p<PeerServices>({
    privateKey,
    datastore,
    nodeInfo: { name: 'vouch', version, userAgent: `vouch/${version}` },
    addresses: { listen, announce },
    transports: await loadTransports(listen),
    connectionEncrypters: [tls(), noise()],
    streamMuxers: [muxedInTurns(yamux())],
    connectionGater: createConnectionGate({
      allowPrivate: reach.allowPrivate || reach.mdns,
      named: named.map((address) => multiaddr(address)),
      isBanned,
      isFull,
      inboundFrom,
      pending,
    }),
    connectionManager: {
      maxConnections: networkLimits.connections,
      maxParallelDials: networkLimits.dialsAtOnce,
      maxDialQueueLength: networkLimits.dialsWaiting,
      // Nodes of a test market and of one house share a host.
      inboundConnectionThreshold: networkLimits.inboundConnectionsPerSecondAndHost,
      maxIncomingPendingConnections: networkLimits.pendingInboundConnections,
      dialTimeout: networkLimits.dialSeconds * 1_000,
    },
    // As long as records of who has a shop: these are of use only with the addresses of the peers that they name.
    peerStore: { maxAddressAge: recordMilliseconds, maxPeerAge: recordMilliseconds },
    // A ping that times out while the event loop is busy must not cut the connection.
    connectionMonitor: { abortConnectionOnPingFailure: false },
    peerDiscovery: reach.mdns ? [mdns({ serviceTag: localServiceName })] : [],
    services: peerServices({ listen, reach, peerScore: options.peerScore }),
    start: false,
  });
  libp2p.addEventListener('connection:open', ({ detail }) => pending.established(detail.remoteAddr));
  try {
    await libp2p.start();
  } catch (error) {
    await libp2p.stop();
    await datastore.close();
    throw error;
  }
  const endBitswap = await serveBitswap({ libp2p, blockstore });
  return {
    libp2p,
    stop: async () => {
      await endBitswap();
      await libp2p.stop();
      await datastore.close();
    },
  };
}
