import { autoNAT } from '@libp2p/autonat';
import { type CircuitRelayService, circuitRelayServer } from '@libp2p/circuit-relay-v2';
import { dcutr } from '@libp2p/dcutr';
import { type GossipSub, gossipsub } from '@libp2p/gossipsub';
import { identify, identifyPush } from '@libp2p/identify';
import type { AddressManager, TransportManager } from '@libp2p/interface-internal';
import { kadDHT, passthroughMapper, removePrivateAddressesMapper, type SingleKadDHT } from '@libp2p/kad-dht';
import { keychain } from '@libp2p/keychain';
import { type Ping, ping } from '@libp2p/ping';
import type { Libp2pOptions } from 'libp2p';
import { gossipOptions } from './gossip-options.ts';
import { type GossipReader, readInTurns } from './gossip-reading.ts';
import { networkLimits } from './network-limits.ts';
import { isWebRtcDirect } from './peer-transports.ts';
import type { ReachOptions, RelayLimits } from './reach-options.ts';

/** The network's own table of providers: other networks' peers are not in it, and ours are not in theirs. */
export const dhtProtocol = '/vouch/1/kad';
/** Where the table's records lie in libp2p's store. */
export const dhtPrefix = '/dht';

/** Services that run beside the connections. */
export type PeerServices = {
  /** The score of a peer, and its reading of what a peer sent, are in the class, though not in its interface. */
  pubsub: GossipSub & GossipReader & { score: { score(peer: string): number } };
  dht: SingleKadDHT;
  ping: Ping;
  identify: unknown;
  identifyPush: unknown;
  autonat: unknown;
  dcutr: unknown;
  keychain?: unknown;
  /** libp2p's own parts that tell and change how this node is reached. */
  reach: { addressManager: AddressManager; transportManager: TransportManager };
  /** Absent when the operator relays nothing. */
  relayServer?: CircuitRelayService;
};

/** Makes the services. @param options `listen` are multiaddrs */
export function peerServices(options: {
  listen: readonly string[];
  reach: ReachOptions;
  peerScore: (peer: string) => number;
}): NonNullable<Libp2pOptions<PeerServices>['services']> {
  const { listen, reach, peerScore } = options;
  return {
    identify: identify(),
    identifyPush: identifyPush(),
    ping: ping(),
    pubsub: (components) => readInTurns(gossipsub(gossipOptions(peerScore))(components) as PeerServices['pubsub']),
    // Safety: what kadDHT makes is one table, which its type does not say.
    dht: (components) => providerTable(reach)(components) as SingleKadDHT,
    autonat: autoNAT({ maxInboundStreams: 1, maxOutboundStreams: 1 }),
    dcutr: dcutr(),
    reach: ({ addressManager, transportManager }) => ({ addressManager, transportManager }),
    ...(reach.relay.reservations > 0 ? { relayServer: relayServer(reach.relay) } : {}),
    // It keeps the key of the certificate whose hash is part of the address, so that the address outlives a restart.
    ...(listen.some(isWebRtcDirect) ? { keychain: keychain() } : {}),
  };
}

/**
 * The table. It holds one kind of record, who has a shop; provider records are renewed by the node's own slow schedule, so
 * that thousands of shops do not come due at once.
 */
function providerTable({ dht, allowPrivate }: ReachOptions) {
  const mode = dht === 'auto' && allowPrivate ? 'server' : dht;
  return kadDHT({
    protocol: dhtProtocol,
    datastorePrefix: dhtPrefix,
    ...(mode === 'auto' ? {} : { clientMode: mode === 'client' }),
    peerInfoMapper: allowPrivate ? passthroughMapper : removePrivateAddressesMapper,
    alpha: networkLimits.tableQueriesAtOnce,
    maxInboundStreams: networkLimits.tableStreamsPerPeer,
    maxOutboundStreams: networkLimits.tableStreamsPerPeer,
    routingTableUpdateMaxQueueSize: networkLimits.tableUpdatesWaiting,
    reprovide: {
      concurrency: 1,
      threshold: 0,
      maxQueueSize: networkLimits.tableUpdatesWaiting,
      validity: networkLimits.providerRecordHours * 3_600_000,
    },
  });
}

const relayServer = ({ reservations, bytes, seconds }: RelayLimits) =>
  circuitRelayServer({
    hopTimeout: networkLimits.dialSeconds * 1_000,
    maxInboundHopStreams: networkLimits.relayedConnectionsPerPeer,
    maxOutboundHopStreams: networkLimits.relayedConnectionsPerPeer,
    maxOutboundStopStreams: networkLimits.relayedConnections,
    reservations: {
      maxReservations: reservations,
      defaultDataLimit: BigInt(bytes),
      defaultDurationLimit: seconds * 1_000,
    },
  });
