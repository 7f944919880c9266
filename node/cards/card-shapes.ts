import { type Card, cardSize } from './card.ts';
import { colours } from './colours.ts';

/** A drawn shape with its size in pixels. */
export interface Shape {
  svg: string;
  width: number;
  height: number;
}

const STAR = 'M12 1.8l3.1 6.6 7.1.9-5.2 5 1.3 7.1L12 17.9l-6.3 3.5 1.3-7.1-5.2-5 7.1-.9z';
const STAR_SIDE = 34;
/** Gaps are drawn for so many members at most; the words beside them say the rest. */
const MOST_MARKS = 12;

const svgOf = (width: number, height: number, inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inside}</svg>`;

/** The card without its words: ground, pattern where no picture covers it, foot with the mark. */
export function ground({ seed }: Pick<Card, 'seed'>, { picture, foot }: { picture: number; foot: number }): string {
  const { width, height } = cardSize;
  const number = Number.parseInt(seed.replace(/^0x/, '').slice(0, 6), 16) || 0;
  const [dark, light] = colours.patterns[number % colours.patterns.length] ?? colours.patterns[0];
  const side = picture / 7;
  const squares = Array.from({ length: 49 }, (_, index) => ({ x: index % 7, y: Math.floor(index / 7) }))
    .filter(({ x, y }) => Number.parseInt(seed[2 + ((Math.min(x, 6 - x) * 7 + y) % 32)] ?? '0', 16) % 2 === 1)
    .map(({ x, y }) => `<rect x="${x * side}" y="${y * side}" width="${side}" height="${side}" fill="${light}"/>`);
  const middle = height - foot / 2;
  return svgOf(
    width,
    height,
    `<rect width="${width}" height="${height}" fill="${colours.ground}"/>
<rect width="${picture}" height="${height - foot}" fill="${dark}"/>${squares.join('')}
<rect y="${height - foot}" width="${width}" height="${foot}" fill="${colours.hall}"/>
<g transform="translate(44 ${middle - 17})" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><rect width="34" height="34" rx="9" fill="${colours.accent}" stroke="none"/><path d="M9 10.5 15.2 20.5 25.5 7.5M9 26h16"/></g>`,
  );
}

/** Five stars, filled as far as the score goes. */
export function starMarks(milliStars: number): Shape {
  const width = STAR_SIDE * 5;
  const stars = [0, 1, 2, 3, 4].map((at) => `<path transform="translate(${at * 24} 0)" d="${STAR}"/>`).join('');
  const filled = (Math.min(5_000, Math.max(0, milliStars)) / 5_000) * 120;
  return {
    width,
    height: STAR_SIDE,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${STAR_SIDE}" viewBox="0 0 120 24"><clipPath id="f"><rect width="${filled}" height="24"/></clipPath><g fill="${colours.missing}">${stars}</g><g fill="${colours.gold}" clip-path="url(#f)">${stars}</g></svg>`,
  };
}

/** One mark a member, and a gap for each that is missing. */
export function joinedMarks({ members, size }: { members: number; size: number }, most: number): Shape {
  const shown = Math.min(size, MOST_MARKS);
  const step = Math.min(46, most / shown);
  const radius = step / 2 - 5;
  const filled = Math.round((Math.min(members, size) / Math.max(1, size)) * shown);
  const marks = Array.from({ length: shown }, (_, at) =>
    at < filled
      ? `<circle cx="${at * step + step / 2}" cy="${step / 2}" r="${radius}" fill="${colours.accent}"/>`
      : `<circle cx="${at * step + step / 2}" cy="${step / 2}" r="${radius - 1}" fill="none" stroke="${colours.accent}" stroke-width="2" stroke-dasharray="5 4"/>`,
  );
  return {
    width: Math.ceil(shown * step),
    height: Math.ceil(step),
    svg: svgOf(Math.ceil(shown * step), Math.ceil(step), marks.join('')),
  };
}
