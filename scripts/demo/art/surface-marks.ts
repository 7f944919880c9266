import { type Brush, n } from './brush.ts';
import type { Turned } from './lathe.ts';

/** Strews iron speckles over a turned body, foreshortened towards its edges. Heights in drawing units. */
export function speckles(
  brush: Brush,
  { body, from, to, count, colour }: { body: Turned; from: number; to: number; count: number; colour: string },
): string {
  const dots: string[] = [];
  for (let index = 0; index < count; index++) {
    const turn = brush.between(-1.45, 1.45);
    const [x, y] = body.project(turn, brush.between(from, to));
    const size = brush.between(0.7, 1) * brush.between(0.9, 3.2);
    dots.push(
      `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(size * (0.25 + 0.75 * Math.cos(turn)))}" ry="${n(size)}" opacity="${n(brush.between(0.3, 0.85))}"/>`,
    );
  }
  return `<g fill="${colour}">${dots.join('')}</g>`;
}

/** A path around the visible front of a turned body at the given height; `wobble` makes it a brushed line. */
export function hoop(
  brush: Brush,
  { body, height, wobble = 0, lift = 0 }: { body: Turned; height: number; wobble?: number; lift?: number },
): string {
  const steps = 24;
  let path = '';
  for (let index = 0; index <= steps; index++) {
    const [x, y] = body.project(
      -Math.PI / 2 + (Math.PI * index) / steps,
      height + (wobble ? brush.between(-wobble, wobble) : 0),
      lift,
    );
    path += `${index === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`;
  }
  return path;
}

/** A closed patch of a turned body between two heights and two turns: a label, a sleeve, a dipped glaze. */
export function patch({
  body,
  turns,
  heights,
  lift = 0.6,
}: {
  body: Turned;
  turns: readonly [number, number];
  heights: readonly [number, number];
  lift?: number;
}): string {
  const steps = 18;
  const edge = (height: number, backwards: boolean): string[] => {
    const points: string[] = [];
    for (let index = 0; index <= steps; index++) {
      const share = backwards ? 1 - index / steps : index / steps;
      const [x, y] = body.project(turns[0] + (turns[1] - turns[0]) * share, height, lift);
      points.push(`${n(x)} ${n(y)}`);
    }
    return points;
  };
  return `M${edge(heights[1], false).join('L')}L${edge(heights[0], true).join('L')}Z`;
}

/** A stroke drawn on a turned body from points of turn and height. */
export function stroke(body: Turned, points: readonly (readonly [turn: number, height: number])[]): string {
  return points
    .map(([turn, height], index) => `${index === 0 ? 'M' : 'L'}${body.project(turn, height).map(n).join(' ')}`)
    .join('');
}

/** A round tube along a path (handles, wires, arms): stacked strokes from shadow to highlight, shifted to the light. */
export function tube({ path, width, shades }: { path: string; width: number; shades: readonly string[] }): string {
  return shades
    .map((shade, index) => {
      const share = index / shades.length;
      const shift = n(-width * 0.2 * share);
      return `<path d="${path}" fill="none" stroke="${shade}" stroke-width="${n(width * (1 - share))}" stroke-linecap="round" stroke-linejoin="round" transform="translate(${shift} ${shift})"/>`;
    })
    .join('');
}
