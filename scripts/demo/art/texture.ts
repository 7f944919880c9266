import type { Brush } from './brush.ts'

/** A repeating relief: noise lit from the upper left, kept as dark and light films so that it tints nothing. */
function relief(brush: Brush, { key, frequency, octaves, depth, strength, tile = 220 }: { key: string; frequency: string; octaves: number; depth: number; strength: number; tile?: number }): string {
  return brush.share(key, (id) =>
    [
      `<filter id="${id}f" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="7" stitchTiles="stitch"/><feDiffuseLighting surfaceScale="${depth}" lighting-color="#fff"><feDistantLight azimuth="225" elevation="50"/></feDiffuseLighting><feColorMatrix values="0 0 0 0 0.08 0 0 0 0 0.05 0 0 0 0 0.07 ${-strength} 0 0 0 ${strength * 0.76}"/></filter>`,
      `<pattern id="${id}" width="${tile}" height="${tile}" patternUnits="userSpaceOnUse"><rect width="${tile}" height="${tile}" filter="url(#${id}f)"/></pattern>`,
    ].join(''),
  )
}

/** Grained leather. */
export function leatherGrain(brush: Brush): string {
  return relief(brush, { key: 'leather', frequency: '0.2', octaves: 3, depth: 2.6, strength: 0.85 })
}

/** Felt and wool: fine fibres. */
export function feltGrain(brush: Brush): string {
  return relief(brush, { key: 'felt', frequency: '0.35 0.5', octaves: 3, depth: 2.6, strength: 1.1, tile: 180 })
}

/** Kraft and art paper: barely there. */
export function paperGrain(brush: Brush): string {
  return relief(brush, { key: 'paper', frequency: '0.5', octaves: 2, depth: 1.4, strength: 0.7, tile: 160 })
}

/** Plain canvas weave as a light and dark thread grid. */
export function canvasWeave(brush: Brush): string {
  return brush.share('canvasweave', (id) => `<pattern id="${id}" width="7" height="7" patternUnits="userSpaceOnUse"><path d="M0 1.2h3.4M3.5 4.7h3.5" stroke="#fff" stroke-opacity=".26" stroke-width="1.7"/><path d="M1.4 2.4v4.4M5 0v3.4" stroke="#120c14" stroke-opacity=".2" stroke-width="1.5"/></pattern>`)
}

/** Fills shapes twice: once with colour, once with a texture over it. */
export function covered(shapes: (fill: string) => string, colour: string, texture: string): string {
  return shapes(colour) + shapes(texture)
}
