import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { dictionaryCharacters } from '../../scripts/fonts/han-characters.ts';
import { startPageServer } from './page-server.ts';
import { loadRenderer } from './renderer.ts';

const folder = join(import.meta.dirname, '../../web/fonts');
/** What pages fetch at once besides their styles. */
const firstFontBytes = 15_000;
const hanFontBytes = 45_000;

test('the letters that ship have every Chinese character of our own words', async () => {
  const css = await readFile(join(folder, 'han.css'), 'utf8');
  const ranges = [...css.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(([, first = '', last = first]) => [
    Number.parseInt(first, 16),
    Number.parseInt(last, 16),
  ]);
  const has = (code: number): boolean => ranges.some(([first = 0, last = 0]) => first <= code && code <= last);
  const characters = await dictionaryCharacters();
  assert.ok(characters.length > 500);
  const missing = characters.filter((character) => !has(character.codePointAt(0) ?? 0));
  assert.deepEqual(missing, [], 'run: node scripts/fonts/make-fonts.ts');
  assert.ok(!has('龘'.codePointAt(0) ?? 0), 'a rare character is left to the device');
});

test('no font file is large, and their licences lie beside them', async () => {
  const files = await readdir(folder);
  for (const file of files.filter((name) => name.endsWith('.woff2'))) {
    const { size } = await stat(join(folder, file));
    assert.ok(size <= (file === 'besley-basic.woff2' ? firstFontBytes : hanFontBytes), `${file}: ${size} bytes`);
  }
  for (const licence of ['OFL-besley.txt', 'OFL-noto-sans.txt'])
    assert.match(await readFile(join(folder, licence), 'utf8'), /SIL OPEN FONT LICENSE Version 1\.1/);
});

test('headings are set in our letters, and a page fetches only the files that it needs', async (context) => {
  const renderer = await loadRenderer();
  const server = await startPageServer(renderer);
  const browser = await startBrowser();
  context.after(async () => {
    await browser.close();
    server.stop();
  });
  const cases = [
    { locale: 'en', family: 'Besley', least: 1, most: 2 },
    { locale: 'zh-CN', family: 'Vouch Han', least: 2, most: 14 },
  ];
  for (const { locale, family, least, most } of cases) {
    const page = await browser.newPage();
    const files = new Set<string>();
    page.on('response', (response) => {
      if (response.url().endsWith('.woff2') && response.ok()) files.add(response.url());
    });
    await page.goto(`${server.origin}/page/${locale}/light/home`, { waitUntil: 'networkidle' });
    const loaded = (await page.evaluate(
      "document.fonts.ready.then((fonts) => [...fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('\"', '')))",
    )) as string[];
    assert.ok(loaded.includes(family), `${locale} loads ${loaded}`);
    assert.ok(files.size >= least && files.size <= most, `${locale} loads ${files.size} files`);
    await page.close();
  }
});
