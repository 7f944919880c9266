import { type Connection, KEEP_ALIVE } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { multiaddr } from '@multiformats/multiaddr';
import { blocksProtocol } from '../../protocol/wire/blocks.ts';
import { addressPrefix, withPeer } from './address-kinds.ts';
import type { KnownPeer, KnownPeers } from './discovery-known.ts';
import type { PeerNode } from './libp2p-node.ts';
import { networkLimits } from './network-limits.ts';
import { onePerPeer } from './network-view.ts';
import type { Clock, Log } from './ports.ts';
import { type OutboundPlaces, plainReach } from './reach-options.ts';
import { type Repeated, repeat } from './repeat.ts';
import { createShopRates } from './shop-rates.ts';

/** Keeps a few connections that this node chose itself, with peers of different networks and from different sources. */
export interface DiscoveryDialer extends Repeated {
  /** Dials a peer at once, as far as dials are left. @returns null when it cannot be reached or no dial is left */
  dial(peer: Pick<KnownPeer, 'peerId' | 'addresses'>): Promise<Connection | null>;
  /** Dials that failed since the start. */
  failed(): number;
}

/**
 * Begins to dial. Who fills the table of known peers with his own still gets few of the connections: each source is chosen
 * as often as any other, and one network of the Internet gets a fixed number. Peers that dialled in are dialled back once,
 * so that only addresses that work are passed on.
 *
 * Once all places are taken, the last one is for visits: every few minutes its peer gives way to one that is not connected.
 * Without them, parts of a network that was split would stay apart for ever when each has filled its places; and the other
 * places stay with whom they are, so that nobody gets hold of all by waiting.
 */
export function startDiscoveryDialer(options: {
  libp2p: PeerNode;
  known: KnownPeers;
  outbound?: OutboundPlaces;
  clock: Clock;
  log: Log;
}): DiscoveryDialer {
  const { libp2p, known, outbound: places = plainReach.outbound, clock, log } = options;
  const budget = createShopRates({ burst: networkLimits.dialsPerMinute, perSecond: networkLimits.dialsPerMinute / 60 });
  /** Peers that dialled in and were tried once. */
  const tried = new Set<string>();
  let failed = 0;
  let visitedAt = clock();

  const dial = async (peer: Pick<KnownPeer, 'peerId' | 'addresses'>, anew = false): Promise<Connection | null> => {
    if (!budget.take('dials', clock())) return null;
    try {
      const addresses = peer.addresses.map((address) => withPeer(multiaddr(address), peer.peerId));
      const signal = AbortSignal.timeout(networkLimits.dialSeconds * 1_000);
      // Without an address, libp2p looks for one in the table.
      const target = addresses.length > 0 ? addresses : peerIdFromString(peer.peerId);
      const connection = await libp2p.dial(target, { signal, force: anew });
      known.reached(peer.peerId, [connection.remoteAddr.toString()]);
      return connection;
    } catch (error) {
      failed++;
      known.failed(peer.peerId);
      log.debug({ err: error, peer: peer.peerId }, 'A peer that was heard of cannot be reached.');
      return null;
    }
  };

  const fill = async (): Promise<void> => {
    const skip = new Set([...libp2p.getConnections().map(({ remotePeer }) => remotePeer.toString())]);
    for (let count = 0; count < networkLimits.dialsPerRound; count++) {
      const outbound = outboundOf(libp2p);
      if (outbound.length >= places.peers) return visit(outbound, skip);
      const peer = choose(outbound, skip);
      if (peer === undefined) return;
      skip.add(peer.peerId);
      await dial(peer);
    }
  };

  const choose = (outbound: readonly Connection[], skip: ReadonlySet<string>): KnownPeer | undefined =>
    known.choose(skip, (prefix) => from(outbound, prefix) >= networkLimits.outboundPerPrefix);

  const visit = async (outbound: readonly Connection[], skip: ReadonlySet<string>): Promise<void> => {
    if (clock() - visitedAt < places.visitEverySeconds) return;
    const peer = choose(outbound, skip);
    if (peer === undefined) return;
    visitedAt = clock();
    const leaving = await lastChosen(libp2p, outbound);
    if ((await dial(peer)) !== null) await leaving?.close();
  };

  /** Dials back one peer that dialled in, at the addresses that it signed for itself. */
  const probe = async (): Promise<void> => {
    const inbound = onePerPeer(libp2p.getConnections()).find(({ direction, remotePeer, limits }) => {
      const peer = remotePeer.toString();
      return direction === 'inbound' && limits === undefined && !tried.has(peer) && known.get(peer) === undefined;
    });
    if (inbound === undefined) return;
    const peerId = inbound.remotePeer.toString();
    tried.add(peerId);
    if (tried.size > networkLimits.knownPeers) for (const oldest of tried) return void tried.delete(oldest);
    const stored = await libp2p.peerStore.get(inbound.remotePeer).catch(() => undefined);
    const addresses = stored?.addresses
      .filter(({ isCertified }) => isCertified)
      .map(({ multiaddr: each }) => `${each}`);
    known.hear({ peerId, addresses: addresses ?? [], source: `peer ${peerId}` });
    const heard = known.get(peerId);
    if (heard === undefined) return;
    const connection = await dial(heard, true);
    if (connection !== null && connection.id !== inbound.id) await connection.close();
  };

  const rounds = repeat({ seconds: networkLimits.discoverEverySeconds, name: 'Dialling peers', log }, async () => {
    await fill();
    await probe();
  });
  return { ...rounds, dial, failed: () => failed };
}

/** The youngest connection that nobody asked to keep, neither the operator nor a relay's client, and that copies nothing now. */
async function lastChosen(libp2p: PeerNode, outbound: readonly Connection[]): Promise<Connection | undefined> {
  const youngestFirst = [...outbound].sort((a, b) => b.timeline.open - a.timeline.open);
  for (const connection of youngestFirst) {
    if (connection.streams.some(({ protocol }) => protocol === blocksProtocol)) continue;
    const stored = await libp2p.peerStore.get(connection.remotePeer).catch(() => undefined);
    if (![...(stored?.tags.keys() ?? [])].some((tag) => tag.startsWith(KEEP_ALIVE))) return connection;
  }
  return undefined;
}

/** Connections that this node dialled, one per peer. */
export const outboundOf = (libp2p: PeerNode): Connection[] =>
  onePerPeer(libp2p.getConnections()).filter(({ direction }) => direction === 'outbound');

const from = (connections: readonly Connection[], prefix: string): number =>
  connections.filter(({ remoteAddr }) => addressPrefix(remoteAddr) === prefix).length;
