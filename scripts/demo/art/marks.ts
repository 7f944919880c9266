import { n } from './brush.ts';

/** Small emblems, 100 units wide around the origin, in one colour. Used on labels, tags and as the shops' logos. */
export type Mark = 'cloud' | 'ridge' | 'awl' | 'north' | 'tide' | 'wheel' | 'leaf' | 'blossom' | 'sun';

const MARKS: Record<Mark, string> = {
  cloud:
    '<path d="M-38 22C-54 22-54-2-36-4-34-26-6-34 6-18 22-28 42-14 36 2 52 4 50 22 36 22Z" fill="none" stroke-width="8" stroke-linejoin="round"/><path d="M-22 38H24M-8 50H10" fill="none" stroke-width="7" stroke-linecap="round"/>',
  ridge:
    '<path d="M-48 34L-14-26 4 4 16-12 48 34" fill="none" stroke-width="8" stroke-linejoin="round" stroke-linecap="round"/><path d="M-34 48C-20 40-8 54 6 47S32 44 40 48" fill="none" stroke-width="5" stroke-linecap="round"/><circle cx="26" cy="-34" r="9" stroke="none"/>',
  awl: '<path d="M0-48C20-44 20-14 6-10L3 44 0 52-3 44-6-10C-20-14-20-44 0-48Z" stroke="none"/><path d="M-34-20C-46 6-32 34-20 40M34-20C46 6 32 34 20 40" fill="none" stroke-width="6" stroke-dasharray="11 9" stroke-linecap="round"/>',
  north:
    '<path d="M0-50L12-12 50 0 12 12 0 50-12 12-50 0-12-12Z" stroke="none"/><circle r="7" fill="#fff" stroke="none" opacity=".85"/>',
  tide: '<path d="M-44-14C-30-30-16-30 0-14S30 2 44-14M-44 10C-30-6-16-6 0 10S30 26 44 10M-44 34C-30 18-16 18 0 34S30 50 44 34" fill="none" stroke-width="8" stroke-linecap="round"/><circle cx="20" cy="-38" r="10" stroke="none"/>',
  wheel:
    '<circle r="44" fill="none" stroke-width="8"/><circle r="9" stroke="none"/><path d="M0-40V40M-40 0H40M-28-28L28 28M28-28L-28 28" fill="none" stroke-width="3.4"/>',
  leaf: '<path d="M-34 34C-40-20 6-44 40-40 44-6 20 40-34 34Z" stroke="none"/><path d="M-40 44C-20 10 0-6 20-20" fill="none" stroke="#fff" stroke-opacity=".7" stroke-width="5" stroke-linecap="round"/>',
  blossom: `${[0, 72, 144, 216, 288]
    .map((angle) => `<ellipse cx="0" cy="-26" rx="17" ry="23" transform="rotate(${angle})" stroke="none"/>`)
    .join('')}<circle r="8" fill="#fff" opacity=".85" stroke="none"/>`,
  sun: `<circle r="22" stroke="none"/>${Array.from({ length: 12 }, (_, index) => `<path d="M0-34V-48" transform="rotate(${index * 30})" stroke-width="6" stroke-linecap="round"/>`).join('')}`,
};

/** Draws an emblem at (x, y), `size` units wide. */
export function mark({
  kind,
  x = 0,
  y = 0,
  size,
  colour,
}: {
  kind: Mark;
  x?: number;
  y?: number;
  size: number;
  colour: string;
}): string {
  return `<g transform="translate(${n(x)} ${n(y)}) scale(${Math.round((size / 100) * 1000) / 1000})" fill="${colour}" stroke="${colour}">${MARKS[kind]}</g>`;
}

/** Lines that stand for small print on labels, so that no font is needed. */
export function smallPrint({
  x,
  y,
  width,
  rows,
  colour,
  gap = 9,
}: {
  x: number;
  y: number;
  width: number;
  rows: number;
  colour: string;
  gap?: number;
}): string {
  return Array.from({ length: rows }, (_, row) => {
    const own = width * (row % 3 === 1 ? 0.72 : row % 3 === 2 ? 0.88 : 1);
    return `<rect x="${n(x - own / 2)}" y="${n(y + row * gap)}" width="${n(own)}" height="${n(gap * 0.3)}" rx="${n(gap * 0.15)}" fill="${colour}" opacity=".6"/>`;
  }).join('');
}
