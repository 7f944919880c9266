import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { importCodes, importReason } from '../../../protocol/products/import-reasons.ts';
import { importFile, withCsv } from './product-fixture.ts';

const header =
  'Handle,Title,Body (HTML),Vendor,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src';
const importText = (text: string, options?: Parameters<typeof importFile>[1]) =>
  withCsv(text, (file) => importFile(file, options));

test('rows of one handle become one listing with variants', async () => {
  const { drafts, issues, rows } = await importText(
    `${header}\nshirt,Shirt,<p>Soft</p>,Ann,true,Size,S,SH-S,3,19.99,\nshirt,,,,,,M,SH-M,0,21,\nmug,Mug,,,true,Title,Default Title,,,8.5,\n`,
  );
  assert.equal(rows, 3);
  assert.deepEqual(issues, []);
  const [shirt, mug] = drafts;
  assert.equal(shirt?.listing.texts.en?.description, 'Soft');
  assert.deepEqual(shirt?.listing.options, [{ name: { en: 'Size' }, values: [{ en: 'S' }, { en: 'M' }] }]);
  assert.deepEqual(shirt?.offers, [
    { code: 'SH-S', priceUnits: '19990000', maxSold: 3 },
    { code: 'SH-M', priceUnits: '21000000', maxSold: 0 },
  ]);
  assert.deepEqual(mug?.listing.options, []);
  assert.equal(mug?.offers[0]?.code, 'default-title');
});

test("the newer dialect's headers are read too", async () => {
  const { drafts } = await importText(
    'Title,URL handle,Description,SKU,Price,Inventory quantity\nMug,mug,Blue,M-1,8.50,4\n',
  );
  assert.equal(drafts[0]?.listing.handle, 'mug');
  assert.deepEqual(drafts[0]?.offers, [{ code: 'M-1', priceUnits: '8500000', maxSold: 4 }]);
});

test('stock counts from what was sold', async () => {
  const { drafts } = await importText(`${header}\nmug,Mug,,,true,,,M-1,4,8.50,\n`, { soldOf: () => 7 });
  assert.equal(drafts[0]?.offers[0]?.maxSold, 11);
});

const refused: [name: string, row: string, line: number, field: string, reason: RegExp][] = [
  ['no handle', ',Mug,,,true,,,M,1,8.50,', 2, 'handle', /no handle/],
  ['a price of zero', 'mug,Mug,,,true,,,M,1,0.00,', 2, 'price', /above zero/],
  ['no price', 'mug,Mug,,,true,,,M,1,,', 2, 'price', /no price/],
  ['a negative price', 'mug,Mug,,,true,,,M,1,-3,', 2, 'price', /below zero/],
  ['too many decimals', 'mug,Mug,,,true,,,M,1,0.0000001,', 2, 'price', /decimal/],
  ['a price in words', 'mug,Mug,,,true,,,M,1,ten,', 2, 'price', /not an amount/],
  ['an unpublished product', 'mug,Mug,,,false,,,M,1,8.50,', 2, 'published', /not published/],
  ['no title', 'mug,,,,true,,,M,1,8.50,', 2, 'texts.en.title', /title/],
  [
    'a title that is too long',
    `mug,${'x'.repeat(limits.titleCharacters + 1)},,,true,,,M,1,8.50,`,
    2,
    'texts.en.title',
    /title/,
  ],
  [
    'a SKU that is too long',
    `mug,Mug,,,true,,,${'x'.repeat(limits.skuCodeCharacters + 1)},1,8.50,`,
    2,
    'variant',
    /64 characters/,
  ],
];
for (const [name, row, line, field, reason] of refused) {
  test(`a row with ${name} is refused by line and reason, the others go through`, async () => {
    const { drafts, issues } = await importText(`${header}\n${row}\ngood,Good,,,true,,,G,1,2.00,\n`);
    assert.deepEqual(
      drafts.map(({ listing }) => listing.handle),
      ['good'],
    );
    const issue = issues.find((each) => each.field === field);
    assert.equal(issue?.line, line);
    assert.equal(issue?.severity, 'refused');
    assert.match(issue === undefined ? '' : importReason(issue, 'en'), reason);
  });
}

test('a title at the limit is taken', async () => {
  const { drafts } = await importText(`${header}\nmug,${'x'.repeat(limits.titleCharacters)},,,true,,,M,1,8.50,\n`);
  assert.equal(drafts.length, 1);
});

test('a repeated SKU is refused with its own line, after a row with line breaks', async () => {
  const { drafts, issues } = await importText(
    `${header}\nmug,Mug,"<p>a\n\nb</p>",,true,Size,S,M,1,8.50,\nmug,,,,,,L,M,1,9.50,\n`,
  );
  assert.equal(drafts[0]?.offers.length, 1);
  assert.deepEqual(issues, [
    {
      line: 5,
      handle: 'mug',
      field: 'variant',
      code: 'variant_repeats',
      details: { code: 'M' },
      severity: 'refused',
    },
  ]);
});

test('quotes in the wrong place are taken as they stand', async () => {
  const { drafts, issues } = await importText(
    `${header}\nmug,5" mug,,,true,,,B,1,1.00,\ngood,Good,,,true,,,G,1,2.00,\n`,
  );
  assert.deepEqual(
    drafts.map(({ listing }) => listing.texts.en?.title),
    ['5" mug', 'Good'],
  );
  assert.deepEqual(issues, []);
});

test('a row that is too large is reported and the rows before it go through', async () => {
  const { drafts, issues } = await importText(
    `${header}\ngood,Good,,,true,,,G,1,2.00,\nbig,Big,${'x'.repeat(1_100_000)},,true,,,B,1,1.00,\n`,
  );
  assert.deepEqual(
    drafts.map(({ listing }) => listing.handle),
    ['good'],
  );
  assert.deepEqual([...new Set(issues.map(({ code }) => code))], ['row_too_long']);
});

test('HTML of a stranger never reaches a listing as HTML', async () => {
  const { drafts } = await importText(
    `${header}\nmug,<b>Mug</b>,"<script>alert(1)</script><p onclick=x>Hi</p>",,true,,,M,1,8.50,\n`,
  );
  assert.equal(drafts[0]?.listing.texts.en?.description, 'Hi');
});

test('a missing picture is a warning', async () => {
  const { drafts, issues } = await importText(
    `${header}\nmug,Mug,,,true,,,M,1,8.50,https://example.org/mug.jpeg?v=1\n`,
  );
  assert.equal(drafts.length, 1);
  assert.deepEqual(
    issues.map((issue) => [issue.line, issue.severity, importReason(issue, 'en'), importReason(issue, 'zh-CN')]),
    [[2, 'warning', 'mug is not in the picture folder', '图片文件夹中没有 mug']],
  );
});

test('a file without the needed columns or without anything is refused as a whole', async () => {
  const code = (expected: string) => (error: unknown) => error instanceof VouchError && error.code === expected;
  await assert.rejects(importText('Name,Cost\nMug,8\n'), code('csv.column_missing'));
  await assert.rejects(importText(''), code('csv.malformed'));
  await assert.rejects(importFile('/nowhere/products.csv'), code('csv.not_found'));
});

test('every reason names its details in both languages', () => {
  for (const code of importCodes) {
    const texts = (['en', 'zh-CN'] as const).map((language) => importReason({ code, details: {} }, language));
    const [en, zh] = texts.map((text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort());
    assert.deepEqual(en, zh, code);
    assert.match(texts[1] ?? '', /\p{Script=Han}/u, code);
  }
});
