import type { ConnectionGater, PeerId } from '@libp2p/interface';
import type { Multiaddr } from '@multiformats/multiaddr';
import { addressPrefix, createPrivateCheck } from './address-kinds.ts';
import { networkLimits } from './network-limits.ts';

/**
 * Decides which connections are made. Addresses of private networks are dialled only where they are allowed or the operator
 * named them: what peers tell must not make this node knock on doors inside its house. One network of the Internet gets no
 * more than its share of inbound connections, so that a hundred addresses of one provider do not fill the node.
 * @param options `named` are multiaddrs of the operator; `inboundFrom` counts open inbound connections from a prefix
 */
export function createConnectionGate(options: {
  allowPrivate: boolean;
  named: readonly Multiaddr[];
  isBanned: (peer: PeerId) => boolean;
  isFull: () => boolean;
  inboundFrom: (prefix: string) => number;
}): ConnectionGater {
  const { allowPrivate, named, isBanned, isFull, inboundFrom } = options;
  const leadsInside = createPrivateCheck();
  const hosts = new Set(named.map(hostOf));
  return {
    denyDialMultiaddr: (address) => !allowPrivate && leadsInside(address) && !hosts.has(hostOf(address)),
    denyDialPeer: isBanned,
    denyInboundConnection: ({ remoteAddr }) => {
      if (isFull()) return true;
      const prefix = addressPrefix(remoteAddr);
      return prefix !== undefined && inboundFrom(prefix) >= networkLimits.inboundPerPrefix;
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
