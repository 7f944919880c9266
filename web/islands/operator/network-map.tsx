import type { NetworkView, PeerView } from '../../../protocol/api/network.ts';
import { ShortId } from '../../components/short-id.tsx';
import type { IslandWords } from '../words.ts';

const SIZE = 360;
const CENTRE = SIZE / 2;
const OUTER = 150;
/** Milliseconds of the rings; the distance grows with the logarithm. */
const rings = [3, 30, 300] as const;
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

const order: readonly Kind[] = ['local', 'public', 'named', 'browser', 'relayed', 'unknown'];

const distanceOf = (milliseconds: number | null): number =>
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

/** Peers around this node: nearer is quicker, a broken line leads through a relay, the colour says what kind of place. */
export const NetworkMap = ({ words, network }: { words: IslandWords<'operator'>; network: NetworkView }) => {
  const { peers } = network;
  const placed = placePeers(peers);
  const label = words.t('network.picture', {
    peers: words.number(peers.length),
    direct: words.number(peers.filter(({ path }) => path === 'direct').length),
    relayed: words.number(peers.filter(({ path }) => path === 'relayed').length),
  });
  const present = order.filter((kind) => placed.some((each) => each.kind === kind));
  return (
    <section class="panel" aria-labelledby="map">
      <h2 id="map">{words.count('network.peers', peers.length)}</h2>
      <div class="node-map">
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label}>
          {rings.map((milliseconds) => (
            <g key={milliseconds}>
              <circle class="map-ring" cx={CENTRE} cy={CENTRE} r={distanceOf(milliseconds)} />
              <text class="map-scale" x={CENTRE} y={CENTRE - distanceOf(milliseconds) - 3}>
                {words.t('network.milliseconds', { count: milliseconds })}
              </text>
            </g>
          ))}
          {placed.map(({ peer, kind, x, y }) => (
            <line
              key={`${peer.peerId} line`}
              class={`map-line map-${kind}`}
              x1={CENTRE}
              y1={CENTRE}
              x2={x}
              y2={y}
              stroke-dasharray={peer.path === 'relayed' ? '4 4' : undefined}
            />
          ))}
          {placed.map(({ peer, kind, x, y }) => (
            <g key={peer.peerId}>
              <title>{`${peer.peerId} ${peer.agent} ${words.t(`network.${peer.direction}`)}`}</title>
              <circle class={`map-dot map-${peer.score < 0 ? 'bad' : kind}`} cx={x} cy={y} r={8} />
            </g>
          ))}
          <circle class="map-self" cx={CENTRE} cy={CENTRE} r={13} />
        </svg>
        <div>
          <ul class="plain map-legend small">
            {present.map((kind) => (
              <li key={kind}>
                <svg class="map-key" viewBox="0 0 16 16" aria-hidden="true">
                  <circle class={`map-dot map-${kind}`} cx={8} cy={8} r={7} />
                </svg>
                {words.t(`map.${kind}`)}
                <span class="number quiet">{words.number(placed.filter((each) => each.kind === kind).length)}</span>
              </li>
            ))}
          </ul>
          <p class="small quiet">{words.t('map.text')}</p>
          <p class={network.reachable === 'private' ? 'tone-warn' : undefined}>
            {words.t(`network.reachable_${network.reachable}`)}
          </p>
          <p class="small quiet">
            {words.t('network.peer_id')} <ShortId value={network.peerId} />
          </p>
        </div>
      </div>
    </section>
  );
};
