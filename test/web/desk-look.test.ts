import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { digestOf } from '../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { decodeProfile } from '../../protocol/profile.ts';
import { shopSections } from '../../protocol/theme.ts';
import { draftOf, isReadable, moved, palettes, themeOf } from '../../web/islands/desk/look/theme-draft.ts';
import { desk as words } from '../../web/locales/en/islands/desk.ts';
import { seriousFaults } from './axe.ts';
import { listings } from './fixtures.ts';
import { deskBench, openDesk } from './support/desk-bench.ts';
import { listed, profile } from './support/listed-shop.ts';
import { untilTrue } from './support/until-true.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

test('a form says what the profile will say, and nothing where the shop looks like any other', () => {
  const plain = draftOf(profile);
  assert.equal(themeOf(plain), undefined);
  const accent = palettes[0];
  const theme = themeOf({ ...plain, accent, sections: moved(plain.sections, 1, -1), featured: ['mug'] });
  assert.deepEqual(theme, { accent, featured: ['mug'], sections: ['goods', 'featured', ...shopSections.slice(2)] });
  assert.deepEqual(draftOf({ theme }).accent, accent);
  assert.equal(isReadable({ ...plain, accent: { light: '#eeeeee', dark: '#eeeeee' } }), false);
  for (const each of palettes) assert.ok(isReadable({ ...plain, accent: each }), each.light);
});

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

test('a seller chooses colours and order, sees them at once, and publishes them with the catalogue', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const uploaded = listed(desk);
  let published: Buffer | undefined;
  desk.answers['/catalogues'] = (body) => {
    published = body;
    return { version: 4, changed: 0, removed: 0 };
  };
  await openDesk(page, desk, '/desk/look');
  await page.getByRole('button', { name: 'Colours 1' }).click();
  const button = page.locator('.look-page-light .look-button');
  await untilTrue(
    page,
    "getComputedStyle(document.querySelector('.look-page-light .look-button')).backgroundColor === 'rgb(138, 52, 24)'",
  );
  assert.equal(await button.evaluate((element) => getComputedStyle(element).color), 'rgb(255, 255, 255)');
  const link = page.locator('.look-page-dark .look-link');
  assert.equal(await link.evaluate((element) => getComputedStyle(element).color), 'rgb(240, 165, 138)');
  assert.deepEqual(await seriousFaults(page), []);

  await page.getByLabel('On light pages').fill('#f0f0f0');
  await page.getByText('too faint').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Publish the look' }).isDisabled());
  await page.getByRole('button', { name: 'Colours 2' }).click();
  await page.getByRole('button', { name: 'Move Reviews up' }).click();
  await page.getByLabel('Add a listing').selectOption({ index: 1 });
  await page.getByRole('button', { name: /^Do not show .* first$/ }).waitFor();
  await page.getByLabel('Choose a picture').setInputFiles({
    name: 'head.png',
    mimeType: 'image/png',
    buffer: Buffer.from(onePixel, 'base64'),
  });
  await page.getByRole('button', { name: 'Take it away' }).waitFor();
  // Nothing of it is lost when the page is loaded again.
  await page.reload();
  await page.getByText(words['edit.begun']).waitFor();
  await page.getByRole('button', { name: /^Do not show .* first$/ }).waitFor();
  await page.getByRole('button', { name: 'Publish the look' }).click();
  await page.getByText('Published. Every node shows it').waitFor();

  assert.ok(published !== undefined);
  const documents = [...uploaded.values()];
  const roots = documents.map((bytes) => decodeCatalogueRoot(bytes)).filter((root) => root.ok);
  const [root] = roots;
  assert.ok(root?.ok && root.value.version === 4 && root.value.profile !== null);
  const next = decodeProfile(uploaded.get(digestOf(root.value.profile)) ?? new Uint8Array());
  assert.ok(next.ok);
  assert.deepEqual(next.value.texts, profile.texts);
  assert.deepEqual(next.value.theme?.accent, palettes[1]);
  assert.deepEqual(next.value.theme?.sections?.slice(0, 4), ['featured', 'goods', 'reviews', 'record']);
  assert.deepEqual(next.value.theme?.featured, [listings[0]?.handle]);
  assert.equal(next.value.theme?.header?.sources.length, 3);
  await page.reload();
  await page.getByRole('button', { name: 'Publish the look' }).waitFor();
  assert.equal(await page.getByText(words['edit.begun']).count(), 0);
  assert.deepEqual(faults, []);
});
