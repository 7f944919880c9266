import { n } from './brush.ts';

/**
 * A shape with soft edges: strokes of growing width laid over each other. A blur filter looks the same and costs many
 * times more, as it works on every pixel of its region.
 * @param shapes markup without fill and stroke
 * @param spread how far the edge fades outwards, in drawing units
 * @param opacity of the middle, 0 to 1
 */
export function soft({
  shapes,
  colour,
  spread,
  opacity,
  layers = 5,
  filled = true,
}: {
  shapes: string;
  colour: string;
  spread: number;
  opacity: number;
  layers?: number;
  filled?: boolean;
}): string {
  const each = Math.round((1 - (1 - opacity) ** (1 / layers)) * 1000) / 1000;
  const ring = (index: number): string =>
    `<g stroke-width="${n((spread * 2 * (index + 0.5)) / layers)}"${filled ? ` opacity="${each}"` : ''}>${shapes}</g>`;
  const rings = Array.from({ length: layers }, (_, index) => ring(index)).join('');
  const paint = filled
    ? `fill="${colour}" stroke="${colour}"`
    : `fill="none" stroke="${colour}" stroke-opacity="${each}"`;
  return `<g ${paint} stroke-linejoin="round" stroke-linecap="round">${rings}</g>`;
}
