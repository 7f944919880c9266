import type { Connection, PeerId } from '@libp2p/interface';
import type { NetworkView } from '../../protocol/api/network.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { startDiscoveryDialer } from './discovery-dialer.ts';
import { findShops } from './discovery-find.ts';
import { createKnownPeers } from './discovery-known.ts';
import { createPeerMemory } from './discovery-memory.ts';
import { type MarketName, provideShops } from './discovery-providers.ts';
import type { PeerNode } from './libp2p-node.ts';
import { networkLimits } from './network-limits.ts';
import { countNetwork, type NetworkCounts, viewNetwork } from './network-view.ts';
import { askPeers, peersProtocol, sample, servePeers } from './peer-exchange.ts';
import type { Clock, Log } from './ports.ts';
import type { ReachOptions } from './reach-options.ts';
import { createReachability } from './reachability.ts';
import { keepRelays } from './relay-client.ts';
import { repeat } from './repeat.ts';

/** How this node finds others and shops, and is found. */
export interface Discovery {
  /** Looks for a shop that the chain knows and this node lacks. Does not wait. */
  want(shop: Address): void;
  view(): Promise<NetworkView>;
  /** Numbers for metrics. */
  counts(): NetworkCounts & { knownPeers: number; dialsFailed: number };
  stop(): Promise<void>;
}

/**
 * Starts all of it: peers remembered from earlier runs, peers that others tell of, those of the local network, the table of
 * who has which shop, and relays. None of it needs a list of ours: one address, or the register on the chain, is enough.
 * @param options `held` are the heads of shops held completely; `missing` names a few shops of the chain that are not; `ask` brings the
 * head of a shop from a peer and takes it in; `ban` refuses a peer that lied
 */
export async function startDiscovery(options: {
  libp2p: PeerNode;
  reach: ReachOptions;
  of: MarketName;
  dataDir: string;
  held: () => Iterable<Head>;
  missing: () => Promise<readonly Address[]>;
  ask: (connection: Connection, shop: Address) => Promise<unknown>;
  ban: (peer: PeerId) => void;
  clock: Clock;
  log: Log;
}): Promise<Discovery> {
  const { libp2p, reach, dataDir, ban, clock, log } = options;
  const reachability = createReachability(libp2p.services.reach.addressManager);
  const allowPrivate = reach.allowPrivate || reach.mdns;
  const known = createKnownPeers({ allowPrivate, own: libp2p.peerId.toString(), clock });
  const memory = createPeerMemory({ dataDir, log });
  for (const peer of await memory.read()) known.hear({ ...peer, source: 'remembered' });
  await servePeers({ libp2p, known, allowPrivate: reach.allowPrivate, clock, log });

  const dialer = startDiscoveryDialer({ libp2p, known, outbound: reach.outbound, clock, log });
  const finder = findShops({ ...options, dialer });
  const providing = provideShops(options);
  const relays = keepRelays({ libp2p, reach, reachability, log });

  const exchange = async (connection: Connection): Promise<void> => {
    const peer = connection.remotePeer.toString();
    try {
      for (const { peerId, addresses } of await askPeers(connection))
        known.hear({ peerId, addresses, source: `peer ${peer}` });
      dialer.now();
    } catch (error) {
      if (error instanceof VouchError && error.code === 'peer.record_false') ban(connection.remotePeer);
      log.debug({ err: error, peer }, 'A peer told of no others.');
    }
  };
  const exchanges = repeat(
    { seconds: networkLimits.peerExchangeEverySeconds, name: 'Asking for peers', log },
    async () => {
      const outbound = libp2p
        .getConnections()
        .filter(({ direction, status }) => direction === 'outbound' && status === 'open');
      for (const connection of sample(outbound, 1)) await exchange(connection);
    },
  );
  const writing = repeat({ seconds: networkLimits.rememberEverySeconds, name: 'Remembering peers', log }, () =>
    memory.write(known.worthKeeping()),
  );

  // The store deletes what has aged only when it reads it.
  const forgetting = repeat({ seconds: networkLimits.forgetEverySeconds, name: 'Forgetting peers', log }, async () => {
    await libp2p.peerStore.all({ filters: [() => false] });
  });

  libp2p.addEventListener('peer:discovery', ({ detail: { id, multiaddrs } }) => {
    known.hear({ peerId: id.toString(), addresses: multiaddrs.map(String), source: 'table' });
    if (reach.mdns) dialer.now();
  });
  libp2p.addEventListener('peer:identify', ({ detail: { connection, peerId, protocols } }) => {
    if (connection.direction !== 'outbound') return dialer.now();
    known.reached(peerId.toString(), [connection.remoteAddr.toString()]);
    if (protocols.includes(peersProtocol)) void exchange(connection);
  });
  dialer.now();

  return {
    want: finder.want,
    view: () => viewNetwork({ libp2p, reachability: reachability(), mostReservations: reach.relay.reservations }),
    counts: () => ({ ...countNetwork(libp2p), knownPeers: known.size(), dialsFailed: dialer.failed() }),
    stop: async () => {
      await Promise.all([dialer, finder, providing, relays, exchanges, writing, forgetting].map((part) => part.stop()));
      await memory.write(known.worthKeeping());
    },
  };
}
