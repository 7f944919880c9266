import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VouchError } from '../../protocol/errors.ts';
import type { ImportIssue } from '../../protocol/products/import-reasons.ts';
import { shopSettingsSchema } from '../../protocol/products/shop-settings.ts';
import { makeDrafts, picturesByName, planImport } from '../../web/islands/desk/import/plan-import.ts';
import { readProducts } from '../../web/islands/desk/import/read-file.ts';
import { addressOf } from './fixtures.ts';
import { contextOf } from './support/drafts.ts';

const older = `Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src
mug,Speckled mug,"<p>For <b>slow</b> mornings</p>",Colour,Oat,MUG-OAT,5,24.50,https://cdn.example/mug_oat_600x.jpg?v=2
mug,,,,Ink,MUG-INK,2,26,
bowl,Bowl,,,,BOWL,1,free,
jar,Jar,,,,JAR,3,12,https://cdn.example/none.png
`;
const newer = `URL handle,Title,Description,Option1 name,Option1 value,SKU,Inventory quantity,Price,Product image URL
mug,Speckled mug,"<p>For <b>slow</b> mornings</p>",Colour,Oat,MUG-OAT,5,24.50,https://cdn.example/mug_oat_600x.jpg?v=2
mug,,,,Ink,MUG-INK,2,26,
`;
const { shop, token, arbitrator } = contextOf();
const context = {
  shop,
  token,
  arbitrator,
  settings: shopSettingsSchema.parse({ language: 'en' }),
  soldOf: (handle: string) => (handle === 'jar' ? 4 : 0),
};
const read = async (text: string) => {
  const issues: ImportIssue[] = [];
  return { products: await readProducts({ name: 'goods.csv', text }, (issue) => issues.push(issue)), issues };
};

test('a page reads both dialects alike, and tells by line what is left out before anything is sent', async () => {
  const { products, issues } = await read(older);
  const plan = await planImport(products, context, { pictures: new Set(['mug_oat']), issues });
  assert.deepEqual(
    plan.drafts.map(({ draft, pictures }) => [
      draft.listing.handle,
      draft.offers.map(({ priceUnits }) => priceUnits),
      pictures,
    ]),
    [
      ['mug', ['24500000', '26000000'], ['mug_oat']],
      ['jar', ['12000000'], []],
    ],
  );
  assert.equal(plan.drafts[1]?.draft.offers[0]?.maxSold, 7);
  assert.equal(plan.drafts[0]?.draft.listing.texts.en?.description, 'For **slow** mornings');
  assert.deepEqual(
    plan.issues.map(({ line, handle, severity }) => [line, handle, severity]),
    [
      [4, 'bowl', 'refused'],
      [4, 'bowl', 'refused'],
      [5, 'jar', 'warning'],
    ],
  );
  const other = await planImport((await read(newer)).products, context, { pictures: new Set(['mug_oat']), issues: [] });
  assert.deepEqual(other.drafts[0]?.draft, plan.drafts[0]?.draft);
});

test('pictures of a folder are found by name, and each is sent once', async () => {
  const folder = picturesByName([{ name: 'MUG_OAT.webp' }, { name: 'other.png' }]);
  const { products } = await read(older.replace('none.png', 'mug_oat.png'));
  const sent: string[] = [];
  const progress: number[] = [];
  const image = {
    sources: [
      {
        cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
        width: 8,
        height: 8,
        bytes: 90,
        type: 'image/webp' as const,
      },
    ],
  };
  const drafts = await makeDrafts(products, context, {
    pictures: folder,
    upload: async ({ name }) => {
      sent.push(name);
      return image;
    },
    onIssue: () => undefined,
    onProgress: (done) => progress.push(done),
  });
  assert.deepEqual(sent, ['MUG_OAT.webp']);
  assert.deepEqual(progress, [1, 2, 3]);
  assert.deepEqual(
    drafts.map(({ listing }) => [listing.shop, listing.images.length]),
    [
      [addressOf('c7'), 1],
      [addressOf('c7'), 1],
    ],
  );
});

test('a file that is no product file is refused with what it lacks', async () => {
  const codeOf = async (text: string): Promise<string> =>
    read(text).then(
      () => 'none',
      (error: unknown) => (error instanceof VouchError ? error.code : String(error)),
    );
  assert.equal(await codeOf('Name,Cost\nmug,2\n'), 'csv.column_missing');
  assert.equal(await codeOf(''), 'csv.malformed');
  assert.equal(await codeOf(older), 'none');
});
