import type { PeerView } from '../../../protocol/api/network.ts';

/** Width and height of the map in its own units, with this node in the middle. */
export const SIZE = 360;
export const CENTRE = SIZE / 2;
const OUTER = 150;
const MOST_MILLISECONDS = 1_000;
const MOST_DRAWN = 60;

/** How an address leads to a peer; the first that fits. */
const kinds = [
  ['relayed', /p2p-circuit/],
  ['browser', /webrtc|webtransport|\/ws(s)?(\/|$)/],
  ['local', /^\/ip4\/(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^\/ip6\/(::1|f[cd])/],
  ['named', /^\/dns/],
  ['public', /^\/ip/],
] as const;
type Kind = (typeof kinds)[number][0] | 'unknown';

/** Where the peer stands by its address alone: nothing is looked up. */
export const kindOf = ({ address, path }: Pick<PeerView, 'address' | 'path'>): Kind =>
  path === 'relayed' ? 'relayed' : (kinds.find(([, pattern]) => pattern.test(address))?.[0] ?? 'unknown');

/** Kinds of places in the order in which they stand around the map. */
export const order: readonly Kind[] = ['local', 'public', 'named', 'browser', 'relayed', 'unknown'];

/** How far from the middle a peer stands that answers so late: it grows with the logarithm. */
export const distanceOf = (milliseconds: number | null): number =>
  milliseconds === null
    ? OUTER
    : 30 + (OUTER - 30) * Math.min(1, Math.log1p(milliseconds) / Math.log1p(MOST_MILLISECONDS));

interface Placed {
  peer: PeerView;
  kind: Kind;
  x: number;
  y: number;
}

/** Puts peers of one kind beside each other, and each as far away as it answers late. */
export function placePeers(peers: readonly PeerView[]): Placed[] {
  const sorted = peers
    .map((peer) => ({ peer, kind: kindOf(peer) }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.peer.peerId.localeCompare(b.peer.peerId))
    .slice(0, MOST_DRAWN);
  return sorted.map(({ peer, kind }, index) => {
    const angle = (2 * Math.PI * (index + 0.5)) / sorted.length - Math.PI / 2;
    const distance = distanceOf(peer.roundTripMilliseconds);
    return { peer, kind, x: CENTRE + distance * Math.cos(angle), y: CENTRE + distance * Math.sin(angle) };
  });
}
