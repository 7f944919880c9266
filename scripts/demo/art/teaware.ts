import { type Brush, n } from './brush.ts';
import type { Glaze } from './ceramics.ts';
import { clayShades, darken, lighten, mix } from './colour.ts';
import type { Item } from './item.ts';
import { TILT, turn } from './lathe.ts';
import { motif } from './motifs.ts';
import { speckles, tube } from './surface-marks.ts';

function lid(
  brush: Brush,
  {
    radius,
    height,
    colour,
    gloss,
    knob,
  }: { radius: number; height: number; colour: string; gloss: number; knob: number },
): string {
  const dome = turn(brush, {
    profile: [
      [radius, 0],
      [radius, height * 0.1],
      [radius * 0.8, height * 0.6],
      [radius * 0.35, height * 0.95],
      [0.5, height],
    ],
    colour,
    surface: { gloss },
  });
  const button = turn(brush, {
    profile: [
      [knob * 0.5, 0],
      [knob * 0.55, knob * 0.3],
      [knob, knob * 0.8],
      [knob * 0.85, knob * 1.3],
      [0.5, knob * 1.5],
    ],
    colour,
    surface: { gloss },
  });
  return `${dome.markup}<g transform="translate(0 ${n(-height * 0.95)})">${button.markup}</g>`;
}

/** A teapot with spout, side handle or overhead handle of cane. */
export function teapot(brush: Brush, look: Glaze & { radius: number; height: number; overhead?: boolean }): Item {
  const { radius: r, height: h } = look;
  const gloss = look.gloss ?? 0.8;
  const body = turn(brush, {
    profile: [
      [r * 0.5, 0],
      [r * 0.52, h * 0.03],
      [r * 0.9, h * 0.26],
      [r, h * 0.52],
      [r * 0.82, h * 0.82],
      [r * 0.48, h * 0.97],
      [r * 0.46, h],
    ],
    colour: (height) => (height < 0.05 ? (look.clay ?? mix(look.glaze, '#8a6b4f', 0.7)) : look.glaze),
    surface: { gloss },
  });
  let marks = '';
  if (look.speckle) marks += speckles(brush, { body, from: h * 0.08, to: h * 0.92, count: 110, colour: look.speckle });
  if (look.motif) marks += motif(brush, { body, kind: look.motif, ink: look.ink ?? '#2b4a86', height: h });
  const spoutFill = brush.linear(
    [
      [0, lighten(look.glaze, 0.25 * gloss)],
      [0.35, look.glaze],
      [1, darken(look.glaze, 0.45)],
    ],
    [0.2, 0, 0.8, 1],
  );
  const spout = `<path d="M${n(-r * 0.72)} ${n(-h * 0.3)}C${n(-r * 1.12)} ${n(-h * 0.34)} ${n(-r * 1.2)} ${n(-h * 0.7)} ${n(-r * 1.52)} ${n(-h * 0.9)}L${n(-r * 1.36)} ${n(-h * 0.98)}C${n(-r * 1.1)} ${n(-h * 0.9)} ${n(-r * 1.0)} ${n(-h * 0.74)} ${n(-r * 0.7)} ${n(-h * 0.72)}Z" fill="${spoutFill}"/><ellipse cx="${n(-r * 1.44)}" cy="${n(-h * 0.94)}" rx="${n(r * 0.1)}" ry="${n(r * 0.045)}" transform="rotate(-24 ${n(-r * 1.44)} ${n(-h * 0.94)})" fill="${darken(look.glaze, 0.7)}"/>`;
  let handle: string;
  let front = '';
  if (look.overhead) {
    const cane = '#b98a52';
    handle = '';
    front = tube({
      path: `M${n(-r * 0.62)} ${n(-h * 0.86)}C${n(-r * 0.75)} ${n(-h * 1.95)} ${n(r * 0.75)} ${n(-h * 1.95)} ${n(r * 0.62)} ${n(-h * 0.86)}`,
      width: r * 0.12,
      shades: clayShades(cane),
    });
    for (const side of [-1, 1])
      front += tube({
        path: `M${n(side * r * 0.62)} ${n(-h * 0.84)}L${n(side * r * 0.64)} ${n(-h * 0.98)}`,
        width: r * 0.17,
        shades: clayShades(darken(cane, 0.25)),
      });
  } else {
    handle = tube({
      path: `M${n(r * 0.82)} ${n(-h * 0.78)}C${n(r * 1.5)} ${n(-h * 0.98)} ${n(r * 1.62)} ${n(-h * 0.3)} ${n(r * 0.86)} ${n(-h * 0.26)}`,
      width: r * 0.16,
      shades: clayShades(look.glaze),
    });
  }
  const cover = lid(brush, {
    radius: r * 0.48,
    height: r * 0.26,
    colour: look.dip?.colour ?? look.glaze,
    gloss,
    knob: r * 0.12,
  });
  const markup = `${handle}${spout}${body.markup}${marks}<g transform="translate(0 ${n(-h * 0.965)})"><ellipse cx="0" cy="3" rx="${n(r * 0.5)}" ry="${n(r * 0.5 * TILT)}" fill="${darken(look.glaze, 0.55)}" opacity=".6"/>${cover}</g>${front}`;
  return { markup, footing: r * 0.52, halfWidth: r * 1.5, height: h * (look.overhead ? 1.7 : 1.35) };
}

/** A lidded gaiwan on its saucer. */
export function gaiwan(brush: Brush, look: Glaze & { radius: number }): Item {
  const r = look.radius;
  const gloss = look.gloss ?? 0.85;
  const saucer = turn(brush, {
    profile: [
      [r * 0.5, 0],
      [r * 0.52, r * 0.06],
      [r * 1.02, r * 0.2],
      [r * 1.12, r * 0.28],
    ],
    colour: look.glaze,
    surface: { gloss },
    inside: { colour: lighten(look.glaze, 0.2), depth: r * 0.18, wall: r * 0.03 },
  });
  const h = r * 1.05;
  const body = turn(brush, {
    profile: [
      [r * 0.42, 0],
      [r * 0.43, h * 0.09],
      [r * 0.43, h * 0.09],
      [r * 0.62, h * 0.3],
      [r * 0.8, h * 0.62],
      [r * 1.0, h],
    ],
    colour: look.glaze,
    surface: { gloss },
    inside: { colour: lighten(look.glaze, 0.4), depth: h * 0.4, wall: r * 0.03 },
  });
  const marks = look.motif ? motif(brush, { body, kind: look.motif, ink: look.ink ?? '#2b4a86', height: h }) : '';
  const cover = lid(brush, { radius: r * 0.9, height: r * 0.34, colour: look.glaze, gloss, knob: r * 0.16 });
  const markup = `${saucer.markup}<g transform="translate(0 ${n(-r * 0.12)})"><ellipse cx="0" cy="2" rx="${n(r * 0.5)}" ry="${n(r * 0.14)}" fill="#000" opacity=".25"/>${body.markup}${marks}<g transform="translate(0 ${n(-h * 0.955)})">${cover}</g></g>`;
  return { markup, footing: r * 0.55, halfWidth: r * 1.12, height: r * 1.7 };
}

/** A fairness pitcher: a spouted jug for sharing tea, of ceramic or of glass-clear glaze. */
export function pitcher(brush: Brush, look: Glaze & { radius: number; height: number; liquid?: string }): Item {
  const { radius: r, height: h } = look;
  const body = turn(brush, {
    profile: [
      [r * 0.72, 0],
      [r * 0.75, h * 0.03],
      [r, h * 0.28],
      [r * 0.96, h * 0.55],
      [r * 0.74, h * 0.84],
      [r * 0.8, h],
    ],
    colour: (height) => (height < 0.05 ? (look.clay ?? look.glaze) : look.glaze),
    surface: { gloss: look.gloss ?? 0.8 },
    inside: {
      colour: look.inside ?? lighten(look.glaze, 0.4),
      depth: h * 0.5,
      wall: r * 0.05,
      ...(look.liquid ? { liquid: { colour: look.liquid, depth: h * 0.2 } } : {}),
    },
  });
  const marks = look.speckle
    ? speckles(brush, { body, from: h * 0.08, to: h * 0.95, count: 90, colour: look.speckle })
    : '';
  const y = -h * 0.97;
  const lip = `<path d="M${n(-r * 0.62)} ${n(y + 14)}C${n(-r * 0.8)} ${n(y - 4)} ${n(-r * 0.95)} ${n(y - 12)} ${n(-r * 1.08)} ${n(y - 14)}C${n(-r * 0.95)} ${n(y + 14)} ${n(-r * 0.9)} ${n(y + 34)} ${n(-r * 0.72)} ${n(y + 54)}Z" fill="${brush.linear(
    [
      [0, lighten(look.glaze, 0.5)],
      [1, darken(look.glaze, 0.15)],
    ],
    [0, 0, 1, 1],
  )}"/>`;
  const handle = tube({
    path: `M${n(r * 0.74)} ${n(-h * 0.84)}C${n(r * 1.5)} ${n(-h * 0.92)} ${n(r * 1.5)} ${n(-h * 0.3)} ${n(r * 0.96)} ${n(-h * 0.3)}`,
    width: r * 0.18,
    shades: clayShades(look.glaze),
  });
  return { markup: handle + body.markup + marks + lip, footing: r * 0.75, halfWidth: r * 1.3, height: h };
}
