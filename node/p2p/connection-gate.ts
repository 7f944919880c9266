import type { ConnectionGater, PeerId } from '@libp2p/interface';
import type { Multiaddr } from '@multiformats/multiaddr';
import { addressPrefix, createPrivateCheck } from './address-kinds.ts';
import { networkLimits } from './network-limits.ts';
import type { PendingInbound } from './pending-inbound.ts';

/**
 * Decides which connections are made. Addresses of private networks are dialled only where they are allowed or the operator
 * named them: what peers tell must not make this node knock on doors inside its house. One network of the Internet gets no
 * more than its share of inbound connections, so that a hundred addresses of one provider do not fill the node.
 * @param options `named` are multiaddrs of the operator; `inboundFrom` counts open inbound connections from a prefix;
 * `pending` counts those that are not complete
 */
export function createConnectionGate(options: {
  allowPrivate: boolean;
  named: readonly Multiaddr[];
  isBanned: (peer: PeerId) => boolean;
  isFull: () => boolean;
  inboundFrom: (prefix: string) => number;
  pending: PendingInbound;
}): ConnectionGater {
  const { allowPrivate, named, isBanned, isFull, inboundFrom, pending } = options;
  const leadsInside = createPrivateCheck();
  const hosts = new Set(named.map(hostOf));
  return {
    denyDialMultiaddr: (address) => !allowPrivate && leadsInside(address) && !hosts.has(hostOf(address)),
    denyDialPeer: isBanned,
    denyInboundConnection: (connection) => {
      if (isFull()) return true;
      const prefix = addressPrefix(connection.remoteAddr);
      if (prefix !== undefined && inboundFrom(prefix) >= networkLimits.inboundPerPrefix) return true;
      return !pending.admit(connection);
    },
    denyInboundEncryptedConnection: isBanned,
    denyInboundRelayReservation: isBanned,
  };
}

/** Host and port of an address, whatever is spoken there. */
const hostOf = (address: Multiaddr): string => {
  const [host, port] = address.getComponents();
  return `${host?.name}/${host?.value}/${port?.name}/${port?.value}`;
};
