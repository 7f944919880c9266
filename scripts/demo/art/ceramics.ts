import { type Brush, n } from './brush.ts';
import { clayShades, darken, lighten, mix } from './colour.ts';
import type { Item } from './item.ts';
import { type Point, TILT, type Turned, turn } from './lathe.ts';
import { type Motif, motif } from './motifs.ts';
import { speckles, tube } from './surface-marks.ts';

/** How a pot is glazed. */
export interface Glaze {
  readonly glaze: string;
  /** Where the glaze runs thin: the rim and edges. */
  readonly rim?: string;
  /** Bare clay left at the foot. */
  readonly clay?: string;
  readonly inside?: string;
  readonly speckle?: string;
  /** A second glaze from this share of the height upwards. */
  readonly dip?: { readonly colour: string; readonly from: number };
  readonly motif?: Motif;
  readonly ink?: string;
  readonly gloss?: number;
}

type Vessel = {
  readonly profile: readonly Point[];
  readonly depth: number;
  readonly wall: number;
  readonly liquid?: { colour: string; depth: number };
};

function glazed(brush: Brush, glaze: Glaze, vessel: Vessel): { body: Turned; marks: string } {
  const clay = glaze.clay ?? mix(glaze.glaze, '#8a6b4f', 0.7);
  const rim = glaze.rim ?? lighten(glaze.glaze, 0.25);
  const colour = (height: number, angle: number): string => {
    if (height < 0.045) return clay;
    if (height > 0.965) return mix(glaze.glaze, rim, 0.85);
    const wave = 0.012 * Math.sin(angle * 3.1 + 1) + 0.008 * Math.sin(angle * 7);
    if (glaze.dip) {
      const over = (height - glaze.dip.from - wave) / 0.035;
      const run = Math.min(1, Math.max(0, over));
      return mix(
        mix(glaze.glaze, darken(glaze.dip.colour, 0.3), over > -1 && over < 0.5 ? 0.35 : 0),
        glaze.dip.colour,
        run,
      );
    }
    return mix(darken(glaze.glaze, 0.1), glaze.glaze, Math.min(1, 0.35 + height));
  };
  const body = turn(brush, {
    profile: vessel.profile,
    colour,
    surface: { gloss: glaze.gloss ?? 0.8 },
    inside: {
      colour: glaze.inside ?? lighten(glaze.glaze, 0.35),
      depth: vessel.depth,
      wall: vessel.wall,
      ...(vessel.liquid ? { liquid: vessel.liquid } : {}),
    },
  });
  const top = vessel.profile[vessel.profile.length - 1]?.[1] ?? 0;
  let marks = '';
  if (glaze.speckle)
    marks += speckles(brush, {
      body,
      from: top * 0.06,
      to: top * 0.97,
      count: Math.round(top * 0.5 + body.widest * 0.5),
      colour: glaze.speckle,
    });
  if (glaze.motif) marks += motif(brush, { body, kind: glaze.motif, ink: glaze.ink ?? '#2b4a86', height: top });
  return { body, marks };
}

function asItem({ markup, body, extra = 0 }: { markup: string; body: Turned; extra?: number }): Item {
  return { markup, footing: body.foot, middle: extra, halfWidth: body.widest + extra, height: body.height };
}

/** A straight or rounded cup; with a handle it is a mug. */
export function cup(
  brush: Brush,
  look: Glaze & { height: number; radius: number; belly?: number; handle?: boolean; liquid?: string },
): Item {
  const { height: h, radius: r, belly = 0.04 } = look;
  const { body, marks } = glazed(brush, look, {
    profile: [
      [r * 0.68, 0],
      [r * 0.7, h * 0.02],
      [r * 0.92, h * 0.12],
      [r * (0.99 + belly), h * 0.4],
      [r * (0.98 + belly * 0.5), h * 0.75],
      [r, h],
    ],
    depth: h * 0.8,
    wall: r * 0.055,
    ...(look.liquid ? { liquid: { colour: look.liquid, depth: h * 0.16 } } : {}),
  });
  let handle = '';
  if (look.handle) {
    const [x1, y1] = body.project(1.5, h * 0.8);
    const [x2, y2] = body.project(1.5, h * 0.24);
    const reach = r * 0.62;
    const path = `M${n(x1 - 8)} ${n(y1)}C${n(x1 + reach * 0.8)} ${n(y1 - h * 0.1)} ${n(x1 + reach * 1.1)} ${n(y1 + h * 0.2)} ${n(x1 + reach * 0.82)} ${n((y1 + y2) / 2 + h * 0.06)}S${n(x2 + reach * 0.35)} ${n(y2 + 2)} ${n(x2 - 8)} ${n(y2)}`;
    handle = tube({ path, width: r * 0.25, shades: clayShades(look.dip?.colour ?? look.glaze) });
  }
  return asItem({ markup: handle + body.markup + marks, body, extra: look.handle ? r * 0.3 : 0 });
}

/** An open bowl; `flare` 0 is round like a rice bowl, 1 is a wide ramen bowl. */
export function bowl(
  brush: Brush,
  look: Glaze & { radius: number; height: number; flare?: number; liquid?: string; fill?: number },
): Item {
  const { radius: r, height: h, flare = 0.4 } = look;
  const foot = r * 0.42;
  const { body, marks } = glazed(brush, look, {
    profile: [
      [foot, 0],
      [foot, h * 0.1],
      [foot, h * 0.1],
      [r * (0.74 - flare * 0.16), h * 0.3],
      [r * (0.93 - flare * 0.08), h * 0.62],
      [r, h],
    ],
    depth: h * 0.78,
    wall: r * 0.035,
    ...(look.liquid ? { liquid: { colour: look.liquid, depth: h * (look.fill ?? 0.3) } } : {}),
  });
  return asItem({ markup: body.markup + marks, body });
}

/** A plate seen from above its edge. */
export function plate(brush: Brush, look: Glaze & { radius: number }): Item {
  const { radius: r } = look;
  const inside = look.inside ?? look.glaze;
  const ring = (share: number, lower: number, fill: string, more = ''): string =>
    `<ellipse cx="0" cy="${n(-26 + lower)}" rx="${n(r * share)}" ry="${n(r * share * TILT * 1.5)}" fill="${fill}"${more}/>`;
  const edge = look.rim ?? lighten(look.glaze, 0.2);
  const well = brush.linear(
    [
      [0, darken(inside, 0.18)],
      [0.5, lighten(inside, 0.12)],
      [1, lighten(inside, 0.5)],
    ],
    [0, 0, 1, 1],
  );
  const dots: string[] = [];
  for (let index = 0; look.speckle && index < 130; index++) {
    const turnAngle = brush.between(0, Math.PI * 2);
    const away = r * 0.95 * Math.sqrt(brush.random());
    dots.push(
      `<ellipse cx="${n(away * Math.cos(turnAngle))}" cy="${n(-26 + away * Math.sin(turnAngle) * TILT * 1.5)}" rx="${n(brush.between(0.8, 2.6))}" ry="${n(brush.between(0.6, 1.5))}" opacity=".6"/>`,
    );
  }
  const markup = [
    `<ellipse cx="0" cy="0" rx="${n(r * 0.62)}" ry="${n(r * 0.62 * TILT * 1.4)}" fill="${darken(look.glaze, 0.6)}"/>`,
    ring(
      1,
      9,
      brush.linear([
        [0, darken(look.glaze, 0.22)],
        [0.3, darken(look.glaze, 0.05)],
        [1, darken(look.glaze, 0.5)],
      ]),
    ),
    ring(
      1,
      0,
      brush.linear([
        [0, edge],
        [0.35, lighten(edge, 0.65)],
        [1, darken(edge, 0.15)],
      ]),
    ),
    ring(
      0.98,
      1,
      brush.linear(
        [
          [0, darken(look.glaze, 0.06)],
          [0.6, lighten(look.glaze, 0.15)],
          [1, lighten(look.glaze, 0.4)],
        ],
        [0, 0, 1, 1],
      ),
    ),
    ring(
      0.7,
      8,
      brush.linear(
        [
          [0, darken(inside, 0.4)],
          [0.5, darken(inside, 0.16)],
          [1, inside],
        ],
        [0, 0, 0.6, 1],
      ),
    ),
    ring(0.685, 11, well),
    `<g fill="${look.speckle ?? 'none'}">${dots.join('')}</g>`,
    `<path d="M${n(-r * 0.86)} ${n(-34)}A${n(r * 0.88)} ${n(r * 0.33)} 0 0 1 ${n(-r * 0.2)} ${n(-26 - r * 0.31)}" fill="none" stroke="#fff" stroke-width="5" stroke-opacity=".45" stroke-linecap="round"/>`,
  ].join('');
  return { markup, footing: r * 0.72, halfWidth: r, height: r * 0.4 };
}

/** A vase: `shape` chooses its outline. */
export function vase(
  brush: Brush,
  look: Glaze & { height: number; radius: number; shape: 'moon' | 'bottle' | 'bud' | 'cylinder' },
): Item {
  const { height: h, radius: r } = look;
  const outlines: Record<typeof look.shape, Point[]> = {
    moon: [
      [r * 0.42, 0],
      [r * 0.44, h * 0.02],
      [r * 0.86, h * 0.2],
      [r, h * 0.46],
      [r * 0.84, h * 0.72],
      [r * 0.42, h * 0.89],
      [r * 0.33, h * 0.93],
      [r * 0.37, h],
    ],
    bottle: [
      [r * 0.6, 0],
      [r * 0.62, h * 0.01],
      [r * 0.97, h * 0.16],
      [r * 0.95, h * 0.34],
      [r * 0.5, h * 0.54],
      [r * 0.22, h * 0.68],
      [r * 0.19, h * 0.86],
      [r * 0.32, h],
    ],
    bud: [
      [r * 0.55, 0],
      [r * 0.58, h * 0.02],
      [r, h * 0.3],
      [r * 0.72, h * 0.56],
      [r * 0.24, h * 0.76],
      [r * 0.22, h * 0.9],
      [r * 0.36, h],
    ],
    cylinder: [
      [r * 0.9, 0],
      [r * 0.95, h * 0.03],
      [r, h * 0.3],
      [r * 0.96, h * 0.7],
      [r * 0.9, h],
    ],
  };
  const { body, marks } = glazed(brush, look, { profile: outlines[look.shape], depth: h * 0.12, wall: r * 0.05 });
  return asItem({ markup: body.markup + marks, body });
}
