import { hash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withBitswap } from '@helia/bitswap';
import { type HeliaWithLibp2p, withLibp2pLight } from '@helia/libp2p';
import * as dagCbor from '@ipld/dag-cbor';
import { type GossipSub, type GossipsubOpts, gossipsub, StrictSign } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import type { PeerId } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { ping } from '@libp2p/ping';
import { tcp } from '@libp2p/tcp';
import { tls } from '@libp2p/tls';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { LevelDatastore } from 'datastore-level';
import { createHeliaLight } from 'helia';
import type { Blockstore } from 'interface-blockstore';
import { limits } from '../../protocol/limits.ts';
import { networkLimits } from './network-limits.ts';
import { loadPeerKey } from './peer-key.ts';

/** The gossip topic of heads. */
export const headsTopic = '/vouch/1/heads';

type Services = { identify: unknown; ping: unknown; pubsub: GossipSub };
export type PeerNode = HeliaWithLibp2p<Services>;

/**
 * Starts Helia over libp2p: TCP and WebSockets, TLS before noise, gossip of one topic, bitswap for other IPFS software.
 * It dials whom it is told to dial and no one else.
 * @param options `listen` and `announce` are multiaddrs; `announce` empty announces the listen addresses; `blockstore` is
 * what bitswap serves; `isBanned` refuses connections with a peer, `isFull` new inbound ones with all
 */
export async function startPeerNode(options: {
  dataDir: string;
  listen: string[];
  announce: string[];
  blockstore: Blockstore;
  isBanned: (peer: PeerId) => boolean;
  isFull: () => boolean;
}): Promise<{ node: PeerNode; stop: () => Promise<void> }> {
  const { dataDir, listen, announce, blockstore, isBanned, isFull } = options;
  const folder = join(dataDir, 'peers');
  await mkdir(folder, { recursive: true });
  const datastore = new LevelDatastore(folder);
  await datastore.open();
  const helia = createHeliaLight({ blockstore, datastore, codecs: [dagCbor] });
  const node = withLibp2pLight(helia, {
    privateKey: await loadPeerKey(dataDir),
    datastore,
    addresses: { listen, announce },
    transports: [tcp(), webSockets()],
    connectionEncrypters: [tls(), noise()],
    streamMuxers: [yamux()],
    // Nodes of a test market and of one house share hosts, so private addresses are dialled and many connections accepted.
    connectionGater: {
      denyDialMultiaddr: () => false,
      denyDialPeer: isBanned,
      denyInboundConnection: isFull,
      denyInboundEncryptedConnection: isBanned,
    },
    connectionManager: {
      maxConnections: networkLimits.connections,
      inboundConnectionThreshold: networkLimits.inboundConnectionsPerSecondAndHost,
      maxIncomingPendingConnections: networkLimits.pendingInboundConnections,
      dialTimeout: networkLimits.dialSeconds * 1_000,
    },
    // A ping that times out while the event loop is busy must not cut the connection.
    connectionMonitor: { abortConnectionOnPingFailure: false },
    services: { identify: identify(), ping: ping(), pubsub: gossipsub(gossipOptions) },
  });
  withBitswap(node);
  await node.start();
  return {
    node,
    stop: async () => {
      await node.stop();
      await datastore.close();
    },
  };
}

const gossipOptions: Partial<GossipsubOpts> = {
  globalSignaturePolicy: StrictSign,
  allowPublishToZeroTopicPeers: true,
  ignoreDuplicatePublishError: true,
  emitSelf: false,
  // The same head is the same message whoever announces it.
  msgIdFn: ({ data }) => hash('sha256', data, 'buffer'),
  allowedTopics: [headsTopic],
  maxInboundDataLength: limits.headBytes * 64,
  decodeRpcLimits: {
    maxSubscriptions: 16,
    maxMessages: 128,
    maxIhaveMessageIDs: 5_000,
    maxIwantMessageIDs: 5_000,
    maxIdontwantMessageIDs: 512,
    maxControlMessages: 256,
    maxPeerInfos: 0,
  },
  scoreParams: {
    topics: {
      [headsTopic]: {
        topicWeight: 1,
        timeInMeshWeight: 0.01,
        timeInMeshQuantum: 1_000,
        timeInMeshCap: 3_600,
        firstMessageDeliveriesWeight: 1,
        firstMessageDeliveriesDecay: 0.9,
        firstMessageDeliveriesCap: 50,
        // Heads are rare, so a quiet peer is no bad peer.
        meshMessageDeliveriesWeight: 0,
        meshMessageDeliveriesDecay: 0.5,
        meshMessageDeliveriesCap: 100,
        meshMessageDeliveriesThreshold: 20,
        meshMessageDeliveriesWindow: 10,
        meshMessageDeliveriesActivation: 5_000,
        meshFailurePenaltyWeight: 0,
        meshFailurePenaltyDecay: 0.5,
        invalidMessageDeliveriesWeight: -100,
        invalidMessageDeliveriesDecay: 0.9,
      },
    },
    // Many honest nodes may stand behind one address.
    IPColocationFactorWeight: 0,
  },
  scoreThresholds: {
    gossipThreshold: -100,
    publishThreshold: -500,
    graylistThreshold: -1_000,
    acceptPXThreshold: 1_000,
    opportunisticGraftThreshold: 1,
  },
};
