import { crc32, deflateSync } from 'node:zlib';
import type { Brush } from './brush.ts';

const TILE = 128;

/** Repeatable number from 0 to 1 for a lattice point; the lattice wraps, so tiles join without a seam. */
function lattice(x: number, y: number, period: number, salt: number): number {
  const column = ((x % period) + period) % period;
  const row = ((y % period) + period) % period;
  let mixed = Math.imul(column * 374761393 + row * 668265263 + salt * 2246822519, 1274126177);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 2246822519);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4294967296;
}

function valueNoise(x: number, y: number, period: number, salt: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fade = (t: number): number => t * t * (3 - 2 * t);
  const across = fade(x - column);
  const down = fade(y - row);
  const top = lattice(column, row, period, salt) * (1 - across) + lattice(column + 1, row, period, salt) * across;
  const bottom =
    lattice(column, row + 1, period, salt) * (1 - across) + lattice(column + 1, row + 1, period, salt) * across;
  return top * (1 - down) + bottom * down;
}

/** Height of pebbled leather: cells with creases between them. */
function pebbles(x: number, y: number): number {
  const period = 21;
  const [u, v] = [(x / TILE) * period, (y / TILE) * period];
  let nearest = 9;
  let second = 9;
  for (let row = Math.floor(v) - 1; row <= Math.floor(v) + 1; row++)
    for (let column = Math.floor(u) - 1; column <= Math.floor(u) + 1; column++) {
      const distance = Math.hypot(
        column + 0.15 + 0.7 * lattice(column, row, period, 1) - u,
        row + 0.15 + 0.7 * lattice(column, row, period, 2) - v,
      );
      if (distance < nearest) [nearest, second] = [distance, nearest];
      else if (distance < second) second = distance;
    }
  return Math.min(0.5, second - nearest) * 2 + valueNoise(u * 2, v * 2, period * 2, 3) * 0.5;
}

function fibres(x: number, y: number): number {
  return (
    valueNoise((x / TILE) * 42, (y / TILE) * 64, 64, 4) + valueNoise((x / TILE) * 64, (y / TILE) * 32, 64, 5) * 0.8
  );
}

function tooth(x: number, y: number): number {
  return (
    valueNoise((x / TILE) * 64, (y / TILE) * 64, 64, 6) * 0.8 +
    valueNoise((x / TILE) * 32, (y / TILE) * 32, 32, 7) * 0.5
  );
}

/** Threads that go over and under each other, sixteen a side, none quite straight. */
function threads(x: number, y: number): number {
  const size = TILE / 16;
  const wander = valueNoise(x / 16, y / 16, TILE / 16, 8) * 1.6;
  const over = (Math.floor(x / size) + Math.floor(y / size)) % 2 === 0;
  const across = Math.sin((((over ? y : x) % size) / size) * Math.PI);
  return across * 1.5 + wander + valueNoise(x / 2, y / 2, TILE / 2, 9) * 0.5;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** Lights a relief from the upper left and keeps it as a film of dark and light, so that it tints nothing: a PNG as a data address. */
function reliefFilm(heightAt: (x: number, y: number) => number, strength: number): string {
  const heights = Float32Array.from({ length: TILE * TILE }, (_, index) =>
    heightAt(index % TILE, Math.floor(index / TILE)),
  );
  const at = (x: number, y: number): number => heights[((y + TILE) % TILE) * TILE + ((x + TILE) % TILE)] ?? 0;
  const rows = Buffer.alloc(TILE * (TILE * 2 + 1));
  for (let y = 0; y < TILE; y++)
    for (let x = 0; x < TILE; x++) {
      const slope = (at(x + 1, y) - at(x - 1, y) + at(x, y + 1) - at(x, y - 1)) * strength;
      const place = y * (TILE * 2 + 1) + 1 + x * 2;
      rows[place] = slope > 0 ? 255 : 18;
      rows[place + 1] = Math.round(Math.min(150, Math.abs(slope) * (slope > 0 ? 60 : 105)) / 6) * 6;
    }
  const header = Buffer.from([0, 0, 0, TILE, 0, 0, 0, TILE, 8, 4, 0, 0, 0]);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const file = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${file.toString('base64')}`;
}

/** Films are drawn once, as pictures: a noise filter would be computed again for every shape that it fills. */
const FILMS = {
  leather: reliefFilm(pebbles, 0.6),
  felt: reliefFilm(fibres, 0.7),
  paper: reliefFilm(tooth, 0.22),
  weave: reliefFilm(threads, 0.6),
};

function filmPattern(brush: Brush, film: keyof typeof FILMS, size: number): string {
  return brush.share(
    film,
    (id) =>
      `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><image width="${size}" height="${size}" preserveAspectRatio="none" xlink:href="${FILMS[film]}"/></pattern>`,
  );
}

/** Grained leather. */
export function leatherGrain(brush: Brush): string {
  return filmPattern(brush, 'leather', 120);
}

/** Felt and wool: fine fibres. */
export function feltGrain(brush: Brush): string {
  return filmPattern(brush, 'felt', 84);
}

/** Kraft and art paper: barely there. */
export function paperGrain(brush: Brush): string {
  return filmPattern(brush, 'paper', 110);
}

/** Plain weave: canvas and table linen. */
export function canvasWeave(brush: Brush): string {
  return filmPattern(brush, 'weave', 112);
}

/** Fills shapes twice: once with colour, once with a texture over it. */
export function covered(shapes: (fill: string) => string, colour: string, texture: string): string {
  return shapes(colour) + shapes(texture);
}
