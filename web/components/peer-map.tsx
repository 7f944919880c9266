import type { PeerView } from '../../protocol/api/network.ts';
import type { PageView } from '../page-view.ts';

/** Nodes drawn around this one; the number beside the picture says how many there are. */
const mostDrawn = 36;
const centre = { x: 160, y: 100 };

const placeOf = (index: number, total: number): { x: number; y: number } => {
  // Two stand beside this node, more around it.
  const angle = (2 * Math.PI * index) / total - (total < 3 ? 0 : Math.PI / 2);
  return { x: centre.x + 140 * Math.cos(angle), y: centre.y + 82 * Math.sin(angle) };
};

/** This node and those that it talks to: whole lines are straight connections, broken ones go through a relay. */
export const PeerMap = ({ view, peers }: { view: PageView; peers: readonly PeerView[] }) => {
  const drawn = peers.slice(0, mostDrawn);
  const label = view.t('network.picture', {
    peers: view.number(peers.length),
    direct: view.number(peers.filter(({ path }) => path === 'direct').length),
    relayed: view.number(peers.filter(({ path }) => path === 'relayed').length),
  });
  return (
    <svg class="peer-map" viewBox="0 0 320 200" role="img" aria-label={label}>
      {drawn.map(({ peerId, path }, index) => {
        const { x, y } = placeOf(index, drawn.length);
        return <line key={peerId} class={`peer-line peer-${path}`} x1={centre.x} y1={centre.y} x2={x} y2={y} />;
      })}
      {drawn.map(({ peerId, path, score }, index) => {
        const { x, y } = placeOf(index, drawn.length);
        return (
          <circle key={peerId} class={`peer-dot peer-${path}${score < 0 ? ' peer-bad' : ''}`} cx={x} cy={y} r="7" />
        );
      })}
      <circle class="peer-self" cx={centre.x} cy={centre.y} r="13" />
    </svg>
  );
};
