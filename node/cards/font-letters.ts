/** Formats of OpenType's table of characters: segments of the whole of Unicode. */
const SEGMENTED_COVERAGE = 12;
const GROUP_BYTES = 12;

/**
 * Reads which characters an OpenType font has a glyph for, from its `cmap` table.
 * @param font the bytes of a `.otf` or `.ttf` file
 * @returns their code points
 * @throws RangeError when the font has no table of all of Unicode
 */
export function lettersOf(font: Buffer): Set<number> {
  const cmap = tableAt(font, 'cmap');
  const subtables = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, index) => cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4),
  );
  const table = subtables.find((at) => font.readUInt16BE(at) === SEGMENTED_COVERAGE);
  if (table === undefined) throw new RangeError('the font has no table of all of Unicode');
  const letters = new Set<number>();
  for (let group = 0; group < font.readUInt32BE(table + 12); group++) {
    const at = table + 16 + group * GROUP_BYTES;
    for (let code = font.readUInt32BE(at); code <= font.readUInt32BE(at + 4); code++) letters.add(code);
  }
  return letters;
}

function tableAt(font: Buffer, name: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const at = 12 + index * 16;
    if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8);
  }
  throw new RangeError(`the font has no table ${name}`);
}
