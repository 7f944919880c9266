import type { Libp2p } from '@libp2p/interface';
import type { Multiaddr } from '@multiformats/multiaddr';
import { createPrivateCheck, isRelayed } from './address-kinds.ts';
import { networkLimits } from './network-limits.ts';

/** True for an address that a page can dial: WebSocket, or WebRTC without a certificate of an authority. */
const isForPages = (address: Multiaddr): boolean => {
  const names = address.getComponents().map(({ name }) => name);
  return !isRelayed(address) && (names.includes('ws') || names.includes('wss') || names.includes('webrtc-direct'));
};

/**
 * Where pages reach this node and the peers that it is connected with, so that a reader finds others when this node is gone.
 * @param options `allowPrivate` also names peers' addresses in private networks
 * @returns at most `networkLimits.pageAddresses` multiaddrs with peer IDs, this node's first
 */
export async function pageAddresses(
  libp2p: Pick<Libp2p, 'getMultiaddrs' | 'getPeers' | 'peerStore'>,
  { allowPrivate }: { allowPrivate: boolean },
): Promise<string[]> {
  const isPrivate = createPrivateCheck();
  const addresses = libp2p.getMultiaddrs().filter(isForPages).map(String);
  for (const peer of libp2p.getPeers()) {
    if (addresses.length >= networkLimits.pageAddresses) break;
    // A peer may leave the store while others are read.
    const known = await libp2p.peerStore.get(peer).catch(() => undefined);
    const reachable = (known?.addresses ?? [])
      .map(({ multiaddr }) => multiaddr)
      .filter((address) => isForPages(address) && (allowPrivate || !isPrivate(address)));
    addresses.push(
      ...reachable.slice(0, 2).map((address) => {
        const text = address.toString();
        return text.includes('/p2p/') ? text : `${text}/p2p/${peer.toString()}`;
      }),
    );
  }
  return addresses.slice(0, networkLimits.pageAddresses);
}
