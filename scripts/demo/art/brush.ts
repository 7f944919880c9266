/** One stop of a gradient: offset 0 to 1, colour, opacity 0 to 1 (1 when left out). */
export type Stop = readonly [offset: number, colour: string, opacity?: number];

/** Collects definitions (gradients, clips, filters, patterns) while a picture is drawn, and gives repeatable chance. */
export interface Brush {
  /** Registers markup under a new id and returns `url(#id)`. */
  define(markup: (id: string) => string): string;
  /** Registers markup under a fixed key once; later calls with the key return the same `url(#key)`. */
  share(key: string, markup: (id: string) => string): string;
  /** Linear gradient over the shape's box, from (x1, y1) to (x2, y2) in 0 to 1; left to right by default. */
  linear(stops: readonly Stop[], line?: readonly [number, number, number, number]): string;
  /** Linear gradient in drawing units, for strips that must agree with their neighbours. */
  vertical(stops: readonly Stop[], top: number, bottom: number): string;
  /** Radial gradient over the shape's box, centred at (x, y) with radius r in 0 to 1. */
  radial(stops: readonly Stop[], circle?: readonly [number, number, number]): string;
  /** Clip path from shapes. */
  clip(markup: string): string;
  /** Gaussian blur in drawing units. */
  blur(deviation: number): string;
  /** Next repeatable number from 0 (included) to 1 (excluded). */
  random(): number;
  /** Next repeatable number from `low` to `high`. */
  between(low: number, high: number): number;
  /** All definitions so far. */
  definitions(): string;
}

/** Rounds to a tenth of a unit: finer steps cannot be seen and only lengthen the markup. */
export function n(value: number): number {
  return Math.round(value * 10) / 10;
}

function stopList(stops: readonly Stop[]): string {
  return stops
    .map(([offset, colour, opacity]) => {
      const alpha = opacity === undefined ? '' : ` stop-opacity="${Math.round(opacity * 100) / 100}"`;
      return `<stop offset="${Math.round(offset * 1000) / 1000}" stop-color="${colour}"${alpha}/>`;
    })
    .join('');
}

/** Mulberry32 over an FNV-1a hash of the seed: the same seed draws the same picture on every machine. */
function repeatableChance(seed: string): () => number {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Makes a brush.
 * @param seed any text; decides every speckle and grain of the picture
 */
export function createBrush(seed: string): Brush {
  const definitions = new Map<string, string>();
  const random = repeatableChance(seed);
  const define: Brush['define'] = (markup) => {
    const id = `d${definitions.size}`;
    definitions.set(id, markup(id));
    return `url(#${id})`;
  };
  return {
    define,
    random,
    share(key, markup) {
      if (!definitions.has(key)) definitions.set(key, markup(key));
      return `url(#${key})`;
    },
    linear: (stops, [x1, y1, x2, y2] = [0, 0, 1, 0]) =>
      define(
        (id) =>
          `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stopList(stops)}</linearGradient>`,
      ),
    vertical: (stops, top, bottom) =>
      define(
        (id) =>
          `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${n(top)}" y2="${n(bottom)}">${stopList(stops)}</linearGradient>`,
      ),
    radial: (stops, [x, y, r] = [0.5, 0.5, 0.5]) =>
      define((id) => `<radialGradient id="${id}" cx="${x}" cy="${y}" r="${r}">${stopList(stops)}</radialGradient>`),
    clip: (markup) => define((id) => `<clipPath id="${id}">${markup}</clipPath>`),
    blur: (deviation) =>
      define(
        (id) =>
          `<filter id="${id}" x="-40%" y="-40%" width="180%" height="180%"><feGaussianBlur stdDeviation="${n(deviation)}"/></filter>`,
      ),
    between: (low, high) => low + (high - low) * random(),
    definitions: () => [...definitions.values()].join(''),
  };
}

/** Closes a drawing into a whole square SVG document of 1000 by 1000 units. */
export function toSvg(brush: Brush, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1000 1000" width="1000" height="1000"><defs>${brush.definitions()}</defs>${body}</svg>`;
}
