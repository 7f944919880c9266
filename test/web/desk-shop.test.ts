import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { getAddress } from 'viem';
import { cidOf, DAG_CBOR, digestOf } from '../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { decodeListing } from '../../protocol/listing.ts';
import { decodeProfile } from '../../protocol/profile.ts';
import { desk as words } from '../../web/locales/en/islands/desk.ts';
import { desk as chinese } from '../../web/locales/zh-CN/islands/desk.ts';
import { until } from '../support/until.ts';
import { seriousFaults } from './axe.ts';
import { deskBench, openDesk, owner } from './support/desk-bench.ts';
import { entriesIn, listed, profile as listedProfile } from './support/listed-shop.ts';
import { takeCatalogues } from './support/taken-catalogues.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

/** What browsers write of what is not there yet. */
const real = (faults: readonly string[]): string[] => faults.filter((each) => !each.includes('404'));
const button = (name: string) => ({ name, exact: true });

test('a newcomer opens a shop in five steps, and comes back to the step where the page was left', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const taken = takeCatalogues(desk);
  const { chain } = desk;
  const called = (name: string) => chain.sent.filter(({ functionName }) => functionName === name);
  const profiles: Uint8Array[] = [];
  desk.answers['/contents'] = (body) => {
    profiles.push(new Uint8Array(body));
    const cid = cidOf(new Uint8Array(body), DAG_CBOR);
    return { cid: cid.toString(), digest: digestOf(cid) };
  };
  // The node tells of the shop what the chain was told so far.
  const whole = desk.shop;
  desk.answers[`/shops/${owner}`] = () => {
    if (called('open').length === 0) return undefined;
    const staked = called('stake').length > 0;
    const [deposit] = whole.deposits;
    assert.ok(deposit);
    return {
      ...whole,
      names: { en: 'Attic' },
      listings: taken.listings.length,
      deposits: staked ? [{ ...deposit, stakedUnits: '500000000' }] : [],
    };
  };
  let key = { publisher: null as string | null, allowed: false, createdAt: null as number | null };
  desk.answers[`/desk/${owner}/publisher`] = () => {
    key = { ...key, allowed: called('setPublisher').length > 0 };
    if (key.publisher === null) key = { publisher: `0x${'5e'.repeat(20)}`, allowed: false, createdAt: 1 };
    return key;
  };

  await page.goto(`${desk.origin}/sell`);
  await page.getByRole('button', { name: 'Test purse' }).click();
  const name = page.getByRole('textbox', { name: words['profile.name'] });
  const open = page.getByRole('button', button(words['desk.open']));
  await open.click();
  await page.getByText(words['problem.empty']).first().waitFor();
  assert.equal(await name.getAttribute('aria-invalid'), 'true');
  assert.deepEqual(chain.sent, []);
  await name.fill('Attic');
  await open.click();

  const slider = page.getByRole('slider', { name: words['opening.deposit_slider'] });
  await slider.waitFor();
  const [first] = profiles;
  assert.ok(first);
  const profile = decodeProfile(first);
  assert.ok(profile.ok);
  assert.equal(profile.value.texts.en?.name, 'Attic');
  assert.equal(called('open')[0]?.args[0], digestOf(cidOf(first, DAG_CBOR)));
  const covered = page.locator('.exposure-count').nth(1);
  await covered.getByText('25 open orders').waitFor();
  await slider.press('End');
  await page.getByText('which is too little', { exact: false }).waitFor();
  const put = page.getByRole('button', { name: /^Put down/ });
  assert.equal(await put.isDisabled(), true);
  await slider.press('Home');
  await covered.getByText('0 open orders').waitFor();
  await page.reload();
  await slider.waitFor();
  assert.equal(await slider.inputValue(), '0');
  for (let at = 0; at < 9; at += 1) await slider.press('ArrowRight');
  assert.deepEqual(await seriousFaults(page), []);
  await put.click();

  const zone = page.getByRole('textbox', { name: words['zone.name'] });
  await zone.waitFor();
  assert.equal(called('stake')[0]?.args[1], 90_000_000n);
  await zone.fill('Bike courier');
  await page.getByRole('button', button(words['opening.next'])).click();

  await page.getByRole('button', button(words['opening.key_skip'])).waitFor();
  await page.getByRole('button', button(words['publisher.allow'])).click();
  await page.getByText('The node signs for the shop with the key', { exact: false }).waitFor();
  assert.deepEqual(called('setPublisher')[0]?.args, [getAddress(`0x${'5e'.repeat(20)}`), true]);
  await page.getByRole('button', button(words['opening.next'])).click();

  await page.getByRole('textbox', { name: words['new.title'] }).fill('Oak spoon');
  await page.locator('[name="variants.0.price"]').fill('12.50');
  await page.getByRole('button', button(words['edit.publish_by_node'])).click();
  await until('the listing at the node', async () => taken.asked.length === 1);
  await page.getByRole('link', { name: words['desk.go'] }).waitFor();
  assert.equal(taken.listings[0]?.texts.en?.title, 'Oak spoon');
  assert.equal(taken.listings[0]?.delivery[0]?.name.en, 'Bike courier');
  assert.deepEqual(
    chain.sent.map(({ functionName }) => functionName),
    ['open', 'stake', 'setPublisher'],
  );
  assert.deepEqual(real(faults), []);
});

test('settings change profile, delivery, key and staff, each with one question', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const uploaded = listed(desk);
  const { chain } = desk;
  const documents = () => [...uploaded.values()];
  const heads: Buffer[] = [];
  desk.answers['/catalogues'] = (body) => ({ version: 3 + heads.push(body), changed: 1, removed: 0 });
  const mei = `0x${'7a'.repeat(20)}`;
  let key: string | null = null;
  desk.shop = { ...desk.shop, version: 3, publishers: [] };
  desk.answers[`/shops/${owner}`] = () => {
    const calls = chain.sent.filter(({ functionName }) => functionName === 'setPublisher');
    const publishers = new Map(calls.map(({ args }) => [String(args[0]).toLowerCase(), args[1]]));
    return { ...desk.shop, publishers: [...publishers].filter(([, allowed]) => allowed).map(([each]) => each) };
  };
  desk.answers[`/desk/${owner}/publisher`] = (_, method) => {
    if (method === 'PUT') key = `0x${'5e'.repeat(20)}`;
    if (method === 'DELETE') key = null;
    return { publisher: key, allowed: chain.sent.length > 0, createdAt: key === null ? null : 1 };
  };
  desk.answers[`/shops/${owner}/replicas`] = () => undefined;
  await page.setViewportSize({ width: 390, height: 844 });
  await openDesk(page, desk, '/desk/settings');

  const name = page.getByRole('textbox', { name: words['profile.name'] });
  await name.waitFor();
  assert.equal(await name.inputValue(), 'Kiln & Kettle');
  await name.fill('Kiln');
  await page.reload();
  await page.getByText(words['edit.begun']).waitFor();
  assert.equal(await name.inputValue(), 'Kiln');
  await page.getByRole('button', button(words['edit.discard'])).click();
  await page.getByText(words['edit.begun']).waitFor({ state: 'detached' });
  assert.equal(await name.inputValue(), 'Kiln & Kettle');
  await name.fill('Kiln & Kettle & Co');
  await page.getByRole('button', button(words['profile.publish'])).click();
  await page.getByText(words['profile.published']).waitFor();
  const profiles = documents().flatMap((bytes) => {
    const decoded = decodeProfile(bytes);
    return decoded.ok ? [decoded.value] : [];
  });
  assert.deepEqual(
    profiles.map(({ texts }) => texts.en),
    [{ ...listedProfile.texts.en, name: 'Kiln & Kettle & Co' }],
  );

  const first = page.getByRole('textbox', { name: words['new.firstDelivery'] });
  await first.fill('free');
  await page.getByRole('button', { name: 'Use this for 1 listing' }).click();
  await page.getByText(words['problem.amount']).waitFor();
  await first.fill('4.90');
  await page.getByRole('button', { name: 'Use this for 1 listing' }).click();
  await page.getByText(words['delivery.published']).waitFor();
  const listings = documents().flatMap((bytes) => {
    const decoded = decodeListing(bytes);
    return decoded.ok ? [decoded.value] : [];
  });
  assert.deepEqual(
    listings.map(({ delivery }) => delivery[0]?.firstUnits),
    ['4900000'],
  );
  assert.equal(heads.length, 2);
  assert.deepEqual(chain.sent, []);

  await page.getByRole('button', button(words['publisher.make'])).click();
  await page.getByText('The node signs for the shop with the key', { exact: false }).waitFor();
  const staff = page.getByRole('list', { name: words['staff.title'] });
  await staff.getByText(words['publisher.name']).waitFor();
  await page.getByLabel(words['staff.name']).fill('Mei');
  await page.getByLabel(words['staff.account'], { exact: true }).fill(mei.toUpperCase().replace('0X', '0x'));
  await page.getByRole('button', button(words['staff.add'])).click();
  await staff.getByText('Mei').waitFor();
  await page.getByRole('button', { name: 'Remove Mei' }).click();
  await staff.getByText('Mei').waitFor({ state: 'detached' });
  await page.getByRole('button', button(words['publisher.take_back'])).click();
  await page.getByText(words['publisher.none']).waitFor();
  await page.getByText(words['staff.none']).waitFor();
  assert.deepEqual(
    chain.sent.map(({ args }) => [String(args[0]).toLowerCase(), args[1]]),
    [
      [`0x${'5e'.repeat(20)}`, true],
      [mei, true],
      [mei, false],
      [`0x${'5e'.repeat(20)}`, false],
    ],
  );
  assert.equal(documents().filter((bytes) => decodeCatalogueRoot(bytes).ok).length, 2);
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(real(faults), []);
});

const made = `Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src
mug,Speckled mug,"<p>For <b>slow</b> mornings</p>",Colour,Oat,MUG-OAT,5,24.50,https://cdn.example/mug.jpg
mug,,,,Ink,MUG-INK,2,26,
bowl,<img src=x onerror=alert(1)>,,,,BOWL,1,free,
jar,Jar,,,,JAR,3,12,https://cdn.example/broken.png
`;

test('a product file is shown with its problems before anything is sent, and published with its pictures', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-import-'));
  context.after(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'mug.jpg'), 'mug');
  await writeFile(path.join(folder, 'broken.png'), 'broken');
  const uploaded = listed(desk, { zones: [{ countries: ['DE', 'AT'], first: '3.50' }] });
  desk.shop = { ...desk.shop, version: 3 };
  const sources = desk.answers['/images'];
  desk.answers['/images'] = (...asked) => (String(asked[0]) === 'mug' ? sources?.(...asked) : undefined);
  desk.answers['/catalogues'] = () => ({ version: 4, changed: 2, removed: 0 });
  await openDesk(page, desk, '/desk/import');
  const file = page.getByLabel(words['import.file']);
  await file.setInputFiles({ name: 'notes.csv', mimeType: 'text/csv', buffer: Buffer.from('Name,Cost\nmug,2\n') });
  await page.getByRole('alert').getByText('csv.column_missing').waitFor();
  await file.setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(made) });
  const problems = page.getByRole('region', { name: words['import.problems'] });
  await problems.getByText('the price “free” is not an amount', { exact: false }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
  assert.deepEqual(await problems.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.textContent)), [
    '2mugImported without it. mug is not in the picture folder',
    '4bowlLeft out. the price “free” is not an amount such as 12.50',
    '4bowlLeft out. has no variant that can be sold',
    '5jarImported without it. broken is not in the picture folder',
  ]);
  await page.getByLabel(words['import.pictures'], { exact: true }).setInputFiles(folder);
  await page.getByText('2 pictures chosen').waitFor();
  await problems.getByText('picture folder').first().waitFor({ state: 'detached' });
  assert.deepEqual(uploaded.size, 0);
  assert.deepEqual(await seriousFaults(page), []);
  const delivery = page.getByRole('textbox', { name: words['new.firstDelivery'] });
  assert.equal(await delivery.inputValue(), '3.5');
  await delivery.fill('dear');
  await page.getByRole('spinbutton', { name: words['new.shipWithinDays'] }).fill('31');
  const publish = page.getByRole('button', { name: 'Publish 2 listings' });
  await publish.click();
  await page.getByText(words['problem.amount']).waitFor();
  await page.getByText('At most 30.').waitFor();
  await page.locator('[name=shipWithinDays]:focus').waitFor();
  assert.deepEqual(uploaded.size, 0);
  await delivery.fill('4.90');
  await page.getByRole('spinbutton', { name: words['new.shipWithinDays'] }).fill('2');
  await publish.click();
  await page.getByText(words['import.done']).waitFor();
  await problems.getByText('broken cannot be used as a picture (page.not_found)', { exact: false }).waitFor();
  const listings = [...uploaded.values()].flatMap((bytes) => {
    const decoded = decodeListing(bytes);
    return decoded.ok ? [decoded.value] : [];
  });
  assert.deepEqual(listings.map(({ handle, images, variants }) => [handle, images.length, variants.length]).sort(), [
    ['jar', 0, 1],
    ['mug', 1, 2],
  ]);
  for (const { delivery: zones } of listings)
    assert.deepEqual(
      zones.map(({ countries, firstUnits }) => [countries, firstUnits]),
      [[['DE', 'AT'], '4900000']],
    );
  const terms = entriesIn(uploaded).filter(({ handle }) => ['jar', 'mug'].includes(handle));
  assert.deepEqual(
    terms.map((entry) => entry.terms.shipWithinSeconds),
    [172_800, 172_800],
  );
  assert.deepEqual(real(faults), []);
});

const apparel = path.resolve('../shared/data/shopify/apparel.csv');
test('a real export says in Chinese what it becomes, also on a phone', {
  skip: !existsSync(apparel) && 'the folder ../shared/data/shopify is not here',
}, async (context) => {
  const { desk, page, faults } = await bench.open(context);
  listed(desk);
  desk.shop = { ...desk.shop, version: 3 };
  await page.setViewportSize({ width: 390, height: 844 });
  await openDesk(page, desk, '/desk/import?lang=zh-CN');
  await page.getByLabel(chinese['import.file']).setInputFiles(apparel);
  const reasons = page.locator('.import-reason span');
  await reasons.first().waitFor();
  await page.getByRole('button', { name: '发布 24 件商品' }).waitFor();
  for (const reason of await reasons.allTextContents()) assert.match(reason, /\p{Script=Han}/u);
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0);
  assert.deepEqual(real(faults), []);
});
