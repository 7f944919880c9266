/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [number, number, number];

/** Parses `#rgb` or `#rrggbb`. Throws a RangeError on anything else, so that a mistyped colour never paints black. */
export function parseHex(hex: string): Rgb {
  const long = /^#([0-9a-f]{3})$/i.test(hex) ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  if (!/^#[0-9a-f]{6}$/i.test(long)) throw new RangeError(`"${hex}" is not a hex colour such as #4a7c59`);
  const value = Number.parseInt(long.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Writes a colour as `#rrggbb`; channels are rounded and clamped. */
export function toHex(rgb: Rgb): string {
  return `#${rgb
    .map((channel) =>
      Math.round(Math.min(255, Math.max(0, channel)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Blends `from` into `to`; `share` 0 gives `from`, 1 gives `to`. */
export function mix(from: string, to: string, share: number): string {
  const a = parseHex(from);
  const b = parseHex(to);
  return toHex([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);
}

/** Moves a colour towards a warm white (share 0 to 1). */
export function lighten(colour: string, share: number): string {
  return mix(colour, '#fffaf2', share);
}

/** Moves a colour towards a deep, slightly violet shadow (share 0 to 1): black would look dead. */
export function darken(colour: string, share: number): string {
  return mix(colour, '#1a141c', share);
}

/** Five shades from the dark edge to the highlight of a round tube of paint or metal. */
export function metalShades(colour: string): string[] {
  return [darken(colour, 0.52), darken(colour, 0.26), colour, lighten(colour, 0.35), lighten(colour, 0.78)];
}

/** Seven softer shades, for tubes of clay and cane. */
export function clayShades(colour: string): string[] {
  return [
    darken(colour, 0.5),
    darken(colour, 0.34),
    darken(colour, 0.2),
    darken(colour, 0.08),
    colour,
    lighten(colour, 0.3),
    lighten(colour, 0.7),
  ];
}
