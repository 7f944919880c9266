/**
 * The type of a stored picture from its first bytes; only what the image encoder makes.
 * @returns undefined for anything else, so that no other block is ever shown by a browser
 */
export function imageTypeOf(bytes: Uint8Array): 'image/webp' | 'image/avif' | undefined {
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp';
  if (ascii(4, 12) === 'ftypavif') return 'image/avif';
  return undefined;
}
