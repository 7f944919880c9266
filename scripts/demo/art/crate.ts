import { type Brush, n } from './brush.ts';
import { darken, lighten } from './colour.ts';
import type { Item } from './item.ts';
import { TILT } from './lathe.ts';

/** A box that faces the viewer: lit front, brighter top that runs back. `front` is drawn over the front face, origin at its lower middle. */
export function crate(
  brush: Brush,
  {
    width,
    height,
    depth,
    colour,
    corner = 6,
    front = '',
    top = '',
    topColour,
  }: {
    width: number;
    height: number;
    depth: number;
    colour: string;
    corner?: number;
    front?: string;
    top?: string;
    topColour?: string;
  },
): Item {
  const half = width / 2;
  const back = depth * TILT;
  const inset = depth * 0.1;
  const face = brush.linear(
    [
      [0, lighten(colour, 0.1)],
      [0.5, colour],
      [1, darken(colour, 0.22)],
    ],
    [0, 0, 1, 0.5],
  );
  const lid = topColour ?? colour;
  const upper = brush.linear(
    [
      [0, lighten(lid, 0.5)],
      [1, lighten(lid, 0.12)],
    ],
    [0, 0, 1, 0],
  );
  const markup = `<path d="M${n(-half + corner * 0.6)} ${n(-height)}L${n(-half + inset)} ${n(-height - back)}H${n(half - inset)}L${n(half - corner * 0.6)} ${n(-height)}V${n(-height + corner)}H${n(-half + corner * 0.6)}Z" fill="${upper}" stroke="${lighten(lid, 0.3)}" stroke-width="2" stroke-linejoin="round"/>${top}<rect x="${n(-half)}" y="${n(-height)}" width="${n(width)}" height="${n(height)}" rx="${corner}" fill="${face}"/><path d="M${n(-half + corner)} ${n(-height + 1)}H${n(half - corner)}" stroke="#fff" stroke-opacity=".5" stroke-width="2"/>${front}`;
  return { markup, footing: half, depth: Math.max(0.05, 22 / half), halfWidth: half, height: height + back };
}
