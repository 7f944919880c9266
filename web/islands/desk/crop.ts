/** Part of a picture to keep, as fractions of its width and height. */
export interface Crop {
  /** Width by height of what is kept; null keeps the whole picture. */
  aspect: number | null;
  /** 1 takes as much as fits, 4 a quarter of it in each direction. */
  zoom: number;
  /** Middle of what is kept, from 0 to 1. */
  x: number;
  y: number;
}

export const wholePicture: Crop = { aspect: null, zoom: 1, x: 0.5, y: 0.5 };
export const mostZoom = 4;

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/**
 * The rectangle that a crop keeps, in pixels of the picture; it never leaves the picture.
 * @param size of the picture in pixels
 */
export function rectangleOf(
  crop: Crop,
  size: { width: number; height: number },
): { left: number; top: number; width: number; height: number } {
  const aspect = crop.aspect ?? size.width / size.height;
  const zoom = within(crop.zoom, 1, mostZoom);
  const width = Math.min(size.width, size.height * aspect) / zoom;
  const height = width / aspect;
  return {
    left: within(crop.x * size.width - width / 2, 0, size.width - width),
    top: within(crop.y * size.height - height / 2, 0, size.height - height),
    width,
    height,
  };
}

/**
 * Moves what is kept by a part of its own width and height, and no further than the picture's edge.
 * @param by fractions of what is kept, to the right and down
 */
export function moved(crop: Crop, by: { x: number; y: number }, size: { width: number; height: number }): Crop {
  const { width, height } = rectangleOf(crop, size);
  const [halfX, halfY] = [width / size.width / 2, height / size.height / 2];
  return {
    ...crop,
    x: within(within(crop.x, halfX, 1 - halfX) + (by.x * width) / size.width, halfX, 1 - halfX),
    y: within(within(crop.y, halfY, 1 - halfY) + (by.y * height) / size.height, halfY, 1 - halfY),
  };
}

/** Moves one of a list's items to another place. */
export function reordered<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  const item = items[from];
  return item === undefined ? rest : [...rest.slice(0, to), item, ...rest.slice(to)];
}
