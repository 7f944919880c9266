import { networkLimits } from './network-limits.ts';

/** How a node is reached and how it finds others. All of it is the operator's. */
export interface ReachOptions {
  /** Dials and passes on addresses of private networks, which only a test market or a house has a reason to. */
  allowPrivate: boolean;
  /** Part in the table of providers: `auto` serves it while others can dial this node. */
  dht: 'auto' | 'server' | 'client';
  /** Finds and tells nodes of the local network by multicast DNS. */
  mdns: boolean;
  /** Multiaddrs of relays to be reached through; `auto` chooses among peers while others cannot dial this node. */
  relays: readonly string[] | 'auto';
  /** What this node relays for others; no reservations is no service. */
  relay: RelayLimits;
  /** Connections that the node chooses itself. */
  outbound: OutboundPlaces;
}

/** How many connections a node chooses itself, and how often the last of them is given to somebody else. */
export interface OutboundPlaces {
  peers: number;
  visitEverySeconds: number;
}

/** What a relay gives to one who cannot be dialled. */
export interface RelayLimits {
  /** Nodes that can be reached through this one at a time. */
  reservations: number;
  /** Bytes over one relayed connection, both directions together. */
  bytes: number;
  /** Seconds that one relayed connection lasts. */
  seconds: number;
}

/** What a node does that was told nothing: it dials public addresses, relays nothing and asks for no relay. */
export const plainReach: ReachOptions = {
  allowPrivate: false,
  dht: 'auto',
  mdns: false,
  relays: [],
  relay: { reservations: 0, bytes: 16 * 2 ** 20, seconds: 600 },
  outbound: { peers: networkLimits.outboundPeers, visitEverySeconds: networkLimits.visitEverySeconds },
};
