import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import { hanCharacters } from './han-characters.ts';

/**
 * Makes the font files of the pages: `node scripts/fonts/make-fonts.ts`. Run it after the Chinese words have changed a lot;
 * a test tells when a character of theirs is missing.
 */
const folder = join(import.meta.dirname, '../../web/fonts');
const { resolve } = createRequire(import.meta.url);
const besley = dirname(resolve('@fontsource-variable/besley/package.json'));
const noto = join(dirname(resolve('@embedpdf/fonts-sc')), '..');

/** One weight for all headings. */
const weight = 650;
const ownInOneFile = 100;
const commonInOneFile = 160;

/** The first file has what English headings need; pages load the others where a letter of theirs stands. */
const latinFaces = {
  'besley-basic': { source: 'besley-latin', from: [0x20, 0x7e], more: '–—‘’“”…·•×→−é' },
  'besley-latin': { source: 'besley-latin', from: [0xa1, 0xff], more: 'ıŒœ€' },
  'besley-latin-ext': { source: 'besley-latin-ext', from: [0x100, 0x17f], more: 'ȘșȚț₺₽' },
} as const;

const charactersIn = ([first, last, ...more]: readonly number[]): string =>
  first === undefined || last === undefined
    ? ''
    : String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index)) +
      charactersIn(more);

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

/** Each character once, and none of the others. */
const without = (characters: string, others: string): string =>
  [...new Set(characters)].filter((character) => !others.includes(character)).join('');

/** Characters as CSS names them, neighbours as one range. */
const rangeOf = (characters: Iterable<string>): string => {
  const codes = [...new Set([...characters].map(codeOf))].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const code of codes) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === code - 1) run[1] = code;
    else runs.push([code, code]);
  }
  return runs.map(([a, b]) => (a === b ? `U+${a.toString(16)}` : `U+${a.toString(16)}-${b.toString(16)}`)).join(', ');
};

interface Face {
  family: string;
  file: string;
  weights: string;
  characters: string;
}

const ruleOf = ({ family, file, weights, characters }: Face): string => `@font-face {
  font-family: ${JSON.stringify(family)};
  font-weight: ${weights};
  font-display: swap;
  src: url("./${file}") format("woff2");
  unicode-range: ${rangeOf(characters)};
}
`;

const writeFace = async (font: Buffer, face: Face): Promise<string> => {
  const isVariable = face.family === 'Besley';
  const bytes = await subsetFont(font, face.characters, {
    targetFormat: 'woff2',
    noLayoutClosure: !isVariable,
    ...(isVariable ? { variationAxes: { wght: weight } } : {}),
  });
  await writeFile(join(folder, face.file), bytes);
  process.stdout.write(
    `${face.file}  ${(bytes.length / 1_000).toFixed(1)} kB, ${[...face.characters].length} characters\n`,
  );
  return ruleOf(face);
};

const slices = (characters: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size),
  );

const notice = '/* Made by scripts/fonts/make-fonts.ts. */\n';

await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) if (file.endsWith('.woff2')) await rm(join(folder, file));
await copyFile(join(besley, 'LICENSE'), join(folder, 'OFL-besley.txt'));
await copyFile(join(noto, 'LICENSE'), join(folder, 'OFL-noto-sans.txt'));

const latin: string[] = [];
let given = '';
for (const [name, { source, from, more }] of Object.entries(latinFaces)) {
  const letters = await readFile(join(besley, `files/${source}-wght-normal.woff2`));
  const characters = without(charactersIn(from) + more, given);
  given += characters;
  latin.push(await writeFace(letters, { family: 'Besley', file: `${name}.woff2`, weights: '500 800', characters }));
}
await writeFile(join(folder, 'latin.css'), notice + latin.join(''));

const { own, common } = await hanCharacters();
const source = await readFile(join(noto, 'fonts/NotoSansHans-Bold.otf'));
const han: string[] = [];
for (const characters of [...slices(own, ownInOneFile), ...slices(common, commonInOneFile)]) {
  const file = `han-${String(han.length).padStart(2, '0')}.woff2`;
  han.push(await writeFace(source, { family: 'Vouch Han', file, weights: '500 900', characters: characters.join('') }));
}
await writeFile(join(folder, 'han.css'), notice + han.join(''));
