import { type Brush, n } from './brush.ts';
import { darken, lighten, metalShades, mix } from './colour.ts';
import type { Item } from './item.ts';
import { tube } from './surface-marks.ts';

/** A spoked wheel around the origin. */
export function wheel({
  radius: r,
  tyre = '#2a2628',
  wall = '#b98d5c',
  rim = '#c9cacc',
  spokes = 28,
  guard,
}: {
  radius: number;
  tyre?: string;
  wall?: string;
  rim?: string;
  spokes?: number;
  guard?: string;
}): string {
  const wires = Array.from({ length: spokes }, (_, index) => {
    const angle = (index / spokes) * Math.PI * 2;
    const hub = angle + (index % 2 === 0 ? 1.2 : -1.2);
    return `M${n(Math.cos(hub) * r * 0.07)} ${n(Math.sin(hub) * r * 0.07)}L${n(Math.cos(angle) * r * 0.88)} ${n(Math.sin(angle) * r * 0.88)}`;
  });
  return `<path d="${wires.join('')}" stroke="#8d8f93" stroke-width="1.5" fill="none"/><path d="${wires.join('')}" stroke="#fff" stroke-opacity=".5" stroke-width=".7" fill="none" transform="translate(-.8 -.8)"/><circle r="${n(r * 0.965)}" fill="none" stroke="${tyre}" stroke-width="${n(r * 0.075)}"/><circle r="${n(r * 0.915)}" fill="none" stroke="${wall}" stroke-width="${n(r * 0.032)}"/><circle r="${n(r * 0.875)}" fill="none" stroke="${rim}" stroke-width="${n(r * 0.05)}"/><circle r="${n(r * 0.89)}" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="${n(r * 0.01)}"/><circle r="${n(r * 0.075)}" fill="#8b8d91"/><circle r="${n(r * 0.04)}" fill="#e9eaec"/>${guard ? `<path d="M${n(-r * 1.03)} ${n(r * 0.1)}A${n(r * 1.05)} ${n(r * 1.05)} 0 0 1 ${n(r * 0.72)} ${n(-r * 0.76)}" fill="none" stroke="${guard}" stroke-width="${n(r * 0.05)}" stroke-linecap="round"/>` : ''}`;
}

/** A bicycle from the side. `style` sets the handlebar, the tubes and the fittings. */
export function bicycle(
  brush: Brush,
  { colour, trim = '#8a5a35', style }: { colour: string; trim?: string; style: 'city' | 'gravel' | 'classic' },
): Item {
  const r = style === 'gravel' ? 168 : 172;
  const back: readonly [number, number] = [-250, -r];
  const front: readonly [number, number] = [250, -r];
  const crank: readonly [number, number] = [-28, -r + 6];
  const seat: readonly [number, number] = [-100, -388];
  const head: readonly [number, number] = [176, -404];
  const neck: readonly [number, number] = [196, -336];
  const line = (from: readonly [number, number], to: readonly [number, number]): string =>
    `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`;
  const width = style === 'gravel' ? 20 : 17;
  const paint = metalShades(colour);
  const steel = metalShades('#b9bbbf');
  const top =
    style === 'city'
      ? `M${head[0] + 4} ${head[1] + 26}C100 -290 20 -250 -62 -270`
      : line([seat[0] + 6, seat[1] + 24], [head[0] + 2, head[1] + 14]);
  const frame = [
    tube({ path: line(back, [seat[0] + 12, seat[1] + 40]), width: width * 0.6, shades: paint }),
    tube({ path: line(back, crank), width: width * 0.65, shades: paint }),
    tube({ path: line(crank, [seat[0], seat[1] + 6]), width, shades: paint }),
    tube({ path: line(crank, neck), width: width * 1.12, shades: paint }),
    tube({ path: top, width, shades: paint }),
    tube({
      path: style === 'gravel' ? line(neck, front) : `M${neck[0]} ${neck[1]}C216 -270 224 -230 250 ${-r}`,
      width: width * 0.85,
      shades: paint,
    }),
    tube({ path: line(head, neck), width: width * 1.2, shades: paint }),
  ].join('');
  const post = tube({ path: line(seat, [seat[0] - 14, seat[1] - 46]), width: 11, shades: steel });
  const saddle = `<path d="M${seat[0] - 84} ${seat[1] - 62}C${seat[0] - 90} ${seat[1] - 84} ${seat[0] - 50} ${seat[1] - 80} ${seat[0] - 10} ${seat[1] - 68}S${seat[0] + 70} ${seat[1] - 66} ${seat[0] + 76} ${seat[1] - 58}C${seat[0] + 40} ${seat[1] - 44} ${seat[0] - 30} ${seat[1] - 30} ${seat[0] - 60} ${seat[1] - 36}Z" fill="${brush.linear(
    [
      [0, lighten(trim, 0.4)],
      [0.5, trim],
      [1, darken(trim, 0.5)],
    ],
    [0, 0, 0.3, 1],
  )}"/>`;
  const stem = tube({
    path:
      style === 'gravel'
        ? `M${head[0]} ${head[1]}L${head[0] - 6} ${head[1] - 20}L${head[0] + 40} ${head[1] - 34}`
        : `M${head[0]} ${head[1]}L${head[0] - 14} ${head[1] - 52}L${head[0] + 12} ${head[1] - 62}`,
    width: 12,
    shades: steel,
  });
  const bars =
    style === 'gravel'
      ? tube({
          path: `M${head[0] + 34} ${head[1] - 32}C${head[0] + 96} ${head[1] - 46} ${head[0] + 112} ${head[1] + 6} ${head[0] + 78} ${head[1] + 26}L${head[0] + 48} ${head[1] + 30}`,
          width: 15,
          shades: metalShades(trim),
        })
      : tube({
          path: `M${head[0] + 12} ${head[1] - 62}C${head[0] + 44} ${head[1] - 72} ${head[0] + 30} ${head[1] - 90} ${head[0] - 70} ${head[1] - 66}`,
          width: 12,
          shades: steel,
        }) +
        tube({
          path: `M${head[0] - 26} ${head[1] - 78}L${head[0] - 74} ${head[1] - 66}`,
          width: 17,
          shades: metalShades(trim),
        });
  const ring = `<g transform="translate(${crank[0]} ${crank[1]})"><circle r="46" fill="none" stroke="#75777c" stroke-width="7"/><circle r="46" fill="none" stroke="#d8d9db" stroke-width="2" stroke-dasharray="4 3"/><path d="M0 0L44-36M0 0L-44 36M0 0L0 42M0 0L-40-14" stroke="#9ea0a5" stroke-width="6"/><circle r="12" fill="#c9cacd"/><path d="M0 0L52 62" stroke="#8d8f94" stroke-width="10" stroke-linecap="round"/><rect x="34" y="58" width="44" height="13" rx="5" fill="#35322f"/></g>`;
  const chain = `<path d="M${back[0]} ${back[1] - 16}L${crank[0]} ${crank[1] - 46}M${back[0]} ${back[1] + 16}L${crank[0]} ${crank[1] + 46}" stroke="#55565a" stroke-width="4" stroke-dasharray="5 2"/>`;
  const cover =
    style === 'city'
      ? `<path d="M${back[0]} ${back[1] - 26}L${crank[0]} ${crank[1] - 56}A56 56 0 0 1 ${crank[0]} ${crank[1] + 56}L${back[0]} ${back[1] + 26}A26 26 0 0 1 ${back[0]} ${back[1] - 26}Z" fill="${mix(colour, '#1a141c', 0.2)}" opacity=".92"/>`
      : chain;
  const rack =
    style === 'city'
      ? `${tube({ path: `M${back[0] - 70} ${back[1] - 196}H${seat[0] - 30}`, width: 10, shades: steel })}${tube({ path: `M${back[0] - 40} ${back[1] - 192}L${back[0]} ${back[1]}`, width: 7, shades: steel })}<rect x="${front[0] - 60}" y="${front[1] - 300}" width="150" height="96" rx="12" fill="${brush.linear(
          [
            [0, '#d6ab6f'],
            [0.5, '#b98648'],
            [1, '#8a5d2f'],
          ],
        )}"/>${Array.from({ length: 9 }, (_, index) => `<path d="M${n(front[0] - 52 + index * 17)} ${front[1] - 298}V${front[1] - 206}" stroke="#6b4522" stroke-opacity=".4" stroke-width="3"/>`).join('')}${[0, 1, 2].map((index) => `<path d="M${front[0] - 58} ${front[1] - 276 + index * 28}H${front[0] + 88}" stroke="#f0d5a4" stroke-opacity=".5" stroke-width="4"/>`).join('')}`
      : '';
  const lamp =
    style === 'gravel'
      ? ''
      : `<circle cx="${head[0] + 46}" cy="${head[1] + 8}" r="19" fill="#d9dadd"/><circle cx="${head[0] + 52}" cy="${head[1] + 8}" r="14" fill="#fff3cf"/>`;
  const guard = style === 'gravel' ? {} : { guard: style === 'city' ? mix(colour, '#ffffff', 0.1) : '#b9bbbf' };
  const tyre = style === 'gravel' ? { tyre: '#3a302a', wall: '#a87b4d' } : { wall: '#d9c9a8' };
  return {
    markup: `<g transform="translate(${back[0]} ${back[1]})">${wheel({ radius: r, ...tyre, ...guard })}</g><g transform="translate(${front[0]} ${front[1]})">${wheel({ radius: r, ...tyre, ...guard })}</g>${post}${style === 'city' ? '' : chain}${frame}${style === 'city' ? cover : ''}${rack}${saddle}${stem}${bars}${lamp}${ring}`,
    footing: 330,
    depth: 0.045,
    halfWidth: 425,
    height: 490,
  };
}
