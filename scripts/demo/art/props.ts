import { type Brush, n } from './brush.ts';
import { cup } from './ceramics.ts';
import { darken, lighten } from './colour.ts';
import { crate } from './crate.ts';
import type { FlatItem, Item } from './item.ts';
import { turn } from './lathe.ts';
import { gaiwan, pitcher } from './teaware.ts';

/** A pot plant with broad leaves. */
export function plant(brush: Brush, { pot, leaf = '#5b7a58' }: { pot: string; leaf?: string }): Item {
  const body = turn(brush, {
    profile: [
      [66, 0],
      [70, 6],
      [86, 90],
      [92, 132],
    ],
    colour: pot,
    surface: { gloss: 0.25 },
    inside: { colour: '#4a3526', depth: 14, wall: 8 },
  });
  const leaves = Array.from({ length: 13 }, (_, index) => {
    const angle = -78 + index * 13 + brush.between(-6, 6);
    const long = brush.between(150, 235) * (1 - Math.abs(angle) / 260);
    const tone = [leaf, lighten(leaf, 0.16), darken(leaf, 0.22)][index % 3] ?? leaf;
    const bend = angle * 0.5;
    return `<g transform="translate(0 -128) rotate(${n(angle * 0.62)})"><path d="M0 0C-34 ${n(-long * 0.4)} -28 ${n(-long * 0.8)} ${n(bend)} ${n(-long)}C34 ${n(-long * 0.7)} 32 ${n(-long * 0.3)} 0 0Z" fill="${brush.linear(
      [
        [0, lighten(tone, 0.28)],
        [0.5, tone],
        [1, darken(tone, 0.3)],
      ],
    )}"/><path d="M0 0Q2 ${n(-long * 0.55)} ${n(bend * 0.9)} ${n(-long * 0.94)}" fill="none" stroke="${lighten(tone, 0.45)}" stroke-opacity=".6" stroke-width="2"/></g>`;
  });
  const order = [...leaves.filter((_, index) => index % 2 === 0), ...leaves.filter((_, index) => index % 2 === 1)];
  return { markup: body.markup + order.join(''), footing: 68, halfWidth: 120, height: 330 };
}

/** Two or three books lying on each other. */
export function bookPile(brush: Brush, { tones }: { tones: readonly string[] }): Item {
  let height = 0;
  const parts = tones.map((tone, index) => {
    const width = 250 - index * 22;
    const thick = 34 + (index % 2) * 10;
    const lines = `<rect x="${n(-width / 2 + 26)}" y="${-thick + 8}" width="5" height="${thick - 16}" fill="${lighten(tone, 0.6)}" opacity=".8"/><rect x="${n(-width / 2 + 44)}" y="${n(-thick / 2 - 3)}" width="${n(width * 0.34)}" height="6" rx="3" fill="${lighten(tone, 0.6)}" opacity=".7"/>`;
    const one = crate(brush, { width, height: thick, depth: 150, colour: tone, corner: 3, front: lines });
    const placed = `<g transform="translate(${n(brush.between(-8, 8))} ${-height})">${one.markup}</g>`;
    height += thick;
    return placed;
  });
  return { markup: parts.join(''), footing: 125, depth: 0.15, halfWidth: 128, height: height + 36 };
}

/** Dry twigs in a small vase. */
export function twigs(brush: Brush, { colour }: { colour: string }): Item {
  const body = turn(brush, {
    profile: [
      [46, 0],
      [50, 4],
      [74, 54],
      [60, 108],
      [22, 146],
      [20, 166],
      [28, 178],
    ],
    colour,
    surface: { gloss: 0.3 },
    inside: { colour: darken(colour, 0.4), depth: 10, wall: 4 },
  });
  const stems = [-34, -12, 10, 30].map((lean, index) => {
    const tip = -420 - (index % 2) * 60;
    const buds = Array.from(
      { length: 7 },
      (_, bud) =>
        `<ellipse cx="${n(lean * 4 * (0.4 + bud * 0.09) + (bud % 2 === 0 ? 9 : -9))}" cy="${n(-170 + (tip + 170) * (0.36 + bud * 0.1))}" rx="8" ry="12" transform="rotate(${bud % 2 === 0 ? 30 : -30} ${n(lean * 4 * (0.4 + bud * 0.09))} ${n(-170 + (tip + 170) * (0.36 + bud * 0.1))})"/>`,
    );
    return `<path d="M0 -170Q${lean} ${n(tip * 0.6)} ${lean * 4.4} ${tip}" fill="none" stroke="#7a5f48" stroke-width="4"/><g fill="${index % 2 === 0 ? '#e6d3b4' : '#c99f84'}">${buds.join('')}</g>`;
  });
  return { markup: stems.join('') + body.markup, footing: 48, halfWidth: 130, height: 450 };
}

/** A cup of something warm, seen from straight above. */
export function cupFromAbove(brush: Brush, { colour, liquid }: { colour: string; liquid: string }): FlatItem {
  const saucer = brush.radial(
    [
      [0, darken(colour, 0.2)],
      [0.6, lighten(colour, 0.2)],
      [1, darken(colour, 0.08)],
    ],
    [0.42, 0.4, 0.6],
  );
  return {
    markup: `<circle r="130" fill="${saucer}"/><circle r="128" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="3"/><circle cx="9" cy="12" r="88" fill="#120c14" opacity=".28"/><path d="M64 44Q118 70 132 104" fill="none" stroke="${darken(colour, 0.1)}" stroke-width="24" stroke-linecap="round"/><path d="M64 40Q116 66 130 99" fill="none" stroke="${lighten(colour, 0.4)}" stroke-width="10" stroke-linecap="round"/><circle r="84" fill="${lighten(colour, 0.45)}"/><circle r="76" fill="${darken(liquid, 0.35)}"/><circle cx="1" cy="3" r="73" fill="${brush.radial(
      [
        [0, lighten(liquid, 0.25)],
        [0.7, liquid],
        [1, darken(liquid, 0.4)],
      ],
      [0.4, 0.36, 0.66],
    )}"/><path d="M-46-30A56 56 0 0 1 0-54" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="7" stroke-linecap="round"/>`,
    outline: '<circle r="130"/>',
    halfWidth: 132,
    halfHeight: 130,
  };
}

/** A leafy sprig, seen from above. */
export function sprig(brush: Brush, { colour = '#6f8763' }: { colour?: string } = {}): FlatItem {
  const leaves = Array.from({ length: 11 }, (_, index) => {
    const side = index % 2 === 0 ? 1 : -1;
    return `<path d="M0 0C24-26 70-28 98-4C70 18 24 16 0 0Z" transform="translate(${-190 + index * 36} ${n(Math.sin(index * 0.5) * 14)}) rotate(${n(side * brush.between(36, 58))}) scale(${n(1 - index * 0.035)})" fill="${index % 3 === 0 ? lighten(colour, 0.2) : index % 3 === 1 ? colour : darken(colour, 0.18)}"/>`;
  });
  return {
    markup: `<path d="M-240 6Q0 -20 210 14" fill="none" stroke="${darken(colour, 0.4)}" stroke-width="5"/>${leaves.join('')}`,
    outline: '<path d="M-240 6L-120-60 60-50 210 14 60 60-120 60Z" fill-opacity=".02" stroke-opacity=".02"/>',
    halfWidth: 230,
    halfHeight: 80,
  };
}

/** A pen lying down. */
export function pen(brush: Brush, { colour }: { colour: string }): FlatItem {
  const shaft = brush.linear(
    [
      [0, lighten(colour, 0.6)],
      [0.4, colour],
      [1, darken(colour, 0.5)],
    ],
    [0, 0, 0, 1],
  );
  return {
    markup: `<rect x="-210" y="-13" width="330" height="26" rx="13" fill="${shaft}"/><path d="M120-12L190-5Q206 0 190 5L120 12Z" fill="#c9a45a"/><rect x="-80" y="-13" width="12" height="26" fill="#c9a45a"/><path d="M-196-14H-90" stroke="#c9a45a" stroke-width="7" stroke-linecap="round"/>`,
    outline: '<rect x="-210" y="-13" width="400" height="26" rx="13"/>',
    halfWidth: 210,
    halfHeight: 14,
  };
}

/** A potter's wheel with a wet pot half thrown. */
export function pottersWheel(brush: Brush, { colour, accent = '#5d666b' }: { colour: string; accent?: string }): Item {
  const head = turn(brush, {
    profile: [
      [280, 0],
      [284, 8],
      [284, 34],
      [278, 40],
      [278, 40],
      [4, 42],
    ],
    colour: accent,
    surface: { gloss: 0.5, metal: 0.4 },
  });
  const pot = turn(brush, {
    profile: [
      [112, 0],
      [128, 14],
      [122, 40],
      [168, 130],
      [182, 210],
      [150, 280],
      [166, 318],
    ],
    colour: (height) => (Math.sin(height * 70) > 0.3 ? lighten(colour, 0.08) : darken(colour, 0.07)),
    surface: { gloss: 0.6 },
    inside: { colour: darken(colour, 0.1), depth: 150, wall: 13 },
  });
  const stem = turn(brush, {
    profile: [
      [70, 0],
      [76, 8],
      [60, 30],
      [52, 90],
    ],
    colour: darken(accent, 0.3),
    surface: { gloss: 0.4, metal: 0.3 },
  });
  return {
    markup: `${stem.markup}<g transform="translate(0 -84)">${head.markup}<ellipse cx="0" cy="-40" rx="170" ry="42" fill="${lighten(colour, 0.2)}" opacity=".5"/><g transform="translate(0 -40)">${pot.markup}</g></g>`,
    footing: 110,
    halfWidth: 284,
    height: 450,
  };
}

/** A tasting laid out on a tray: gaiwan, pitcher and three cups. */
export function teaTable(
  brush: Brush,
  { colour, accent = '#8a5f3c', liquid = '#c98a3a' }: { colour: string; accent?: string; liquid?: string },
): Item {
  const board = crate(brush, { width: 760, height: 34, depth: 620, colour: accent, corner: 8 });
  const at = (item: Item, x: number, y: number, scale: number): string =>
    `<g transform="translate(${x} ${y}) scale(${scale})"><ellipse cx="${n(item.footing * 0.3)}" cy="4" rx="${n(item.footing * 1.5)}" ry="${n(item.footing * 0.36)}" fill="#120c14" opacity=".35"/>${item.markup}</g>`;
  const small = (): Item =>
    cup(brush, { glaze: colour, rim: lighten(colour, 0.4), height: 74, radius: 62, belly: 0.02, liquid, gloss: 0.8 });
  return {
    markup: `${board.markup}${at(gaiwan(brush, { glaze: colour, radius: 150, gloss: 0.85 }), -170, -86, 1)}${at(pitcher(brush, { glaze: colour, radius: 90, height: 170, liquid }), 150, -96, 1)}${[-40, 120, 270].map((x, index) => at(small(), x, -50 + (index % 2) * 6, 1)).join('')}`,
    footing: 380,
    depth: 0.06,
    halfWidth: 380,
    height: 380,
  };
}
