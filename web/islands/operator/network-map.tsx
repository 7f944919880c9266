import type { NetworkView } from '../../../protocol/api/network.ts';
import { ShortId } from '../../components/short-id.tsx';
import type { IslandWords } from '../words.ts';
import { CENTRE, distanceOf, order, placePeers, SIZE } from './peer-places.ts';

/** Milliseconds of the rings. */
const rings = [3, 30, 300] as const;

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
            {words.t('network.reach')} {words.t(`network.reachable_${network.reachable}`)}
          </p>
          <p class="small quiet">
            {words.t('network.peer_id')} <ShortId value={network.peerId} />
          </p>
        </div>
      </div>
    </section>
  );
};
