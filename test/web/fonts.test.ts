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

/** What each file of Chinese letters covers, by its name without an ending. */
async function hanFiles(): Promise<Map<string, (character: string) => boolean>> {
  const css = await readFile(join(folder, 'han.css'), 'utf8');
  return new Map(
    [...css.matchAll(/\/(han-\d+)\.woff2"\).+?unicode-range: ([^;]+);/gs)].map(([, name = '', range = '']) => {
      const spans = [...range.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(([, first = '', last = first]) => [
        Number.parseInt(first, 16),
        Number.parseInt(last, 16),
      ]);
      const covers = (character: string): boolean => {
        const code = character.codePointAt(0) ?? 0;
        return spans.some(([first = 0, last = 0]) => first <= code && code <= last);
      };
      return [name, covers];
    }),
  );
}

test('the letters that ship have every Chinese character of our own words', async () => {
  const files = [...(await hanFiles()).values()];
  const has = (character: string): boolean => files.some((covers) => covers(character));
  const characters = await dictionaryCharacters();
  assert.ok(characters.length > 500);
  const missing = characters.filter((character) => !has(character));
  assert.deepEqual(missing, [], 'run: node scripts/fonts/make-fonts.ts');
  assert.ok(!has('龘'), 'a rare character is left to the device');
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
  const han = await hanFiles();
  const families = { en: 'Besley', 'zh-CN': 'Vouch Han' };
  for (const [locale, family] of Object.entries(families)) {
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
    const shown = [...((await page.evaluate('document.body.innerText')) as string)];
    const loadedHan = [...files].map((url) => /han-\d+/.exec(url)?.[0]).filter((name) => name !== undefined);
    // A device without Chinese letters of its own takes ours for all words, not for headings alone.
    for (const name of loadedHan)
      assert.ok(shown.some(han.get(name) ?? (() => false)), `${name} has nothing of this page`);
    assert.ok(loadedHan.length < han.size, `${locale} loads all ${han.size} files`);
    const others = files.size - loadedHan.length;
    assert.ok(others >= 1 && others <= 2, `${locale} loads ${others} files of Latin letters`);
    await page.close();
  }
});
