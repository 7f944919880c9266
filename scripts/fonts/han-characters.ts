import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');
/** Longer texts are sentences, which the system's own fonts show. */
const headingCharacters = 18;
/** Marks of Chinese text; they come with the first file. */
const marks = '、。，：；！？（）《》“”‘’「」·—…％￥';

const isHan = (character: string): boolean => /\p{Script=Han}/u.test(character);

/** Texts between single quotes in a dictionary's source. */
const textsIn = (source: string): string[] =>
  [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'/g)].map(([, text = '']) => text);

const sourcesOf = async (pattern: string): Promise<string[]> => {
  const files = await Array.fromAsync(glob(pattern, { cwd: project }));
  return Promise.all(files.sort().map((file) => readFile(join(project, file), 'utf8')));
};

/** The most common Chinese characters: the first level of GB 2312, by pinyin. */
const commonCharacters = (): string[] => {
  const decoder = new TextDecoder('gb18030');
  const rows = Array.from({ length: 0xd7 - 0xb0 + 1 }, (_, index) => 0xb0 + index);
  const all = rows.flatMap((row) =>
    Array.from({ length: 94 }, (_, index) => decoder.decode(Uint8Array.of(row, 0xa1 + index))),
  );
  return all.filter(isHan);
};

const rank = (texts: readonly string[]): string[] => {
  const seen = new Map<string, number>();
  for (const text of texts)
    for (const character of new Set(text)) if (isHan(character)) seen.set(character, (seen.get(character) ?? 0) + 1);
  return [...seen]
    .sort(([a, often], [b, seldom]) => seldom - often || (a < b ? -1 : 1))
    .map(([character]) => character);
};

const without = (characters: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return characters.filter((character) => !known.has(character));
};

/** Every Chinese character of our own words. */
export const dictionaryCharacters = async (): Promise<string[]> =>
  rank((await sourcesOf('web/locales/zh-CN/**/*.ts')).flatMap(textsIn));

/**
 * Characters that Chinese headings are set in, those of our own short words first and the most frequent at the head,
 * then those of the demo market, then all common ones: a page loads few of the files that are made of them.
 * @returns `own` from our words with the marks, `common` all others
 */
export async function hanCharacters(): Promise<{ own: string[]; common: string[] }> {
  const texts = (await sourcesOf('web/locales/zh-CN/**/*.ts')).flatMap(textsIn);
  const short = rank(texts.filter((text) => text.length <= headingCharacters));
  const own = [...short, ...without(rank(texts), short)];
  const goods = rank((await sourcesOf('scripts/demo/**/*.ts')).flatMap(textsIn));
  const rest = [...without(goods, own), ...without(commonCharacters(), [...own, ...goods])];
  return { own: [...marks, ...own], common: rest };
}
