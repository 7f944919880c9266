import type { Libp2p } from '@libp2p/interface';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { base58btc } from 'multiformats/bases/base58';
import { hexToBytes } from 'viem/utils';
import type { Hex } from '../../protocol/primitives.ts';
import { addressPrefix, createPrivateCheck } from './address-kinds.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';
import { type Repeated, repeat } from './repeat.ts';

/** What the register says of one operator. Nobody checked any of it. */
export interface RegisteredHost {
  operator: string;
  /** Multihash of the libp2p peer ID. */
  peerId: Hex;
  endpoints: readonly string[];
}

/** Parts that a dialled multiaddr may consist of: no relays, no lists of further addresses. */
const dialled = new Set(['ip4', 'ip6', 'dns4', 'dns6', 'dns', 'tcp', 'ws', 'wss', 'tls', 'sni', 'p2p']);

/**
 * Dials the nodes of the register beside the operator's own peers, now and again. Their number is bounded, also in one
 * network, since whoever pays for it writes into the register; who cannot be
 * reached is tried ever more rarely, and none of it can stop the node.
 * @param options `hosts` reads the register; `allowPrivate` also dials addresses of private networks, which only a test
 * market has a reason to announce
 */
export function dialRegisteredPeers(options: {
  libp2p: Libp2p;
  hosts: () => Promise<readonly RegisteredHost[]>;
  allowPrivate: boolean;
  clock: () => number;
  log: Log;
}): Repeated {
  const { libp2p, hosts, allowPrivate, clock, log } = options;
  const leadsInside = createPrivateCheck();
  const failures = new Map<string, { times: number; notBefore: number }>();

  const attempt = async ({ operator, ...host }: RegisteredHost): Promise<void> => {
    const peer = peerIdOf(host.peerId);
    const addresses = host.endpoints.flatMap((endpoint) => addressOf(endpoint, peer) ?? []);
    const allowed = addresses.filter(
      (address) => (allowPrivate || !leadsInside(address)) && !isCrowded(libp2p, address),
    );
    if (allowed.length === 0) return;
    try {
      await libp2p.dial(allowed, { signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000) });
      failures.delete(operator);
      log.info({ operator, peer }, 'A node of the register is connected.');
    } catch (error) {
      const times = (failures.get(operator)?.times ?? 0) + 1;
      const pause = Math.min(networkLimits.registerEverySeconds * 2 ** times, networkLimits.registerMostSeconds);
      failures.set(operator, { times, notBefore: clock() + pause });
      log.info({ err: error, operator, peer }, 'A node of the register cannot be reached.');
    }
  };

  return repeat({ seconds: networkLimits.registerEverySeconds, name: 'Dialling the register', log }, async () => {
    const connected = new Set(libp2p.getConnections().map(({ remotePeer }) => remotePeer.toString()));
    connected.add(libp2p.peerId.toString());
    const free = networkLimits.registeredPeers - connected.size + 1;
    const due = (await hosts()).filter(
      ({ operator, peerId }) => !connected.has(peerIdOf(peerId)) && (failures.get(operator)?.notBefore ?? 0) <= clock(),
    );
    for (const host of shuffled(due).slice(0, Math.max(0, Math.min(free, networkLimits.registerDials))))
      await attempt(host);
  });
}

/** True when enough of the connections that this node dialled lead into the network of an address. */
const isCrowded = (libp2p: Libp2p, address: Multiaddr): boolean => {
  const prefix = addressPrefix(address);
  const there = libp2p
    .getConnections()
    .filter(({ direction, remoteAddr }) => direction === 'outbound' && addressPrefix(remoteAddr) === prefix);
  return prefix !== undefined && there.length >= networkLimits.outboundPerPrefix;
};

/** A peer ID as multiaddrs and logs have it. */
export const peerIdOf = (multihash: Hex): string => base58btc.baseEncode(hexToBytes(multihash));

/** An endpoint that can be dialled, with the peer that must answer there; undefined for URLs and anything else. */
function addressOf(endpoint: string, peer: string): Multiaddr | undefined {
  if (!endpoint.startsWith('/')) return undefined;
  try {
    const address = multiaddr(endpoint);
    const components = address.getComponents();
    if (components[1]?.name !== 'tcp' || components.some(({ name }) => !dialled.has(name))) return undefined;
    const named = components.find(({ name }) => name === 'p2p')?.value;
    if (named === undefined) return address.encapsulate(`/p2p/${peer}`);
    return named === peer ? address : undefined;
  } catch {
    // The parser says no by throwing.
    return undefined;
  }
}

function shuffled<T>(items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
