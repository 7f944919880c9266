import { parseHex, type Rgb, toHex } from './colour.ts';

/** A direction in space: x to the right, y up, z towards the viewer. */
export type Vector = readonly [number, number, number];

/** How a surface answers light. */
export interface Surface {
  /** 0 is raw clay or paper, 1 is wet glaze or polished metal. */
  readonly gloss: number;
  /** Share of the surroundings that the surface mirrors in its own colour, for brass and steel. */
  readonly metal?: number;
}

const KEY: Vector = [-0.56, 0.58, 0.59];
const FILL: Vector = [0.82, 0.25, 0.51];
const EYE: Vector = [0, 0.26, 0.966];

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function smooth(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** A soft-edged window of light in the mirrored surroundings, given by azimuth and elevation in radians. */
function window(
  direction: Vector,
  azimuth: readonly [number, number],
  elevation: readonly [number, number],
  edge: number,
): number {
  const turn = Math.atan2(direction[0], direction[2]);
  const rise = Math.asin(Math.max(-1, Math.min(1, direction[1])));
  const across =
    smooth(azimuth[0] - edge, azimuth[0] + edge, turn) * (1 - smooth(azimuth[1] - edge, azimuth[1] + edge, turn));
  return (
    across *
    smooth(elevation[0] - edge, elevation[0] + edge, rise) *
    (1 - smooth(elevation[1] - edge, elevation[1] + edge, rise))
  );
}

/**
 * Lights one point of a surface in the studio: a large key light at upper left, a weak fill at right, a bright floor.
 * @param colour the surface's own colour, hex
 * @param normal unit vector away from the surface
 * @returns the colour the camera sees, hex
 */
export function lit(colour: string, normal: Vector, surface: Surface): string {
  const own = parseHex(colour);
  const key = Math.max(0, (dot(normal, KEY) + 0.28) / 1.28);
  const fill = Math.max(0, dot(normal, FILL));
  const sky = 0.5 + 0.5 * normal[1];
  const bounce = Math.max(0, -normal[1]);
  const strength = 0.34 + 0.64 * key ** 1.1 + 0.12 * fill + 0.06 * sky + 0.16 * bounce;
  const facing = Math.max(0, dot(normal, EYE));
  const mirrored: Vector = [
    2 * facing * normal[0] - EYE[0],
    2 * facing * normal[1] - EYE[1],
    2 * facing * normal[2] - EYE[2],
  ];
  const edge = 0.34 - 0.26 * surface.gloss;
  const softbox = window(mirrored, [-1.45, -0.82], [-0.1, 0.85], edge);
  const strip = window(mirrored, [1.5, 1.72], [-0.3, 0.8], edge * 0.7);
  const grazing = (1 - facing) ** 4;
  const shine = surface.gloss * (0.62 * softbox + 0.24 * strip + 0.2 * grazing);
  const metal = surface.metal ?? 0;
  const around =
    0.22 +
    0.75 * smooth(-0.5, 0.75, mirrored[1]) * (0.55 + 0.45 * smooth(1.2, -1.4, mirrored[0])) +
    0.8 * softbox +
    0.5 * strip;
  const channel = (index: 0 | 1 | 2): number => {
    const tint = index === 0 ? 1.015 : index === 2 ? 0.985 : 1;
    const shadowTint = index === 2 ? 8 * (1 - key) : index === 0 ? -2 * (1 - key) : 0;
    const matte = own[index] * strength * tint + shadowTint;
    const mirror = own[index] * around * 1.08;
    const base = matte * (1 - metal) + mirror * metal;
    return base + (255 - base) * Math.min(1, shine * (1 - 0.4 * metal));
  };
  const seen: Rgb = [channel(0), channel(1), channel(2)];
  return toHex(seen);
}
