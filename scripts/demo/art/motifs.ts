import { type Brush, n } from './brush.ts';
import type { Turned } from './lathe.ts';
import { hoop, stroke } from './surface-marks.ts';

/** What is painted on a pot. */
export type Motif =
  | 'bands'
  | 'bamboo'
  | 'waves'
  | 'dots'
  | 'fish'
  | 'lattice'
  | 'flutes'
  | 'brush'
  | 'plum'
  | 'kintsugi';

interface MotifOptions {
  readonly body: Turned;
  readonly kind: Motif;
  readonly ink: string;
  /** Full height of the body in drawing units. */
  readonly height: number;
}

function line(path: string, ink: string, width: number, opacity = 0.9): string {
  return `<path d="${path}" fill="none" stroke="${ink}" stroke-width="${n(width)}" stroke-opacity="${opacity}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** A leaf on the surface: drawn as a spindle between two points. */
function leaf(
  body: Turned,
  {
    from,
    to,
    width,
    ink,
  }: { from: readonly [number, number]; to: readonly [number, number]; width: number; ink: string },
): string {
  const [x1, y1] = body.project(from[0], from[1], 0.5);
  const [x2, y2] = body.project(to[0], to[1], 0.5);
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const nx = (-(y2 - y1) / length) * width;
  const ny = ((x2 - x1) / length) * width;
  const mx = x1 + (x2 - x1) * 0.4;
  const my = y1 + (y2 - y1) * 0.4;
  return `<path d="M${n(x1)} ${n(y1)}Q${n(mx + nx)} ${n(my + ny)} ${n(x2)} ${n(y2)}Q${n(mx - nx)} ${n(my - ny)} ${n(x1)} ${n(y1)}Z" fill="${ink}" opacity="${0.78}"/>`;
}

const PAINTERS: Record<Motif, (brush: Brush, options: MotifOptions) => string> = {
  bands: (brush, { body, ink, height }) =>
    [0.2, 0.235, 0.82, 0.9, 0.925]
      .map((share, index) =>
        line(hoop(brush, { body, height: height * share, wobble: 0.5 }), ink, index === 2 ? height * 0.035 : 2.6, 0.85),
      )
      .join(''),
  bamboo: (brush, { body, ink, height }) => {
    let drawn = '';
    for (const [turn, lean] of [
      [-0.55, 0.1],
      [-0.28, -0.05],
      [0.5, 0.12],
    ] as const) {
      for (let joint = 0; joint < 5; joint++) {
        const low = height * (0.14 + joint * 0.155);
        drawn += line(
          stroke(body, [
            [turn + lean * joint * 0.3, low],
            [turn + lean * (joint + 0.9) * 0.3, low + height * 0.14],
          ]),
          ink,
          5 - joint * 0.5,
          0.75,
        );
      }
      for (let index = 0; index < 9; index++) {
        const root: [number, number] = [turn + brush.between(-0.06, 0.14), height * brush.between(0.42, 0.86)];
        drawn += leaf(body, {
          from: root,
          to: [root[0] + brush.between(-0.38, 0.38), root[1] - height * brush.between(0.08, 0.16)],
          width: 6,
          ink,
        });
      }
    }
    return drawn;
  },
  waves: (_brush, { body, ink, height }) => {
    let drawn = '';
    for (let row = 0; row < 4; row++) {
      for (let index = -6; index <= 6; index++) {
        const centre = index * 0.26 + (row % 2) * 0.13;
        if (Math.abs(centre) > 1.35) continue;
        for (const size of [0.125, 0.085, 0.045]) {
          const points = Array.from({ length: 9 }, (_, step) => {
            const angle = Math.PI - (Math.PI * step) / 8;
            return [
              centre + size * Math.cos(angle),
              height * (0.16 + row * 0.075) + size * 0.95 * body.widest * Math.sin(angle),
            ] as const;
          });
          drawn += line(stroke(body, points), ink, 2.2, 0.85);
        }
      }
    }
    return drawn;
  },
  dots: (_brush, { body, ink, height }) => {
    let drawn = '';
    for (let row = 0; row < 4; row++)
      for (let index = -5; index <= 5; index++) {
        const angle = index * 0.3 + (row % 2) * 0.15;
        if (Math.abs(angle) > 1.4) continue;
        const [x, y] = body.project(angle, height * (0.3 + row * 0.16), 0.4);
        const size = height * 0.03;
        drawn += `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(size * Math.cos(angle))}" ry="${n(size)}" fill="${ink}" opacity=".85"/>`;
      }
    return drawn;
  },
  fish: (brush, { body, ink, height }) => {
    const swim = (turn: number, at: number, size: number): string => {
      const [x, y] = body.project(turn, height * at, 0.5);
      const turned = brush.between(-14, 14);
      return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turned)}) scale(${n(Math.cos(turn) * size * 10) / 10} ${n(size * 10) / 10})" fill="none" stroke="${ink}" stroke-width="3.4" stroke-linecap="round"><path d="M-34 0C-20-20 14-18 30 0C14 16-20 18-34 0Z" fill="${ink}" fill-opacity=".22"/><path d="M30 0C40-6 46-14 50-16M30 0C40 4 46 12 50 15M-8-11C-2-4-2 5-8 12M4-12C10-4 10 5 4 12M-6-14C0-26 10-24 14-18"/><circle cx="-22" cy="-3" r="2.6" fill="${ink}"/></g>`;
    };
    return (
      swim(-0.45, 0.6, 1) +
      swim(0.5, 0.44, 0.86) +
      line(
        stroke(body, [
          [-1.2, height * 0.2],
          [-0.6, height * 0.24],
          [0, height * 0.2],
          [0.6, height * 0.24],
          [1.2, height * 0.2],
        ]),
        ink,
        2,
        0.6,
      )
    );
  },
  lattice: (brush, { body, ink, height }) => {
    let drawn =
      line(hoop(brush, { body, height: height * 0.34 }), ink, 2.4) +
      line(hoop(brush, { body, height: height * 0.78 }), ink, 2.4);
    for (let index = -7; index <= 7; index++) {
      const angle = index * 0.21;
      for (const lean of [-0.21, 0.21]) {
        if (Math.abs(angle) > 1.45 || Math.abs(angle + lean * 2) > 1.5) continue;
        drawn += line(
          stroke(body, [
            [angle, height * 0.34],
            [angle + lean, height * 0.56],
            [angle + lean * 2, height * 0.78],
          ]),
          ink,
          1.8,
          0.75,
        );
      }
    }
    return drawn;
  },
  flutes: (_brush, { body, height }) => {
    let drawn = '';
    for (let index = -12; index <= 12; index++) {
      const angle = index * 0.118;
      const groove = Array.from({ length: 10 }, (_, step) => [angle, height * (0.1 + 0.085 * step)] as const);
      const light = groove.map(([turn, at]) => [turn + 0.022, at] as const);
      drawn += line(stroke(body, groove), '#20181c', 3.2, 0.16) + line(stroke(body, light), '#ffffff', 2, 0.3);
    }
    return drawn;
  },
  brush: (_brush, { body, ink, height }) => {
    const sweep = (low: number, lean: number, width: number, opacity: number): string =>
      line(
        stroke(
          body,
          Array.from(
            { length: 12 },
            (_, step) => [-1.1 + step * 0.16, height * (low + lean * step + 0.025 * Math.sin(step * 0.9))] as const,
          ),
        ),
        ink,
        width,
        opacity,
      );
    return (
      sweep(0.42, 0.016, height * 0.11, 0.75) +
      sweep(0.47, 0.017, height * 0.03, 0.5) +
      sweep(0.36, 0.014, height * 0.02, 0.55)
    );
  },
  kintsugi: (brush, { body, ink, height }) => {
    const crack = (points: readonly (readonly [number, number])[], width: number): string => {
      const path = stroke(
        body,
        points.map(([turn, at]) => [turn + brush.between(-0.03, 0.03), height * at] as const),
      );
      return (
        line(path, '#5a3d12', width + 2.4, 0.55) + line(path, ink, width) + line(path, '#fff3c4', width * 0.3, 0.9)
      );
    };
    return [
      crack(
        [
          [-0.5, 1],
          [-0.42, 0.82],
          [-0.2, 0.7],
          [-0.12, 0.5],
          [0.1, 0.36],
          [0.14, 0.12],
        ],
        7,
      ),
      crack(
        [
          [-0.2, 0.7],
          [0.16, 0.74],
          [0.42, 0.62],
          [0.74, 0.66],
          [1.0, 0.56],
        ],
        5.5,
      ),
      crack(
        [
          [0.42, 0.62],
          [0.5, 0.8],
          [0.66, 1],
        ],
        4.5,
      ),
      crack(
        [
          [-0.12, 0.5],
          [-0.44, 0.42],
          [-0.62, 0.26],
        ],
        4.5,
      ),
    ].join('');
  },
  plum: (brush, { body, ink, height }) => {
    const branch = [
      [-0.95, 0.2],
      [-0.62, 0.36],
      [-0.36, 0.44],
      [-0.08, 0.6],
      [0.3, 0.68],
      [0.6, 0.84],
    ] as const;
    let drawn = line(
      stroke(
        body,
        branch.map(([turn, at]) => [turn, height * at] as const),
      ),
      '#4b3a35',
      height * 0.013,
      0.85,
    );
    drawn += line(
      stroke(body, [
        [-0.36, height * 0.44],
        [-0.1, height * 0.38],
        [0.2, height * 0.42],
      ]),
      '#4b3a35',
      3.6,
      0.85,
    );
    for (const [turn, at] of [
      [-0.7, 0.42],
      [-0.3, 0.56],
      [0.02, 0.36],
      [0.12, 0.72],
      [0.24, 0.44],
      [0.5, 0.74],
      [-0.12, 0.5],
    ] as const) {
      const [x, y] = body.project(turn, height * at, 0.5);
      const size = height * brush.between(0.024, 0.034);
      for (let petal = 0; petal < 5; petal++) {
        const angle = (petal / 5) * Math.PI * 2 + 0.3;
        drawn += `<circle cx="${n(x + Math.cos(angle) * size * 0.8 * Math.cos(turn))}" cy="${n(y + Math.sin(angle) * size * 0.8)}" r="${n(size * 0.66)}" fill="${ink}" opacity=".85"/>`;
      }
      drawn += `<circle cx="${n(x)}" cy="${n(y)}" r="${n(size * 0.34)}" fill="#f6dfae"/>`;
    }
    return drawn;
  },
};

/** Paints a motif on the visible front of a turned body. */
export function motif(brush: Brush, options: MotifOptions): string {
  return PAINTERS[options.kind](brush, options);
}
