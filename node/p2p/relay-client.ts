import { RELAY_V2_HOP_CODEC } from '@libp2p/circuit-relay-v2';
import type { Connection, Listener } from '@libp2p/interface';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { isRelayed, withPeer } from './address-kinds.ts';
import type { PeerNode } from './libp2p-node.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';
import type { ReachOptions } from './reach-options.ts';
import type { Reachability } from './reachability.ts';
import { type Repeated, repeat } from './repeat.ts';

/** The peers through which this node is reached now, by its own announced addresses. */
export function relaysInUse(libp2p: PeerNode): string[] {
  const relays = libp2p.getMultiaddrs().flatMap((address) => relayOf(address) ?? []);
  return [...new Set(relays)];
}

/** The relay in an address such as `/ip4/…/p2p/<relay>/p2p-circuit/p2p/<peer>`. */
function relayOf(address: Multiaddr): string | undefined {
  const parts = address.getComponents();
  const circuit = parts.findIndex(({ name }) => name === 'p2p-circuit');
  return circuit < 0 ? undefined : parts.slice(0, circuit).findLast(({ name }) => name === 'p2p')?.value;
}

/**
 * Keeps reservations at relays, so that a node behind a router is reached through them. The operator's relays are kept
 * whatever happens; with `auto`, peers that offer the service are asked while nobody can dial this node. A relay that
 * refuses or is gone is asked again after growing pauses, and never keeps the node from starting.
 * @param options `reachability` tells whether others can dial this node
 */
export function keepRelays(options: {
  libp2p: PeerNode;
  reach: ReachOptions;
  reachability: () => Reachability;
  log: Log;
}): Repeated {
  const { libp2p, reach, reachability, log } = options;
  const { transportManager } = libp2p.services.reach;
  const listeners = new Map<string, Listener>();
  const pauses = new Map<string, { seconds: number; until: number }>();
  const began = performance.now();

  const isDue = (relay: string) => (pauses.get(relay)?.until ?? 0) <= performance.now();
  const postpone = (relay: string, error: unknown) => {
    const last = pauses.get(relay)?.seconds ?? networkLimits.relayEverySeconds / 2;
    const seconds = Math.min(last * 2, networkLimits.relayMostSeconds);
    pauses.set(relay, { seconds, until: performance.now() + seconds * 1_000 });
    if (pauses.size > networkLimits.relaysRemembered) for (const [oldest] of pauses) return pauses.delete(oldest);
    log.info({ err: error, relay, seconds }, 'A relay gives no reservation now.');
  };

  /** Reserves; the same listener is used again for the same relay, since libp2p keeps each for good. */
  const reserve = async (connection: Connection): Promise<void> => {
    const relay = connection.remotePeer.toString();
    const address = withPeer(connection.remoteAddr, relay).encapsulate('/p2p-circuit');
    const known = listeners.get(relay);
    if (known !== undefined) return known.listen(address);
    const before = new Set(transportManager.getListeners());
    try {
      await transportManager.listen([address]);
    } finally {
      const added = transportManager.getListeners().find((listener) => !before.has(listener));
      if (added !== undefined) listeners.set(relay, added);
    }
    log.info({ relay }, 'This node is reached through a relay.');
  };

  const askNamed = async (address: string): Promise<void> => {
    if (!isDue(address)) return;
    try {
      const connection = await libp2p.dial(multiaddr(address), {
        signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
      });
      if (!relaysInUse(libp2p).includes(connection.remotePeer.toString())) await reserve(connection);
      pauses.delete(address);
    } catch (error) {
      postpone(address, error);
    }
  };

  const askPeers = async (): Promise<void> => {
    const waits = performance.now() - began < networkLimits.relayGraceSeconds * 1_000;
    // Where private addresses are dialled, an unproven address is no reason for a relay.
    const found = reachability();
    if (found === 'public' || (found === 'unknown' && (waits || reach.allowPrivate))) return;
    for (const connection of direct(libp2p.getConnections())) {
      const relay = connection.remotePeer.toString();
      const inUse = relaysInUse(libp2p);
      if (inUse.length >= networkLimits.relaysInUse) return;
      if (inUse.includes(relay) || !isDue(relay)) continue;
      // Who has only just come, or said nothing for days, is not in the store.
      const peer = await libp2p.peerStore.get(connection.remotePeer).catch(() => undefined);
      if (!peer?.protocols.includes(RELAY_V2_HOP_CODEC)) continue;
      await reserve(connection).catch((error) => postpone(relay, error));
    }
  };

  const kept = repeat({ seconds: networkLimits.relayEverySeconds, name: 'Asking relays', log }, async () => {
    if (reach.relays === 'auto') await askPeers();
    else await Promise.all(reach.relays.map(askNamed));
  });
  if (reach.relays !== 'auto') kept.now();
  return kept;
}

const direct = (connections: Connection[]): Connection[] =>
  connections.filter(({ status, remoteAddr, limits }) => status === 'open' && !isRelayed(remoteAddr) && !limits);
