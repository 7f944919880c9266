import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { importProducts } from '../../../node/shop/import-products.ts';
import type { Page } from '../../../protocol/api/common.ts';
import type { HeldHeadView, ListingDetail, ListingSummary } from '../../../protocol/api/listing.ts';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import { shopSettingsSchema } from '../../../protocol/products/shop-settings.ts';
import { runCli } from '../../support/cli.ts';
import { getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { addressOf, keyOf, person } from '../../support/people.ts';
import { indexed, mint, openShop, WHOLE } from '../../support/shop.ts';
import { until } from '../../support/until.ts';

const shop = addressOf(person('seller'));
let market: TestMarket;
let csv: string;
let images: string;

const header =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src,Variant Image\n';
/** Six products of eight rows, of which one has no price and one is not published. */
const products = (cupPrice = '24.50') =>
  `${header}cup,Tea cup,<p>A <b>cup</b>.</p><script>alert(1)</script>,Kiln,Cups,"tea, blue",true,Size,Small,CUP-S,5,${cupPrice},https://cdn.example/files/cup_grande.jpg?v=1,
cup,,,,,,,,Large,CUP-L,3,31.00,,https://cdn.example/files/cup.jpg
bowl,Bowl,<p>A bowl.</p>,Kiln,Bowls,,true,Title,Default Title,,10,18,https://cdn.example/files/bowl.png,
vase,Vase,,Kiln,Vases,,true,Title,Default Title,VASE,1,120,https://cdn.example/files/absent.jpg,
broken,Broken,,Kiln,,,true,Title,Default Title,BRK,1,,,
draft,Draft,,Kiln,,,false,Title,Default Title,DRF,1,5,,
=cmd,=HYPERLINK("http://x"),,Kiln,,,true,Title,Default Title,=1+1,1,5,,
dish,Dish,,Kiln,,,true,Title,Default Title,DISH,2,9.99,,
`;

before(async () => {
  market = await startMarket();
  const { block } = await mint(market, market.account('seller'), 700n * WHOLE);
  await indexed(market.client, block);
  csv = path.join(market.folder, 'products.csv');
  images = path.join(market.folder, 'photos');
  await mkdir(path.join(images, 'more'), { recursive: true });
  await writeFile(csv, products());
  const picture = (background: string) => sharp({ create: { width: 700, height: 500, channels: 3, background } });
  await picture('navy').jpeg().toFile(path.join(images, 'cup.jpg'));
  await picture('olive')
    .png()
    .toFile(path.join(images, 'more', 'bowl.png'));
});
after(() => market.stop());

const vouch = (...args: string[]) =>
  runCli(['shop', ...args], { VOUCH_KEY: keyOf('seller'), VOUCH_NODE: market.node.url });
const read = <T>(url: string) => getJson<T>(`${market.node.url}/api/v1/${url}`);
const listings = async () => (await read<Page<ListingSummary>>(`listings?shop=${shop}&limit=100`)).items;
const version = async () => (await read<HeldHeadView>(`heads/${shop}`)).catalogue.version;
/** What identifies the contents of a catalogue, whatever its version. */
const contents = async () => {
  const summaries = await listings();
  const details = await Promise.all(summaries.map(({ cid }) => read<ListingDetail>(`listings/${cid}`)));
  return details
    .map(({ cid, variants }) => ({ cid, offers: variants.map(({ offer }) => offer) }))
    .sort((a, b) => a.cid.localeCompare(b.cid));
};

test('a shop is opened with its profile, its key for details and its deposit', async () => {
  const missing = await vouch('open', '--deposit', '500');
  assert.deepEqual([missing.code, missing.err.split(':')[0]], [1, 'option.missing']);
  const { code, out, err } = await vouch('open', '--name', 'Blue Kiln', '--tagline', 'Cups', '--deposit', '500');
  assert.equal(code, 0, err);
  assert.equal(out, `${shop}\n`);
  assert.match(err, /Opened the shop 0x[0-9a-f]{40}\.\nDeposited 500 \w+\.\n/);
  const detail = await until('the shop with its name', async () => {
    const found = await read<ShopDetail>(`shops/${shop}`).catch(() => undefined);
    return found?.names.en === 'Blue Kiln' && found.deposits.length > 0 ? found : undefined;
  });
  assert.equal(detail.deposits[0]?.stakedUnits, (500n * WHOLE).toString());
  assert.match(detail.encryptionKey, /^0x(?!0{64})[0-9a-f]{64}$/);
});

test('opening again adds to the deposit, and asks for no more than there is', async () => {
  const more = await vouch('open', '--deposit', '100');
  assert.equal(more.code, 0, more.err);
  assert.match(more.err, /is open already\.\nDeposited 100/);
  const tooMuch = await vouch('open', '--deposit', '100.000001');
  assert.equal(tooMuch.code, 1);
  assert.match(tooMuch.err, /^token\.balance_too_small: .* holds 100 /);
});

test('a dry run reports everything and publishes nothing', async () => {
  const { code, out } = await vouch('import', csv, '--images', images, '--dry-run');
  assert.equal(code, 2);
  assert.match(out, /^8 rows, 7 products: 5 imported, 2 refused; 4 remarks\.\nNothing was published\.\n$/);
  assert.equal((await fetch(`${market.node.url}/api/v1/heads/${shop}`)).status, 404);
});

test('an import publishes what can be sold and reports the rest by line, field and reason', async () => {
  const { code, out, err } = await vouch('import', csv, '--images', images, '--json');
  assert.equal(code, 2, err);
  const result = JSON.parse(out);
  assert.deepEqual([result.rows, result.products, result.imported], [8, 7, 5]);
  assert.deepEqual(
    result.issues.map(({ line, handle, field, severity }: Record<string, unknown>) => [line, handle, field, severity]),
    [
      [5, 'vase', 'image', 'warning'],
      [6, 'broken', 'price', 'refused'],
      [6, 'broken', 'variants', 'refused'],
      [7, 'draft', 'published', 'refused'],
    ],
  );
  assert.deepEqual(result.published, { version: 1, changed: 5, removed: 0 });
  const items = await listings();
  assert.deepEqual(items.map(({ handle }) => handle).sort(), ['bowl', 'cmd', 'cup', 'dish', 'vase']);
  const cup = await read<ListingDetail>(`listings/${items.find(({ handle }) => handle === 'cup')?.cid}`);
  assert.equal(cup.descriptions.en, 'A **cup**.');
  assert.deepEqual(
    cup.variants.map(({ code: sku, left, image, offer }) => [sku, left, image, offer.priceUnits]),
    [
      ['CUP-S', 5, null, '24500000'],
      ['CUP-L', 3, 0, '31000000'],
    ],
  );
  const [source] = cup.images[0]?.sources ?? [];
  await until('the picture', async () => (await fetch(`${market.node.url}/image/${source?.cid}`)).ok);
});

test('a second run changes nothing', async () => {
  const was = await version();
  const { code, out } = await vouch('import', csv, '--images', images);
  assert.equal(code, 2);
  assert.match(out, /Nothing was published\.\n$/);
  assert.equal(await version(), was);
});

test('a changed price moves one entry and leaves every listing document as it is', async () => {
  const before = await contents();
  const edited = path.join(market.folder, 'edited.csv');
  await writeFile(edited, products('26.00'));
  const { out } = await vouch('import', edited, '--images', images);
  assert.match(out, /Version 2: 1 changed, 0 removed\.\n$/);
  const after_ = await contents();
  assert.deepEqual(
    after_.map(({ cid }) => cid),
    before.map(({ cid }) => cid),
  );
  const moved = after_.filter(({ offers }, index) => offers[0]?.priceUnits !== before[index]?.offers[0]?.priceUnits);
  assert.deepEqual(
    moved.map(({ offers }) => offers[0]?.priceUnits),
    ['26000000'],
  );
});

test('an export imports to the same catalogue', async () => {
  const exported = path.join(market.folder, 'exported.csv');
  const { code, err } = await vouch('export', '--out', exported);
  assert.equal(code, 0, err);
  assert.match(err, /5 listings written to /);
  const was = await contents();
  const again = await vouch('import', exported);
  assert.equal(again.code, 0, again.err);
  assert.match(again.out, /5 products: 5 imported, 0 refused; 0 remarks\.\nNothing was published\.\n$/);
  assert.deepEqual(await contents(), was);
  const piped = await vouch('export');
  assert.equal(piped.out, await readFile(exported, 'utf8'));
  // A spreadsheet must not run what a seller, or an import of a stranger's file, put into a cell.
  assert.doesNotMatch(piped.out, /(^|,)"?=1\+1/m);
});

test('with --replace, what the file does not name goes, and what it names badly stays', async () => {
  const fewer = path.join(market.folder, 'fewer.csv');
  await writeFile(
    fewer,
    `${header}cup,Cup,,,,,true,Title,Default Title,CUP,1,1,,\nvase,Vase,,,,,true,Title,Default Title,VASE,1,free,,\n`,
  );
  const { code, out } = await vouch('import', fewer, '--replace');
  assert.equal(code, 2);
  assert.match(out, /1 changed, 3 removed\.\n$/);
  assert.deepEqual((await listings()).map(({ handle }) => handle).sort(), ['cup', 'vase']);
});

test('files that are no product lists are refused whole', async () => {
  const was = await version();
  for (const [text, expected] of [
    ['', 'csv.malformed'],
    ['a,b\n1,2\n', 'csv.column_missing'],
    ['Handle,Title\ncup,Cup\n', 'csv.column_missing'],
  ]) {
    const file = path.join(market.folder, 'wrong.csv');
    await writeFile(file, text ?? '');
    const { code, err } = await vouch('import', file);
    assert.deepEqual([code, err.split(':')[0]], [1, expected]);
  }
  const absent = await vouch('import', path.join(market.folder, 'absent.csv'));
  assert.deepEqual([absent.code, absent.err.split(':')[0]], [1, 'csv.not_found']);
  const noImages = await vouch('import', csv, '--images', path.join(market.folder, 'absent'));
  assert.deepEqual([noImages.code, noImages.err.split(':')[0]], [1, 'images.not_found']);
  assert.equal(await version(), was);
});

test('a shop that no node holds, and a shop that is not open, are told apart', async () => {
  const unknown = await runCli(['shop', 'export', '--shop', addressOf(person('buyer')), '--node', market.node.url]);
  assert.deepEqual([unknown.code, unknown.err.split(':')[0]], [1, 'shop.not_found']);
  const stranger = await runCli(['shop', 'import', csv, '--node', market.node.url], { VOUCH_KEY: keyOf('buyer') });
  assert.equal(stranger.code, 1);
  assert.match(stranger.err, /shop\.stake_too_small: /);
});

test('an import with many pictures is published in parts that add up', async () => {
  const seller = await openShop(market, { seller: 1, name: 'Second' });
  const result = await importProducts({
    file: csv,
    imageDirectory: images,
    client: market.client,
    account: seller.account,
    shop: undefined,
    settings: shopSettingsSchema.parse({}),
    replace: true,
    dryRun: false,
    partBytes: 1,
    clock: () => Math.floor(Date.now() / 1_000),
    onProgress: () => undefined,
  });
  assert.equal(result.published?.changed, 5);
  assert.ok((result.published?.version ?? 0) > 1);
  const { items } = await read<Page<ListingSummary>>(`listings?shop=${seller.address}`);
  assert.equal(items.length, 5);
});
