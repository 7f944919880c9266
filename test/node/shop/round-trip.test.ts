import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { exportHeaderRow, exportRows } from '../../../node/shop/export-rows.ts';
import { reencodeImage } from '../../../node/store/image-encoder.ts';
import { deliveriesOf, deliveryHash } from '../../../protocol/delivery.ts';
import { encodeListing } from '../../../protocol/listing.ts';
import type { Draft } from '../../../protocol/products/draft.ts';
import { arbitrator, importFile, shop, token, withCsv } from './product-fixture.ts';

const shopify = path.resolve(import.meta.dirname, '../../../../shared/data/shopify');
const skip = existsSync(shopify) ? false : 'the folder ../shared/data/shopify is not here';

const exported = (drafts: readonly Draft[]): string =>
  exportHeaderRow() +
  drafts
    .map((draft) =>
      exportRows(draft, {
        language: 'en',
        decimals: token.decimals,
        imageBase: 'http://node.example/image/',
        soldOf: () => 2,
      }),
    )
    .join('');

async function sameAfterRoundTrip(drafts: readonly Draft[]): Promise<void> {
  // What else the importer usually sells in does not matter: the file says its language itself.
  const again = await withCsv(exported(drafts), (file) =>
    importFile(file, { soldOf: () => 2, settings: { language: 'zh-CN' } }),
  );
  assert.deepEqual(again.issues, []);
  assert.deepEqual(
    again.drafts.map(({ listing }) => encodeListing(listing).cid.toString()),
    drafts.map(({ listing }) => encodeListing(listing).cid.toString()),
  );
  assert.deepEqual(
    again.drafts.map(({ offers, terms }) => ({ offers, terms })),
    drafts.map(({ offers, terms }) => ({ offers, terms })),
  );
}

test('an export of a listing in two languages imports to the same listing', async () => {
  const picture = await sharp({ create: { width: 700, height: 500, channels: 3, background: '#36c' } })
    .png()
    .toBuffer();
  const { image } = await reencodeImage(picture);
  const delivery: Draft['listing']['delivery'] = [
    {
      zone: 'world',
      name: { en: 'World', 'zh-CN': '全球' },
      countries: ['*'],
      firstUnits: '5000000',
      furtherUnits: '1000000',
      minDays: 3,
      maxDays: 9,
    },
  ];
  await sameAfterRoundTrip([
    {
      listing: {
        v: 1,
        type: 'listing',
        shop,
        handle: 'blue-cup',
        kind: 'shipped',
        texts: {
          en: { title: 'Blue cup', description: 'A *cup*.\n\n* odd bullet\n* second\n\n<b>no tag</b> =1+1' },
          'zh-CN': { title: '蓝色杯子', description: '手工制作。' },
        },
        brand: 'Kiln',
        category: 674,
        tags: ['cup', '杯子'],
        images: [{ ...image, alt: { en: 'a cup', 'zh-CN': '杯子' } }],
        options: [
          {
            name: { en: 'Colour', 'zh-CN': '颜色' },
            values: [
              { en: 'Sky', 'zh-CN': '天蓝' },
              { en: 'Ink', 'zh-CN': '墨蓝' },
            ],
          },
        ],
        variants: [
          { code: '=CUP-1', values: [0], image: 0, grams: 320 },
          { code: 'CUP-2', values: [1], barcode: '-12345' },
        ],
        delivery,
        place: { country: 'CN', city: { en: 'Jingdezhen', 'zh-CN': '景德镇' } },
      },
      terms: {
        token: token.address,
        kind: 'shipped',
        shipWithinSeconds: 86_400,
        inspectWithinSeconds: 172_800,
        coverageBps: 3_000,
        commissionBps: 700,
        parentBps: 1_000,
        hostBps: 50,
        arbitrator,
        delivery: deliveryHash(deliveriesOf(delivery)),
      },
      offers: [
        { code: '=CUP-1', priceUnits: '12500000', maxSold: 12 },
        { code: 'CUP-2', priceUnits: '13000001', maxSold: 2 },
      ],
    },
  ]);
});

for (const [name, products, imported] of [
  ['apparel', 25, 24],
  ['jewelry', 19, 19],
  ['snowdevil', 278, 277],
] as const) {
  test(`${name}.csv imports ${imported} of ${products} products, and its export imports to the same catalogue`, {
    skip,
  }, async () => {
    const { drafts, issues } = await importFile(path.join(shopify, `${name}.csv`));
    assert.equal(drafts.length, imported);
    assert.equal(
      new Set(issues.filter(({ severity }) => severity === 'refused').map(({ handle }) => handle)).size,
      products - imported,
    );
    await sameAfterRoundTrip(
      drafts.map((draft) => ({
        ...draft,
        offers: draft.offers.map((offer) => ({ ...offer, maxSold: offer.maxSold + 2 })),
      })),
    );
  });
}

test('every picture of apparel.csv that the folder has is found and re-encoded', { skip }, async () => {
  const { drafts, issues } = await importFile(path.join(shopify, 'apparel.csv'), {
    images: path.join(shopify, 'images'),
  });
  const pictures = drafts.flatMap(({ listing }) => listing.images);
  assert.ok(pictures.length >= 40, `${pictures.length} pictures`);
  assert.ok(pictures.every(({ sources }) => sources.every(({ type, bytes }) => type === 'image/webp' && bytes > 0)));
  assert.ok(issues.filter(({ field }) => field === 'image').length <= 10);
});
