import { type Brush, n } from './brush.ts';
import type { FlatItem, Item } from './item.ts';
import { soft } from './soft.ts';

/** Where a thing stands: the point where its middle touches the ground, and its scale. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale?: number;
  /** How dark the shadow is, 0 to 1. */
  readonly shade?: number;
}

/** Stands a thing on the ground with a tight contact shadow and a longer one away from the light. */
export function stand(brush: Brush, item: Item, { x, y, scale = 1, shade = 1 }: Place): string {
  const foot = item.footing;
  const deep = item.depth ?? 0.3;
  const cast = brush.radial([
    [0, '#1a141c', 0.42 * shade],
    [0.55, '#1a141c', 0.17 * shade],
    [1, '#1a141c', 0],
  ]);
  const contact = brush.radial([
    [0, '#120c14', 0.8 * shade],
    [0.7, '#120c14', 0.5 * shade],
    [1, '#120c14', 0],
  ]);
  const reach = Math.min(item.height, foot * 3.4);
  const shadow = `<ellipse cx="${n(foot * 0.35 + reach * 0.38)}" cy="${n(-reach * 0.03)}" rx="${n(foot * 1.15 + reach * 0.46)}" ry="${n(foot * deep + reach * 0.06)}" fill="${cast}"/><ellipse cx="${n(foot * 0.06)}" cy="${n(deep > 0.25 ? foot * 0.05 : -2)}" rx="${n(foot * (deep > 0.25 ? 1.2 : 1.07))}" ry="${n(foot * deep * 1.13)}" fill="${contact}"/>`;
  return `<g transform="translate(${n(x)} ${n(y)}) scale(${scale})">${shadow}${item.markup}</g>`;
}

/** Lays a flat thing down, seen from above, with a soft shadow to the lower right. */
export function lay(
  item: FlatItem,
  { x, y, scale = 1, turn = 0, lift = 14 }: { x: number; y: number; scale?: number; turn?: number; lift?: number },
): string {
  const angle = (turn * Math.PI) / 180;
  const shift = (share: number): string => {
    const dx = lift * share;
    const dy = lift * share * 1.2;
    return `${n(dx * Math.cos(angle) + dy * Math.sin(angle))} ${n(dy * Math.cos(angle) - dx * Math.sin(angle))}`;
  };
  const far = `<g transform="translate(${shift(1.25)})">${soft({ shapes: item.outline, colour: '#1a141c', spread: lift * 2, opacity: 0.32, layers: 7 })}</g>`;
  const near = `<g transform="translate(${shift(0.3)})">${soft({ shapes: item.outline, colour: '#120c14', spread: lift * 0.4, opacity: 0.4, layers: 3 })}</g>`;
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(${turn}) scale(${scale})">${far}${near}${item.markup}</g>`;
}

/** Shows a part of a drawing larger: the point (x, y) comes to the middle, `zoom` times as big. */
export function closeUp(markup: string, { x, y, zoom }: { x: number; y: number; zoom: number }): string {
  return `<g transform="translate(500 500) scale(${zoom}) translate(${n(-x)} ${n(-y)})">${markup}</g>`;
}
