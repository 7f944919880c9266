import { type Brush, n, type Stop } from './brush.ts';
import { darken, mix } from './colour.ts';
import { lit, type Surface, type Vector } from './light.ts';

/** How much a horizontal circle is flattened: the sine of the camera's elevation. */
export const TILT = 0.24;
const RISE = Math.sqrt(1 - TILT * TILT);

/** Point of an outline: distance from the axis and height above the ground. */
export type Point = readonly [radius: number, height: number];

/** A body of revolution: a pot, a tin, a lamp's foot. */
export interface Lathe {
  /** Outline from the foot to the rim. Two equal points in a row make a corner. */
  readonly profile: readonly Point[];
  /** One colour, or a colour by height (0 foot to 1 rim) and turn (radians, 0 faces the viewer). */
  readonly colour: string | ((height: number, turn: number) => string);
  readonly surface: Surface;
  /** An open vessel: colour of the inside, how deep one sees, thickness of the wall, and what it is filled with. */
  readonly inside?: {
    readonly colour: string;
    readonly depth: number;
    readonly wall: number;
    readonly liquid?: { colour: string; depth: number };
  };
}

/** A turned body, with the means to draw on its surface. */
export interface Turned {
  readonly markup: string;
  readonly height: number;
  readonly foot: number;
  readonly widest: number;
  /** Radius of the body at a height. */
  radiusAt(height: number): number;
  /** Where a point of the surface appears. `lift` moves it off the surface. */
  project(turn: number, height: number, lift?: number): readonly [number, number];
}

/** A wide body needs more strips than a small one to look round. */
function stripsFor(widest: number): number {
  return Math.max(12, Math.min(36, 2 * Math.round(widest / 8)));
}

/** Runs a Catmull-Rom curve through the outline, six samples a piece. */
function sample(profile: readonly Point[]): Point[] {
  const points: Point[] = [];
  for (let index = 0; index < profile.length - 1; index++) {
    const p1 = profile[index] as Point;
    const p2 = profile[index + 1] as Point;
    if (p1[0] === p2[0] && p1[1] === p2[1]) continue;
    const p0 = profile[index - 1] ?? p1;
    const p3 = profile[index + 2] ?? p2;
    for (let step = 0; step < 6; step++) {
      const t = step / 6;
      const curve = (axis: 0 | 1): number =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t * t * t);
      points.push([Math.max(0, curve(0)), curve(1)]);
    }
  }
  points.push(profile[profile.length - 1] as Point);
  return points;
}

function normalAt(points: readonly Point[], index: number, turn: number): Vector {
  const before = points[Math.max(0, index - 1)] as Point;
  const after = points[Math.min(points.length - 1, index + 1)] as Point;
  const run = after[0] - before[0];
  const rise = after[1] - before[1];
  const length = Math.hypot(run, rise) || 1;
  return [(rise / length) * Math.sin(turn), -run / length, (rise / length) * Math.cos(turn)];
}

/** Whether a piece of surface can be seen from the camera's height. */
function faces(normal: Vector): boolean {
  return TILT * normal[1] + RISE * normal[2] > 0;
}

/** Draws the opening of a vessel: the far inner wall ring by ring, what it holds, and the lip. */
function opening(
  brush: Brush,
  {
    radiusAt,
    height,
    inside,
    lip,
  }: { radiusAt: (height: number) => number; height: number; inside: NonNullable<Lathe['inside']>; lip: string },
): string {
  const rim = radiusAt(height);
  const inner = rim - inside.wall;
  const y = -height * RISE;
  const clip = brush.clip(`<ellipse cx="0" cy="${n(y)}" rx="${n(inner)}" ry="${n(inner * TILT)}"/>`);
  const rings: string[] = [];
  const count = 14;
  for (let ring = 0; ring <= count; ring++) {
    const down = (inside.depth * ring) / count;
    const radius = Math.max(2, radiusAt(height - down) - inside.wall);
    const shade = 0.05 + 0.3 * (ring / count);
    const slope = Math.min(0.9, Math.abs(radiusAt(height - down) - radiusAt(height - down - 8)) / 8);
    const stops: Stop[] = [-1.5, -1.1, -0.6, 0, 0.6, 1.1, 1.5].map((turn) => {
      const normal: Vector = [-Math.sin(turn) * (1 - slope * 0.4), 0.15 + slope, Math.cos(turn) * (1 - slope * 0.4)];
      const length = Math.hypot(...normal);
      return [
        0.5 + Math.sin(turn) / 2,
        darken(
          lit(inside.colour, [normal[0] / length, normal[1] / length, normal[2] / length], { gloss: 0.25 }),
          shade,
        ),
      ];
    });
    rings.push(
      `<ellipse cx="0" cy="${n(y + down * RISE)}" rx="${n(radius)}" ry="${n(radius * TILT)}" fill="${brush.linear(stops)}"/>`,
    );
  }
  if (inside.liquid) {
    const radius = radiusAt(height - inside.liquid.depth) - inside.wall;
    const level = n(y + inside.liquid.depth * RISE);
    const fill = brush.linear(
      [
        [0, darken(inside.liquid.colour, 0.35)],
        [0.55, inside.liquid.colour],
        [1, mix(inside.liquid.colour, '#ffffff', 0.35)],
      ],
      [0, 0, 1, 0.6],
    );
    rings.push(
      `<ellipse cx="0" cy="${level}" rx="${n(radius)}" ry="${n(radius * TILT)}" fill="${fill}"/>`,
      `<ellipse cx="0" cy="${level}" rx="${n(radius - 2)}" ry="${n(radius * TILT - 1)}" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="1.6"/>`,
      `<ellipse cx="${n(-radius * 0.3)}" cy="${n(level + radius * TILT * 0.25)}" rx="${n(radius * 0.34)}" ry="${n(radius * TILT * 0.24)}" fill="#fff" opacity=".22"/>`,
    );
  }
  const lipFill = brush.linear([
    [0, lit(lip, [-0.5, 0.8, 0.33], { gloss: 0.6 })],
    [0.3, mix(lip, '#ffffff', 0.55)],
    [0.62, lit(lip, [0, 1, 0], { gloss: 0.2 })],
    [1, darken(lip, 0.22)],
  ]);
  const ring = (radius: number): string =>
    `M${n(-radius)} ${n(y)}A${n(radius)} ${n(radius * TILT)} 0 1 1 ${n(radius)} ${n(y)}A${n(radius)} ${n(radius * TILT)} 0 1 1 ${n(-radius)} ${n(y)}Z`;
  return `<g clip-path="${clip}">${rings.join('')}</g><path d="${ring(rim)}${ring(inner)}" fill-rule="evenodd" fill="${lipFill}"/>`;
}

/**
 * Turns an outline into a lit body: narrow upright strips, each with its own gradient from foot to rim, so that light
 * follows the true curve of the surface.
 */
export function turn(brush: Brush, lathe: Lathe): Turned {
  const points = sample(lathe.profile);
  const top = points[points.length - 1] as Point;
  const height = top[1];
  const colourAt = typeof lathe.colour === 'string' ? () => lathe.colour as string : lathe.colour;
  const radiusAt = (at: number): number => {
    for (let index = points.length - 1; index > 0; index--) {
      const upper = points[index] as Point;
      const lower = points[index - 1] as Point;
      if (at <= upper[1] && at >= lower[1])
        return lower[0] + ((upper[0] - lower[0]) * (at - lower[1])) / (upper[1] - lower[1] || 1);
    }
    return at > height ? top[0] : (points[0] as Point)[0];
  };
  const screen = (point: Point, angle: number): readonly [number, number] => [
    point[0] * Math.sin(angle),
    -point[1] * RISE + point[0] * Math.cos(angle) * TILT,
  ];
  const strip = (from: number, to: number, overlap: number, seen = points.map((_, index) => index)): string => {
    const middle = (from + to) / 2;
    const ys = seen.map((index) => screen(points[index] as Point, middle)[1]);
    const low = Math.max(...ys);
    const high = Math.min(...ys);
    const stops: Stop[] = [];
    for (let place = seen.length - 1; place >= 0; place -= place % 2 === 0 ? 2 : 1) {
      const index = seen[place] as number;
      const offset = ((ys[place] as number) - high) / (low - high || 1);
      stops.push([
        offset,
        lit(colourAt((points[index] as Point)[1] / height, middle), normalAt(points, index, middle), lathe.surface),
      ]);
    }
    stops.sort((a, b) => a[0] - b[0]);
    const left = seen.map((index) => screen(points[index] as Point, from));
    const right = seen.map((index) => screen(points[index] as Point, to + overlap)).reverse();
    const path = [...left, ...right].map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');
    return `<path d="${path}Z" fill="${brush.vertical(stops, high, low)}"/>`;
  };
  const backStrip = (from: number, to: number): string => {
    const seen = points.map((_, index) => index).filter((index) => faces(normalAt(points, index, (from + to) / 2)));
    return seen.length < 2 ? '' : strip(from, to, 0.02, seen);
  };
  const parts: string[] = [];
  const foot = (points[0] as Point)[0];
  const base = typeof lathe.colour === 'string' ? lathe.colour : lathe.colour(0, 0);
  parts.push(`<ellipse cx="0" cy="0" rx="${n(foot)}" ry="${n(foot * TILT)}" fill="${darken(base, 0.6)}"/>`);
  const widest = Math.max(...points.map(([radius]) => radius));
  const strips = stripsFor(widest);
  const step = Math.PI / strips;
  if (!lathe.inside) {
    for (let index = 0; index < strips / 2; index++) {
      const from = Math.PI - (index + 1) * step;
      parts.push(backStrip(from, from + step), backStrip(-from - step, -from));
    }
  }
  for (let index = 0; index < strips; index++) {
    const from = -Math.PI / 2 + index * step;
    parts.push(strip(from, from + step, index === strips - 1 ? 0 : 0.03));
  }
  if (lathe.inside) parts.push(opening(brush, { radiusAt, height, inside: lathe.inside, lip: colourAt(1, 0) }));
  return {
    markup: parts.join(''),
    height: height * RISE,
    foot,
    widest,
    radiusAt,
    project: (angle, at, lift = 0) => screen([radiusAt(at) + lift, at], angle),
  };
}
