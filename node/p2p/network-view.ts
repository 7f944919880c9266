import type { Connection } from '@libp2p/interface';
import type { NetworkView, PeerView } from '../../protocol/api/network.ts';
import { isRelayed } from './address-kinds.ts';
import type { PeerNode } from './libp2p-node.ts';
import type { Reachability } from './reachability.ts';
import { relaysInUse } from './relay-client.ts';

type ByDirection = { inbound: number; outbound: number };

/** Numbers of the network that metrics show. */
export interface NetworkCounts {
  /** Peers connected directly, and through relays, by who dialled. */
  direct: ByDirection;
  relayed: ByDirection;
  /** Reservations held here. */
  reservations: number;
  /** Relays through which this node is reached. */
  relays: number;
  tablePeers: number;
}

/** One connection with each peer, a direct one where there is one. */
export function onePerPeer(connections: readonly Connection[]): Connection[] {
  const chosen = new Map<string, Connection>();
  for (const connection of connections) {
    const peer = connection.remotePeer.toString();
    const other = chosen.get(peer);
    if (other === undefined || (isRelayed(other.remoteAddr) && !isRelayed(connection.remoteAddr)))
      chosen.set(peer, connection);
  }
  return [...chosen.values()];
}

/** A peer that this node is connected with. */
export interface ConnectedPeer {
  peerId: string;
  address: string;
  direction: 'inbound' | 'outbound';
}

/** Each connected peer once. */
export const listPeers = (libp2p: PeerNode): ConnectedPeer[] =>
  onePerPeer(libp2p.getConnections()).map(({ remotePeer, remoteAddr, direction }) => ({
    peerId: remotePeer.toString(),
    address: remoteAddr.toString(),
    direction,
  }));

/** Counts connections with peers, each peer once. */
export function countNetwork(libp2p: PeerNode): NetworkCounts {
  const connections = onePerPeer(libp2p.getConnections());
  const count = (relayed: boolean): ByDirection => {
    const some = connections.filter(({ remoteAddr }) => isRelayed(remoteAddr) === relayed);
    const inbound = some.filter(({ direction }) => direction === 'inbound').length;
    return { inbound, outbound: some.length - inbound };
  };
  return {
    direct: count(false),
    relayed: count(true),
    relays: relaysInUse(libp2p).length,
    reservations: libp2p.services.relayServer?.reservations.size ?? 0,
    tablePeers: libp2p.services.dht.routingTable.size,
  };
}

/** What an operator sees of the network. @param options `mostReservations` as the operator set it */
export async function viewNetwork(options: {
  libp2p: PeerNode;
  reachability: Reachability;
  mostReservations: number;
}): Promise<NetworkView> {
  const { libp2p, reachability, mostReservations } = options;
  const { reservations, tablePeers } = countNetwork(libp2p);
  const peers = onePerPeer(libp2p.getConnections()).map(async (connection): Promise<PeerView> => {
    const { remotePeer, remoteAddr, direction, rtt } = connection;
    // A peer that has just left is in the store no more.
    const known = await libp2p.peerStore.get(remotePeer).catch(() => undefined);
    const announced = known?.addresses.find(({ isCertified }) => isCertified)?.multiaddr.toString() ?? '';
    const agent = known?.metadata.get('AgentVersion');
    return {
      peerId: remotePeer.toString(),
      // Who dialled in may be a visitor: an address that it does not announce itself is nobody's business.
      address: direction === 'outbound' ? remoteAddr.toString() : announced,
      direction,
      path: isRelayed(remoteAddr) ? 'relayed' : 'direct',
      agent: agent === undefined ? '' : new TextDecoder().decode(agent).slice(0, 120),
      roundTripMilliseconds: rtt ?? null,
      score: libp2p.services.pubsub.score.score(remotePeer.toString()),
    };
  });
  return {
    peerId: libp2p.peerId.toString(),
    addresses: libp2p.getMultiaddrs().map((address) => address.toString()),
    reachable: reachability,
    peers: await Promise.all(peers),
    relay: { reservations, most: mostReservations },
    reachedThrough: relaysInUse(libp2p),
    routingTablePeers: tablePeers,
  };
}
