import { type Brush, n } from './brush.ts';
import { darken, lighten, metalShades } from './colour.ts';
import type { Item } from './item.ts';
import { TILT, turn } from './lathe.ts';
import { hoop, tube } from './surface-marks.ts';

/** A cone of warm light below a lamp's shade. */
function pool(brush: Brush, { x, y, width, length }: { x: number; y: number; width: number; length: number }): string {
  const light = brush.vertical(
    [
      [0, '#ffe9b8', 0.62],
      [1, '#ffe9b8', 0],
    ],
    y,
    y + length,
  );
  return `<path d="M${n(x - width * 0.5)} ${n(y)}L${n(x - width * 1.25)} ${n(y + length)}H${n(x + width * 1.25)}L${n(x + width * 0.5)} ${n(y)}Z" fill="${light}" filter="${brush.blur(8)}"/><ellipse cx="${n(x)}" cy="${n(y + length)}" rx="${n(width * 1.3)}" ry="${n(width * 0.24)}" fill="${brush.radial(
    [
      [0, '#fff0c8', 0.7],
      [1, '#fff0c8', 0],
    ],
  )}"/>`;
}

/** A reading lamp: weighted foot, two jointed arms, a spun-metal shade. */
export function armLamp(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const foot = turn(brush, {
    profile: [
      [118, 0],
      [120, 6],
      [120, 14],
      [112, 22],
      [30, 27],
      [22, 30],
      [22, 30],
      [1, 31],
    ],
    colour,
    surface: { gloss: 0.55 },
  });
  const shade = turn(brush, {
    profile: [
      [112, 0],
      [110, 14],
      [84, 84],
      [40, 122],
      [28, 130],
      [26, 158],
      [1, 160],
    ],
    colour,
    surface: { gloss: 0.55 },
  });
  const arms =
    tube({ path: 'M0 -24L-92 -300', width: 17, shades: metalShades(accent) }) +
    tube({ path: 'M-92 -300L104 -510', width: 15, shades: metalShades(accent) });
  const joints = [
    [-92, -300],
    [104, -510],
    [0, -28],
  ].map(
    ([x, y]) =>
      `<circle cx="${x}" cy="${y}" r="21" fill="${brush.radial(
        [
          [0, lighten(accent, 0.7)],
          [0.5, accent],
          [1, darken(accent, 0.5)],
        ],
        [0.35, 0.3, 0.7],
      )}"/>`,
  );
  const head = `<g transform="translate(150 -360) rotate(-18)"><ellipse cx="0" cy="0" rx="112" ry="${n(112 * TILT)}" fill="#fff6da"/>${shade.markup}<path d="M-112 0A112 ${n(112 * TILT)} 0 0 0 112 0A112 ${n(112 * TILT)} 0 0 1 -112 0Z" fill="#fff2cc"/></g>`;
  return {
    markup: `${pool(brush, { x: 160, y: -345, width: 108, length: 350 })}${foot.markup}${arms}${head}${joints.join('')}`,
    footing: 122,
    halfWidth: 270,
    height: 560,
  };
}

/** A small lamp with a blown-glass globe on a turned foot. */
export function globeLamp(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const foot = turn(brush, {
    profile: [
      [120, 0],
      [122, 8],
      [122, 24],
      [110, 34],
      [46, 44],
      [40, 60],
      [40, 120],
      [54, 138],
      [54, 150],
    ],
    colour,
    surface: { gloss: 0.5, metal: 0.2 },
  });
  const globe = brush.radial(
    [
      [0, '#fffdf2'],
      [0.5, '#fff0c9'],
      [0.85, '#f6d9a0'],
      [1, '#dcb277'],
    ],
    [0.45, 0.46, 0.56],
  );
  const halo = brush.radial([
    [0, '#ffe9b0', 0.75],
    [0.45, '#ffe9b0', 0.28],
    [1, '#ffe9b0', 0],
  ]);
  const y = -305;
  return {
    markup: `<circle cy="${y}" r="380" fill="${halo}"/>${foot.markup}<path d="${hoop(brush, { body: foot, height: 146 })}" fill="none" stroke="${accent}" stroke-width="9"/><circle cy="${y}" r="168" fill="${globe}"/><path d="M-120 ${y - 66}A140 140 0 0 1 -20 ${y - 142}" fill="none" stroke="#fff" stroke-opacity=".85" stroke-width="12" stroke-linecap="round" filter="${brush.blur(3)}"/>`,
    footing: 122,
    halfWidth: 175,
    height: 475,
  };
}

/** A shaded table lamp with a ceramic foot. */
export function mushroomLamp(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const foot = turn(brush, {
    profile: [
      [96, 0],
      [98, 6],
      [90, 40],
      [52, 130],
      [44, 230],
      [52, 262],
    ],
    colour: accent,
    surface: { gloss: 0.5 },
  });
  const shade = turn(brush, {
    profile: [
      [210, 0],
      [212, 8],
      [196, 80],
      [150, 142],
      [76, 184],
      [1, 196],
    ],
    colour,
    surface: { gloss: 0.35 },
  });
  const glowing = brush.radial(
    [
      [0, '#fff6dc', 0.9],
      [1, '#ffe3a0', 0],
    ],
    [0.5, 0.9, 0.7],
  );
  return {
    markup: `<ellipse cy="-10" rx="330" ry="70" fill="${brush.radial([
      [0, '#ffe9b0', 0.7],
      [1, '#ffe9b0', 0],
    ])}"/>${foot.markup}<ellipse cx="0" cy="-110" rx="86" ry="120" fill="${brush.radial(
      [
        [0, '#ffedbd', 0.55],
        [1, '#ffedbd', 0],
      ],
      [0.5, 0.1, 0.8],
    )}"/><g transform="translate(0 -225)"><ellipse cy="4" rx="210" ry="${n(210 * TILT)}" fill="#fff3cf"/>${shade.markup}<ellipse cy="0" rx="200" ry="150" fill="${glowing}" opacity=".3"/></g>`,
    footing: 100,
    halfWidth: 212,
    height: 430,
  };
}
