import { type Brush, n } from './brush.ts';
import { darken, lighten, mix } from './colour.ts';
import { crate } from './crate.ts';
import type { FlatItem, Item } from './item.ts';
import { TILT, turn } from './lathe.ts';
import { type Mark, mark, smallPrint } from './marks.ts';
import { hoop, patch } from './surface-marks.ts';
import { covered, paperGrain } from './texture.ts';

/** A round tin with a pressed lid and a paper label that follows the curve. */
export function tin(
  brush: Brush,
  {
    colour,
    label = '#f4ecdd',
    ink = '#3a3028',
    emblem = 'ridge',
    height: h = 330,
    radius: r = 130,
    matte = false,
  }: { colour: string; label?: string; ink?: string; emblem?: Mark; height?: number; radius?: number; matte?: boolean },
): Item {
  const surface = matte ? { gloss: 0.15 } : { gloss: 0.45, metal: 0.3 };
  const body = turn(brush, {
    profile: [
      [r * 0.98, 0],
      [r, 5],
      [r, 5],
      [r, h * 0.4],
      [r, h * 0.76],
      [r, h * 0.76],
    ],
    colour,
    surface,
  });
  const lid = turn(brush, {
    profile: [
      [r * 1.025, 0],
      [r * 1.025, h * 0.19],
      [r * 1.025, h * 0.19],
      [r * 1.0, h * 0.212],
    ],
    colour: lighten(colour, 0.06),
    surface,
  });
  const top = brush.linear([
    [0, lighten(colour, 0.5)],
    [0.45, lighten(colour, 0.2)],
    [1, darken(colour, 0.12)],
  ]);
  const cap = `<g transform="translate(0 ${n(-lid.height)})"><ellipse rx="${n(r)}" ry="${n(r * TILT)}" fill="${lighten(colour, 0.45)}"/><ellipse cy="1.5" rx="${n(r * 0.95)}" ry="${n(r * 0.95 * TILT)}" fill="${top}"/><ellipse cy="2" rx="${n(r * 0.82)}" ry="${n(r * 0.82 * TILT)}" fill="none" stroke="${darken(colour, 0.3)}" stroke-opacity=".5" stroke-width="2.5"/></g>`;
  const paper = brush.linear([
    [0, darken(label, 0.3)],
    [0.24, lighten(label, 0.5)],
    [0.6, label],
    [1, darken(label, 0.42)],
  ]);
  const middle = body.project(-0.12, h * 0.4);
  const print = `<g transform="translate(${n(middle[0])} ${n(middle[1] + 2)}) scale(.94 1)">${mark({ kind: emblem, y: -h * 0.07, size: r * 0.62, colour: ink })}${smallPrint({ x: 0, y: h * 0.09, width: r * 0.72, rows: 3, colour: ink, gap: h * 0.036 })}</g>`;
  const bands = `<path d="${hoop(brush, { body, height: h * 0.61, lift: 0.8 })}" fill="none" stroke="${ink}" stroke-width="2.4" opacity=".7"/><path d="${hoop(brush, { body, height: h * 0.155, lift: 0.8 })}" fill="none" stroke="${ink}" stroke-width="2.4" opacity=".7"/>`;
  const markup = `${body.markup}<path d="${patch({ body, turns: [-1.57, 1.57], heights: [h * 0.13, h * 0.635] })}" fill="${paper}"/>${bands}${print}<path d="${hoop(brush, { body, height: h * 0.752, lift: 1 })}" fill="none" stroke="#120c14" stroke-opacity=".4" stroke-width="5"/><g transform="translate(0 ${n(-body.height)})">${lid.markup}${cap}</g>`;
  return { markup, footing: r, halfWidth: r * 1.03, height: h };
}

/** A stand-up paper pouch with a folded top, label and window seam. */
export function pouch(
  brush: Brush,
  {
    colour,
    label = '#fbf6ea',
    ink = '#3b3027',
    emblem = 'leaf',
    width: w = 300,
    height: h = 440,
  }: { colour: string; label?: string; ink?: string; emblem?: Mark; width?: number; height?: number },
): Item {
  const half = w / 2;
  const outline = `M${n(-half * 0.97)} ${n(-h)}H${n(half * 0.97)}L${n(half)} ${n(-h * 0.5)}C${n(half * 1.06)} ${n(-h * 0.25)} ${n(half)} ${n(-8)} ${n(half * 0.9)} 0Q0 ${n(h * 0.05)} ${n(-half * 0.9)} 0C${n(-half)} ${n(-8)} ${n(-half * 1.06)} ${n(-h * 0.25)} ${n(-half)} ${n(-h * 0.5)}Z`;
  const fill = brush.linear([
    [0, darken(colour, 0.24)],
    [0.1, lighten(colour, 0.12)],
    [0.32, lighten(colour, 0.28)],
    [0.66, colour],
    [0.93, darken(colour, 0.16)],
    [1, darken(colour, 0.34)],
  ]);
  const bulge = brush.radial(
    [
      [0, '#fff', 0.3],
      [1, '#fff', 0],
    ],
    [0.36, 0.5, 0.5],
  );
  const lw = w * 0.62;
  const body = covered((paint) => `<path d="${outline}" fill="${paint}"/>`, fill, paperGrain(brush));
  const markup = `${body}<path d="${outline}" fill="${bulge}"/><path d="M${n(-half * 0.97)} ${n(-h)}H${n(half * 0.97)}L${n(half * 0.975)} ${n(-h * 0.87)}H${n(-half * 0.975)}Z" fill="${darken(colour, 0.1)}"/><path d="M${n(-half * 0.97)} ${n(-h * 0.87)}H${n(half * 0.975)}" stroke="#120c14" stroke-opacity=".3" stroke-width="4"/><path d="M${n(-half * 0.97)} ${n(-h * 0.862)}H${n(half * 0.975)}" stroke="#fff" stroke-opacity=".4" stroke-width="2"/><path d="M${n(-half * 0.8)} ${n(-h * 0.06)}Q0 ${n(-h * 0.17)} ${n(half * 0.8)} ${n(-h * 0.06)}" fill="none" stroke="#120c14" stroke-opacity=".22" stroke-width="4"/><g transform="translate(0 ${n(-h * 0.5)})"><rect x="${n(-lw / 2 + 3)}" y="${n(-h * 0.23 + 4)}" width="${n(lw)}" height="${n(h * 0.5)}" rx="4" fill="#120c14" opacity=".2"/><rect x="${n(-lw / 2)}" y="${n(-h * 0.23)}" width="${n(lw)}" height="${n(h * 0.5)}" rx="4" fill="${brush.linear(
    [
      [0, lighten(label, 0.3)],
      [1, darken(label, 0.12)],
    ],
  )}"/>${mark({ kind: emblem, y: -h * 0.07, size: w * 0.27, colour: ink })}${smallPrint({ x: 0, y: h * 0.1, width: lw * 0.66, rows: 4, colour: ink, gap: h * 0.032 })}</g>`;
  return { markup, footing: half * 0.86, depth: 0.16, halfWidth: half, height: h };
}

/** A pressed tea cake seen from above, half out of its paper. */
export function teaCake(
  brush: Brush,
  {
    colour,
    label = '#efe4cf',
    ink = '#7a2e25',
    radius: r = 250,
  }: { colour: string; label?: string; ink?: string; radius?: number },
): FlatItem {
  const leaves: string[] = [];
  for (let index = 0; index < 420; index++) {
    const angle = brush.between(0, Math.PI * 2);
    const away = r * 0.97 * Math.sqrt(brush.random());
    const tint = brush.random();
    leaves.push(
      `<path d="M${n(-brush.between(8, 22))} 0Q0 ${n(brush.between(-9, 9))} ${n(brush.between(8, 22))} 0" transform="translate(${n(Math.cos(angle) * away)} ${n(Math.sin(angle) * away)}) rotate(${n(brush.between(0, 180))})" stroke="${tint > 0.75 ? lighten(colour, 0.42) : tint > 0.4 ? lighten(colour, 0.14) : darken(colour, 0.45)}" stroke-width="${n(brush.between(2.5, 6))}"/>`,
    );
  }
  const disc = brush.radial(
    [
      [0, lighten(colour, 0.1)],
      [0.75, colour],
      [1, darken(colour, 0.5)],
    ],
    [0.4, 0.36, 0.66],
  );
  const dome = brush.radial(
    [
      [0, '#fff', 0.22],
      [0.5, '#fff', 0],
      [1, '#120c14', 0.4],
    ],
    [0.36, 0.32, 0.72],
  );
  const wrap = `M${n(-r * 1.02)} ${n(r * 0.1)}C${n(-r * 0.6)} ${n(r * 0.02)} ${n(r * 0.5)} ${n(r * 0.2)} ${n(r * 1.02)} ${n(-r * 0.02)}A${n(r * 1.02)} ${n(r * 1.02)} 0 0 1 ${n(-r * 1.02)} ${n(r * 0.1)}Z`;
  const paper = covered(
    (fill) => `<path d="${wrap}" fill="${fill}"/>`,
    brush.linear(
      [
        [0, lighten(label, 0.3)],
        [0.5, label],
        [1, darken(label, 0.2)],
      ],
      [0, 0, 1, 1],
    ),
    paperGrain(brush),
  );
  const creases = [-0.7, -0.4, -0.1, 0.25, 0.55, 0.8]
    .map(
      (at) =>
        `<path d="M${n(r * at)} ${n(r * 0.16)}Q${n(r * at * 0.7)} ${n(r * 0.6)} ${n(r * at * 0.62)} ${n(r * 0.95)}" fill="none" stroke="#120c14" stroke-opacity=".12" stroke-width="3"/>`,
    )
    .join('');
  const markup = `<circle r="${r}" fill="${disc}"/><g clip-path="${brush.clip(`<circle r="${r}"/>`)}" fill="none" stroke-linecap="round">${leaves.join('')}</g><circle r="${r}" fill="${dome}"/><path d="${wrap}" fill="#120c14" opacity=".3" transform="translate(0 -7)"/><g clip-path="${brush.clip(`<circle r="${n(r * 1.02)}"/>`)}">${paper}${creases}</g><circle cy="${n(r * 0.55)}" r="${n(r * 0.27)}" fill="none" stroke="${ink}" stroke-width="4"/>${mark({ kind: 'ridge', y: r * 0.54, size: r * 0.3, colour: ink })}`;
  return { markup, outline: `<circle r="${n(r * 1.01)}"/>`, halfWidth: r * 1.02, halfHeight: r * 1.02 };
}

/** A gift box of six small tins, lid leaning away, seen from above. */
export function sampler(
  brush: Brush,
  { colour, tins, size = 520 }: { colour: string; tins: readonly string[]; size?: number },
): FlatItem {
  const w = size;
  const h = size * 0.68;
  const cell = w / 3.15;
  const cups = tins.slice(0, 6).map((tone, index) => {
    const x = ((index % 3) - 1) * cell;
    const y = (index < 3 ? -0.5 : 0.5) * cell;
    const r = cell * 0.42;
    const metal = brush.linear(
      [
        [0, lighten(tone, 0.55)],
        [0.5, tone],
        [1, darken(tone, 0.3)],
      ],
      [0, 0, 1, 1],
    );
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r * 1.1)}" fill="#120c14" opacity=".35"/><circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${metal}"/><circle cx="${n(x)}" cy="${n(y)}" r="${n(r * 0.88)}" fill="none" stroke="#fff" stroke-opacity=".4" stroke-width="3"/><circle cx="${n(x)}" cy="${n(y)}" r="${n(r * 0.6)}" fill="#f6efe0"/>${mark({ kind: index % 2 === 0 ? 'leaf' : 'ridge', x, y, size: r * 0.62, colour: darken(tone, 0.4) })}`;
  });
  const rim = `<rect x="${n(-w / 2)}" y="${n(-h / 2)}" width="${n(w)}" height="${n(h)}" rx="12"/>`;
  const markup = `${covered(
    (fill) => rim.replace('/>', ` fill="${fill}"/>`),
    brush.linear(
      [
        [0, lighten(colour, 0.3)],
        [1, darken(colour, 0.15)],
      ],
      [0, 0, 1, 1],
    ),
    paperGrain(brush),
  )}<rect x="${n(-w / 2 + 14)}" y="${n(-h / 2 + 14)}" width="${n(w - 28)}" height="${n(h - 28)}" rx="6" fill="${darken(colour, 0.55)}"/><rect x="${n(-w / 2 + 14)}" y="${n(-h / 2 + 14)}" width="${n(w - 28)}" height="22" rx="6" fill="#000" opacity=".3"/>${cups.join('')}`;
  return { markup, outline: rim, halfWidth: w / 2, halfHeight: h / 2 };
}

/** A closed gift box with a paper sleeve. */
export function giftBox(
  brush: Brush,
  {
    colour,
    label = '#f4ecdd',
    ink = '#3a3028',
    emblem = 'ridge',
    width = 420,
    height = 190,
  }: { colour: string; label?: string; ink?: string; emblem?: Mark; width?: number; height?: number },
): Item {
  const band = width * 0.34;
  const front = `<rect x="${n(-band / 2)}" y="${n(-height)}" width="${n(band)}" height="${n(height)}" fill="${brush.linear(
    [
      [0, lighten(label, 0.2)],
      [1, darken(label, 0.1)],
    ],
  )}"/>${mark({ kind: emblem, y: -height * 0.58, size: height * 0.34, colour: ink })}${smallPrint({ x: 0, y: -height * 0.3, width: band * 0.6, rows: 3, colour: ink, gap: height * 0.055 })}`;
  return crate(brush, {
    width,
    height,
    depth: 260,
    colour,
    corner: 4,
    front,
    top: `<path d="M${n(-band / 2)} ${n(-height)}L${n(-band / 2 + 6)} ${n(-height - 62)}H${n(band / 2 - 6)}L${n(band / 2)} ${n(-height)}Z" fill="${lighten(label, 0.3)}"/>`,
  });
}

/** Bamboo tea tools in a row, seen from above: scoop, pick, tongs, funnel. */
export function teaTools(brush: Brush, { colour }: { colour: string }): FlatItem {
  const wood = brush.linear([
    [0, lighten(colour, 0.35)],
    [0.5, colour],
    [1, darken(colour, 0.35)],
  ]);
  const shapes = [
    '<path d="M-178-210C-140-210-132-150-140-70L-148 0-152 210H-166L-170 0-178-70C-188-150-214-210-178-210Z"/>',
    '<path d="M-66-210H-50L-52 90-58 214-64 90Z"/>',
    '<path d="M30-210C50-210 50-190 46-150L36 210H26L20-60 14 210H4L-4-150C-8-190 10-210 30-210Z"/>',
    '<path d="M130-30A60 60 0 1 1 131-30.1ZM112 34 122 210H146L154 34Z"/>',
  ];
  const grain = [-166, -58, 22, 134].map(
    (x, index) =>
      `<path d="M${x} -150C${x + 6} -40 ${x - 5} 60 ${x + 2} 190" fill="none" stroke="${darken(colour, 0.4)}" stroke-opacity=".35" stroke-width="${1.6 + (index % 2)}"/>`,
  );
  const ring = `<circle cx="130" cy="-30" r="42" fill="${darken(colour, 0.5)}"/><circle cx="130" cy="-26" r="38" fill="${mix(colour, '#2a1c12', 0.75)}"/>`;
  return {
    markup: `<g transform="scale(1.15)"><g fill="${wood}">${shapes.join('')}</g>${grain.join('')}<circle cx="130" cy="-30" r="60" fill="none" stroke="${lighten(colour, 0.4)}" stroke-width="3"/>${ring}<path d="M-172-196C-150-190-148-120-152-76" fill="none" stroke="${darken(colour, 0.5)}" stroke-opacity=".4" stroke-width="10" stroke-linecap="round"/></g>`,
    outline: `<g transform="scale(1.15)">${shapes.join('')}</g>`,
    halfWidth: 235,
    halfHeight: 250,
  };
}

/** Loose leaf in a shallow wooden dish, seen from above. */
export function looseLeaf(
  brush: Brush,
  {
    colour,
    accent,
    radius: r = 230,
    dish = '#b98a5a',
  }: { colour: string; accent?: string; radius?: number; dish?: string },
): FlatItem {
  const leaves: string[] = [];
  for (let index = 0; index < 520; index++) {
    const angle = brush.between(0, Math.PI * 2);
    const away = r * 0.84 * Math.sqrt(brush.random());
    const size = brush.between(20, 46);
    const tint = brush.random();
    const tone =
      accent && tint > 0.9 ? accent : tint > 0.6 ? lighten(colour, 0.25) : tint > 0.3 ? colour : darken(colour, 0.35);
    leaves.push(
      `<path d="M${n(-size / 2)} 0Q${n(-size * 0.1)} ${n(brush.between(-9, -2))} ${n(size / 2)} ${n(brush.between(-4, 4))}Q${n(size * 0.1)} ${n(brush.between(2, 6))} ${n(-size / 2)} 0Z" transform="translate(${n(Math.cos(angle) * away)} ${n(Math.sin(angle) * away)}) rotate(${n(brush.between(0, 360))})" fill="${tone}" stroke="#120c14" stroke-opacity=".25" stroke-width="1"/>`,
    );
  }
  const rim = brush.linear(
    [
      [0, lighten(dish, 0.45)],
      [0.5, dish],
      [1, darken(dish, 0.3)],
    ],
    [0, 0, 1, 1],
  );
  const well = brush.radial(
    [
      [0, lighten(dish, 0.12)],
      [0.8, darken(dish, 0.22)],
      [1, darken(dish, 0.5)],
    ],
    [0.56, 0.58, 0.56],
  );
  return {
    markup: `<circle r="${r}" fill="${rim}"/><circle r="${n(r * 0.92)}" fill="${well}"/>${leaves.join('')}`,
    outline: `<circle r="${r}"/>`,
    halfWidth: r,
    halfHeight: r,
  };
}
