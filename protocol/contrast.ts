/** A colour as six hex digits, such as `#0b6346`. */
export type Colour = `#${string}`;

/** Linear light of the 256 values of a channel (sRGB), in billionths: whole numbers are the same everywhere. */
const linear = Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return Math.round(1e9 * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
});
/** Shares of red, green and blue in what the eye sees, in ten-thousandths. */
const shares = [2_126, 7_152, 722] as const;
/** What WCAG adds to every luminance for the light of the room: 0.05. */
const ROOM = 5e11;

/** Relative luminance of WCAG 2, with the light of the room, in units of 1e-13. */
const brightness = (colour: Colour): number =>
  shares.reduce((sum, share, channel) => {
    const value = Number.parseInt(colour.slice(1 + 2 * channel, 3 + 2 * channel), 16);
    return sum + share * (linear[value] ?? 0);
  }, ROOM);

/**
 * Contrast of two colours by WCAG 2, in hundredths, rounded down: 100 for equal ones, 2,100 for black and white.
 * @param a a colour, such as that of a text
 * @param b another, such as that behind it
 */
export function contrastHundredths(a: Colour, b: Colour): number {
  const [darker = 0, lighter = 0] = [brightness(a), brightness(b)].sort((one, other) => one - other);
  return Math.floor((100 * lighter) / darker);
}
