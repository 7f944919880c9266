/** A colour that differs by appearance, by the name of its token. */
export interface ColourToken {
  name: string;
  light: string;
  dark: string;
}

/**
 * Reads the colours out of the style sheet of tokens.
 * @param css its source: `--name: light-dark(#rrggbb, #rrggbb);` or `--name: #rrggbb;`
 */
export const colourTokens = (css: string): ColourToken[] =>
  [...css.matchAll(/--([\w-]+):\s*(?:light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)|(#[0-9a-f]{6}));/gi)].map(
    ([, name = '', light, dark, both = '']) => ({ name, light: light ?? both, dark: dark ?? both }),
  );

/** Relative luminance as WCAG 2.2 defines it. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/**
 * Contrast of two colours, 1 to 21, as WCAG 2.2 defines it.
 * @param a colour as `#rrggbb`
 * @param b the other
 */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Which text stands on which ground, by the names of their tokens. */
export const textPairs = [
  ['ink', 'ground'],
  ['ink-quiet', 'ground'],
  ['ink-quiet', 'surface'],
  ['ink-quiet', 'sunken'],
  ['accent', 'ground'],
  ['accent-deep', 'accent-tint'],
  ['on-accent', 'accent'],
  ['on-hall', 'hall'],
  ['on-hall-quiet', 'hall'],
  ['bad', 'ground'],
  ['ink', 'bad-tint'],
  ['warn', 'ground'],
  ['ink', 'warn-tint'],
] as const;
