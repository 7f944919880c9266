import { boards } from './backdrop.ts';
import type { Brush } from './brush.ts';
import { darken, lighten, metalShades } from './colour.ts';
import { crate } from './crate.ts';
import type { Item } from './item.ts';
import { turn } from './lathe.ts';
import { mark } from './marks.ts';
import { tube } from './surface-marks.ts';

/** Headphones on a small stand. */
export function headphones(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const metal = accent;
  const standing = `${
    turn(brush, {
      profile: [
        [120, 0],
        [122, 8],
        [118, 18],
        [20, 24],
        [1, 25],
      ],
      colour: '#c9a37a',
      surface: { gloss: 0.25 },
    }).markup
  }${tube({ path: 'M0 -20V-520', width: 22, shades: metalShades('#c9a37a') })}`;
  const band = 'M-178 -250C-190 -640 190 -640 178 -250';
  const cup = (side: number): string => {
    const fill = brush.linear(
      [
        [0, lighten(colour, 0.4)],
        [0.4, colour],
        [1, darken(colour, 0.45)],
      ],
      [0, 0, 1, 1],
    );
    return `<g transform="translate(${side * 170} -230)"><ellipse cx="${side * -34}" cy="0" rx="44" ry="104" fill="${darken(colour, 0.55)}"/><ellipse cx="${side * -26}" cy="0" rx="34" ry="94" fill="${darken(colour, 0.3)}"/><rect x="-34" y="-106" width="68" height="212" rx="34" fill="${fill}"/><ellipse cx="${side * 20}" cy="0" rx="24" ry="84" fill="${brush.linear(
      [
        [0, lighten(metal, 0.6)],
        [0.5, metal],
        [1, darken(metal, 0.4)],
      ],
      [0, 0, 1, 1],
    )}"/><ellipse cx="${side * 21}" cy="0" rx="15" ry="66" fill="none" stroke="#120c14" stroke-opacity=".25" stroke-width="3"/><path d="M-22-70Q-28 0-22 60" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="6" stroke-linecap="round"/></g>`;
  };
  return {
    markup: `${standing}<path d="${band}" fill="none" stroke="${darken(colour, 0.5)}" stroke-width="44" stroke-linecap="round"/><path d="${band}" fill="none" stroke="${colour}" stroke-width="34" stroke-linecap="round"/><path d="M-150 -400C-110 -560 40 -580 100 -500" fill="none" stroke="#fff" stroke-opacity=".4" stroke-width="8" stroke-linecap="round"/>${[-1, 1].map((side) => tube({ path: `M${side * 176} -370V-230`, width: 15, shades: metalShades(metal) })).join('')}${cup(-1)}${cup(1)}`,
    footing: 122,
    halfWidth: 220,
    height: 580,
  };
}

/** A wooden speaker with a woven grille. */
export function speaker(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const w = 520;
  const h = 300;
  const dots = brush.share(
    'grille',
    (id) =>
      `<pattern id="${id}" width="11" height="11" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="2.1" fill="#120c14" opacity=".5"/><circle cx="8.5" cy="8.5" r="2.1" fill="#120c14" opacity=".5"/></pattern>`,
  );
  const cone = (x: number): string =>
    `<circle cx="${x}" cy="${-h / 2}" r="92" fill="${brush.radial([
      [0, '#120c14', 0.45],
      [0.6, '#120c14', 0.2],
      [1, '#120c14', 0],
    ])}"/>`;
  const front = `${boards(brush, { colour, x: -w / 2, y: -h, width: w, height: h, rows: 1 })}<rect x="${-w / 2}" y="${-h}" width="${w}" height="${h}" rx="10" fill="${brush.linear(
    [
      [0, '#fff', 0.2],
      [0.5, '#fff', 0],
      [1, '#120c14', 0.32],
    ],
  )}"/><rect x="${-w / 2 + 26}" y="${-h + 26}" width="${w - 52}" height="${h - 52}" rx="22" fill="#120c14" opacity=".5"/><rect x="${-w / 2 + 29}" y="${-h + 30}" width="${w - 58}" height="${h - 59}" rx="20" fill="${brush.linear(
    [
      [0, lighten(accent, 0.25)],
      [1, darken(accent, 0.2)],
    ],
    [0, 0, 1, 1],
  )}"/>${cone(-112)}${cone(112)}<rect x="${-w / 2 + 29}" y="${-h + 30}" width="${w - 58}" height="${h - 59}" rx="20" fill="${dots}"/>${mark({ kind: 'north', x: 0, y: -52, size: 30, colour: '#f2e7d2' })}`;
  const knobs = [-60, 0, 60].map(
    (x) =>
      `<ellipse cx="${x}" cy="${-h - 22}" rx="17" ry="6" fill="${darken(colour, 0.5)}"/><ellipse cx="${x}" cy="${-h - 26}" rx="16" ry="5.5" fill="#d9b877"/>`,
  );
  return crate(brush, {
    width: w,
    height: h,
    depth: 170,
    colour: darken(colour, 0.05),
    front,
    top: knobs.join(''),
    topColour: colour,
    corner: 12,
  });
}

/** A clock with a plain dial. */
export function clock(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const r = 210;
  const cy = -r - 22;
  const ticks = Array.from(
    { length: 12 },
    (_, index) =>
      `<path d="M0-168V${index % 3 === 0 ? -138 : -152}" transform="rotate(${index * 30})" stroke="#3a3438" stroke-width="${index % 3 === 0 ? 9 : 4}" stroke-linecap="round"/>`,
  );
  const feet = [-1, 1].map(
    (side) =>
      `<path d="M${side * 84} -34L${side * 108} 0" stroke="${darken(colour, 0.3)}" stroke-width="24" stroke-linecap="round"/>`,
  );
  return {
    markup: `${feet.join('')}<circle cx="10" cy="${cy}" r="${r}" fill="${darken(colour, 0.5)}"/><circle cy="${cy}" r="${r}" fill="${brush.linear(
      [
        [0, lighten(colour, 0.4)],
        [0.5, colour],
        [1, darken(colour, 0.35)],
      ],
      [0, 0, 1, 1],
    )}"/><circle cy="${cy}" r="${r - 24}" fill="#120c14" opacity=".4"/><circle cx="1" cy="${cy + 2}" r="${r - 27}" fill="${brush.radial(
      [
        [0, '#fffdf8'],
        [0.8, '#f3ecdf'],
        [1, '#d3c8b6'],
      ],
      [0.42, 0.4, 0.62],
    )}"/><g transform="translate(0 ${cy})">${ticks.join('')}<path d="M0 22L-66-74" stroke="#2c282c" stroke-width="11" stroke-linecap="round"/><path d="M0 26L96-104" stroke="#2c282c" stroke-width="7" stroke-linecap="round"/><path d="M0 40V-140" stroke="${accent}" stroke-width="4" stroke-linecap="round"/><circle r="13" fill="${accent}"/></g><path d="M-140 ${cy - 60}A156 156 0 0 1 -20 ${cy - 154}" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="16" stroke-linecap="round" filter="${brush.blur(6)}"/>`,
    footing: 116,
    depth: 0.14,
    halfWidth: r,
    height: r * 2 + 22,
  };
}

/** A wooden riser on steel legs, with a monitor when asked. */
export function riser(
  brush: Brush,
  { colour, accent, monitor = false }: { colour: string; accent: string; monitor?: boolean },
): Item {
  const w = 660;
  const top = -130;
  const legs = [-1, 1].map(
    (side) =>
      `<path d="M${side * 282} ${top}V-4M${side * 210} ${top - 6}V-10" stroke="${darken(accent, 0.3)}" stroke-width="16" stroke-linecap="round"/><path d="M${side * 282 - 3} ${top}V-4" stroke="${lighten(accent, 0.4)}" stroke-width="4"/>`,
  );
  const screen = monitor
    ? `<path d="M-46 ${top - 34}L-32 ${top - 120}H32L46 ${top - 34}Z" fill="#9b9da1"/><ellipse cx="0" cy="${top - 32}" rx="104" ry="15" fill="#85878b"/><rect x="-250" y="${top - 410}" width="500" height="300" rx="14" fill="#1b1c20"/><rect x="-238" y="${top - 398}" width="476" height="272" rx="5" fill="${brush.linear(
        [
          [0, '#31475c'],
          [0.55, '#b98e7c'],
          [1, '#e9c9a2'],
        ],
        [0, 0, 0.35, 1],
      )}"/><path d="M-238 ${top - 210}C-150 ${top - 290} -90 ${top - 220} -20 ${top - 262}S150 ${top - 300} 238 ${top - 222}V${top - 126}H-238Z" fill="#26384a"/><path d="M-250 ${top - 396}L60 ${top - 410}L-160 ${top - 110}H-250Z" fill="#fff" opacity=".06"/>`
    : '';
  const board = `<path d="M${-w / 2} ${top}L${-w / 2 + 18} ${top - 44}H${w / 2 - 18}L${w / 2} ${top}Z" fill="${lighten(colour, 0.34)}"/>${boards(brush, { colour, x: -w / 2, y: top, width: w, height: 28, rows: 1 })}<path d="M${-w / 2} ${top + 1}H${w / 2}" stroke="#fff" stroke-opacity=".5" stroke-width="2.4"/><rect x="${-w / 2}" y="${top + 28}" width="${w}" height="26" fill="${brush.vertical(
    [
      [0, '#120c14', 0.4],
      [1, '#120c14', 0],
    ],
    top + 28,
    top + 54,
  )}"/>`;
  return {
    markup: legs.join('') + board + screen,
    footing: 300,
    depth: 0.07,
    halfWidth: w / 2,
    height: monitor ? 545 : 176,
  };
}
