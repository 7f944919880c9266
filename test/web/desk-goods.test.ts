import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { decodeListing } from '../../protocol/listing.ts';
import { desk as words } from '../../web/locales/en/islands/desk.ts';
import { seriousFaults } from './axe.ts';
import { deskBench, openDesk } from './support/desk-bench.ts';
import { entriesIn, listed } from './support/listed-shop.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

const handle = 'speckled-mug';
const group = { groupPrice: '20', size: 3, hours: 48, leaderPercent: 2, groupCommission: 3 };

test('changes of price and stock outlive the page until they are published', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  listed(desk);
  desk.shop = { ...desk.shop, version: 3 };
  desk.answers['/catalogues'] = () => ({ version: 7, changed: 1, removed: 0 });
  await openDesk(page, desk, '/desk/goods');
  const price = page.getByRole('textbox', { name: `Price of ${handle} ONE in dUSD` });
  const stock = page.getByRole('spinbutton', { name: `Stock of ${handle} ONE` });
  await price.fill('30');
  await stock.fill('4');
  await stock.press('Tab');
  const publish = page.getByRole('button', { name: 'Sign and publish 1 change' });
  await publish.waitFor();
  await page.reload();
  await publish.waitFor();
  assert.equal(await price.inputValue(), '30');
  assert.equal(await stock.inputValue(), '4');
  assert.deepEqual(await seriousFaults(page), []);
  // Meanwhile somebody else published: what they changed stays.
  const uploaded = listed(desk, { commissionPercent: 9 }, 6);
  await publish.click();
  await page.getByText('Published as version 7.').waitFor();
  await publish.waitFor({ state: 'detached' });
  const root = [...uploaded.values()].map(decodeCatalogueRoot).find(({ ok }) => ok);
  assert.equal(root?.ok && root.value.version, 7);
  assert.deepEqual(
    entriesIn(uploaded).map(({ terms }) => terms.commissionBps),
    [900],
  );
  assert.deepEqual(
    entriesIn(uploaded).map(({ offers }) => offers),
    [[{ code: 'ONE', priceUnits: '30000000', maxSold: 4 }]],
  );
  await page.reload();
  await price.waitFor();
  assert.equal(await publish.count(), 0);
  // What the shop lists no longer is not changed either.
  await page.evaluate(() => {
    const name = Object.keys(localStorage).find((key) => key.startsWith('vouch.edits.')) ?? 'vouch.edits.none';
    localStorage.setItem(name, JSON.stringify({ offers: [], removed: ['gone'] }));
  });
  await page.reload();
  await price.waitFor();
  assert.equal(await publish.count(), 0);
  assert.deepEqual(faults, []);
});

test('a copy of a listing becomes a listing of its own, and is kept apart from other drafts', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const uploaded = listed(desk, { group });
  desk.shop = { ...desk.shop, version: 3 };
  desk.answers['/catalogues'] = () => ({ version: 4, changed: 1, removed: 0 });
  await page.setViewportSize({ width: 390, height: 844 });
  await openDesk(page, desk, '/desk/goods');
  const link = page.getByRole('link', { name: `Copy ${handle}` });
  assert.equal(await link.getAttribute('href'), `/desk/goods/edit?copy=${handle}`);
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0);
  await page.goto(`${desk.origin}/desk/edit?copy=${handle}`);
  await page.getByText(words['edit.copied']).waitFor();
  const title = page.getByRole('textbox', { name: words['new.title'] });
  assert.equal(await title.inputValue(), 'Speckled mug');
  await title.fill('Blue mug');
  await page.reload();
  await page.getByText(words['edit.begun']).waitFor();
  assert.equal(await title.inputValue(), 'Blue mug');
  await page.goto(`${desk.origin}/desk/goods`);
  const begun = page.getByRole('link', { name: `a copy of ${handle}` });
  assert.equal(await begun.getAttribute('href'), `/desk/goods/edit?copy=${handle}`);
  await page.goto(`${desk.origin}/desk/edit?copy=${handle}`);
  await page.getByText(words['edit.begun']).waitFor();
  await page.getByRole('button', { name: words['edit.publish'], exact: true }).click();
  await page.waitForURL('**/desk/goods');
  const [before, copy] = ['speckled-mug', 'blue-mug'].map((wanted) =>
    entriesIn(uploaded).find((entry) => entry.handle === wanted),
  );
  assert.ok(before && copy);
  assert.deepEqual(copy.offers, before.offers);
  assert.equal(copy.offers[0]?.group?.size, 3);
  await page.getByRole('link', { name: `Copy ${handle}` }).waitFor();
  assert.equal(await begun.count(), 0);
  assert.deepEqual(faults, []);
});

test('goods that are saved as a file import as they were, with a price that the file changes', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const uploaded = listed(desk, { group, zones: [{ countries: ['DE'], first: '3.50' }] });
  desk.shop = { ...desk.shop, version: 3 };
  desk.answers['/catalogues'] = () => ({ version: 4, changed: 1, removed: 0 });
  await openDesk(page, desk, '/desk/goods');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words['goods.save'] }).click(),
  ]);
  await page.getByText(words['goods.saved']).waitFor();
  assert.equal(download.suggestedFilename(), 'goods.csv');
  const text = await readFile(await download.path(), 'utf8');
  assert.match(text, /,24\.5,/);
  await openDesk(page, desk, '/desk/import?lang=zh-CN');
  await page.locator('input[accept=".csv,text/csv"]').setInputFiles({
    name: 'goods.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text.replace(',24.5,', ',26,')),
  });
  await page.getByRole('button', { name: '发布 1 件商品' }).click();
  await page.getByText('文件已发布。').waitFor();
  const documents = [...uploaded.values()].flatMap((bytes) => {
    const decoded = decodeListing(bytes);
    return decoded.ok ? [decoded.value] : [];
  });
  assert.deepEqual(
    documents.map(({ texts, delivery }) => [texts, delivery[0]?.firstUnits]),
    [[{ en: { title: 'Speckled mug', description: 'For **slow** mornings.' } }, '3500000']],
  );
  const [entry] = entriesIn(uploaded);
  assert.deepEqual(
    entry?.offers.map(({ priceUnits, maxSold, group: kept }) => [priceUnits, maxSold, kept?.priceUnits]),
    [['26000000', 7, '20000000']],
  );
  assert.deepEqual(faults, []);
});

test('offers have coupons, and lead to the group prices of listings, which are set there and published', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const uploaded = listed(desk);
  desk.shop = { ...desk.shop, version: 3 };
  desk.answers['/catalogues'] = () => ({ version: 4, changed: 1, removed: 0 });
  await page.setViewportSize({ width: 390, height: 844 });
  await openDesk(page, desk, '/desk/offers');
  const sign = page.getByRole('button', { name: words['coupons.sign'] });
  const day = page.getByRole('region', { name: words['coupons.title'] }).getByLabel(words['coupons.last_day']);
  await page.getByText(words['coupons.new'], { exact: true }).click();
  await day.fill('2020-01-01');
  await sign.click();
  assert.equal(await day.evaluate((field: HTMLInputElement) => field.validity.rangeUnderflow), true);
  await day.fill('2999-12-31');
  await sign.click();
  // What was made stands where the form was, with its link to copy.
  await page.getByRole('list', { name: words['coupons.list'] }).getByRole('button').first().waitFor();
  await sign.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: words['offer.groups_go'] }).click();
  await page.getByRole('textbox', { name: `${words['offer.group_price']} (dUSD)` }).fill('20');
  await page.getByRole('button', { name: words['offer.edit_set'] }).click();
  await page.getByText(words['offer.edit_changed']).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0);
  await page.getByRole('button', { name: 'Sign and publish 1 change' }).click();
  await page.getByText('Published as version 4.').waitFor();
  assert.deepEqual(
    entriesIn(uploaded).map(({ offers }) => offers[0]?.group?.priceUnits),
    ['20000000'],
  );
  // Nothing is known here of allied shops, nor of how often the coupon was used.
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('404')),
    [],
  );
});
