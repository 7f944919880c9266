import type { MultiaddrConnection } from '@libp2p/interface';
import type { Multiaddr } from '@multiformats/multiaddr';
import { networkLimits } from './network-limits.ts';

/** Inbound connections that have not shown who they are. */
export interface PendingInbound {
  /** @returns false when the host of the connection has too many of them already */
  admit(connection: Pick<MultiaddrConnection, 'remoteAddr' | 'addEventListener'>): boolean;
  /** The connection from an address is complete. */
  established(remoteAddr: Multiaddr): void;
}

/**
 * Counts half-open connections by host: one host must not hold all places of `pendingInboundConnections` by beginning
 * handshakes that it never ends.
 */
export function createPendingInbound(): PendingInbound {
  const pending = new Map<string, Set<string>>();
  const release = (address: Multiaddr): void => {
    const host = hostOf(address);
    const open = pending.get(host);
    open?.delete(placeOf(address));
    if (open?.size === 0) pending.delete(host);
  };
  return {
    admit: (connection) => {
      const { remoteAddr } = connection;
      const host = hostOf(remoteAddr);
      const open = pending.get(host) ?? new Set();
      if (open.size >= networkLimits.pendingInboundPerHost) return false;
      pending.set(host, open.add(placeOf(remoteAddr)));
      connection.addEventListener('close', () => release(remoteAddr), { once: true });
      return true;
    },
    established: release,
  };
}

/** Host and port: the peer's id is only in the address once it is known. */
const placeOf = (address: Multiaddr): string => {
  const [host, port] = address.getComponents();
  return `${host?.value} ${port?.value}`;
};

/** The host of an address; addresses without one, such as those through a relay, are one host each. */
const hostOf = (address: Multiaddr): string => {
  const [first] = address.getComponents();
  return first?.name === 'ip4' || first?.name === 'ip6' ? `${first.value}` : address.toString();
};
