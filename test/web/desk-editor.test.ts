import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCategories } from '../../indexer/search/find-categories.ts';
import { desk as words } from '../../web/locales/en/islands/desk.ts';
import { desk as chinese } from '../../web/locales/zh-CN/islands/desk.ts';
import { seriousFaults } from './axe.ts';
import { deskBench, openDesk, owner } from './support/desk-bench.ts';
import { takeCatalogues } from './support/taken-catalogues.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

/** What browsers write of a shop that has no catalogue yet. */
const real = (faults: readonly string[]): string[] => faults.filter((each) => !each.includes('404'));

test('a listing with options is written, checked at its fields, kept, and published without a wallet', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const taken = takeCatalogues(desk);
  await openDesk(page, desk, '/desk/edit');
  const publish = page.getByRole('button', { name: words['edit.publish_by_node'], exact: true });
  const title = page.getByRole('textbox', { name: words['new.title'] });
  await publish.click();
  await page.getByText(words['problem.empty']).first().waitFor();
  assert.equal(await title.getAttribute('aria-invalid'), 'true');
  await page.locator('[name="texts.en.title"]:focus').waitFor();
  assert.equal(taken.asked.length, 0);
  assert.deepEqual(await seriousFaults(page), []);

  await title.fill('Walking shirt');
  const box = page.getByRole('combobox', { name: words['edit.category_search'] });
  await box.fill('polo shirts zzz');
  await page.getByText(words['edit.category_none']).waitFor();
  await box.fill('shirts');
  const options = page.getByRole('listbox', { name: words['edit.category_list'] }).getByRole('option');
  await options.nth(1).waitFor();
  const [wanted] = findCategories('shirts').slice(1);
  await box.press('ArrowDown');
  await page.locator('[role=option][aria-selected=true]:nth-of-type(2)').waitFor();
  assert.equal(await box.getAttribute('aria-activedescendant'), await options.nth(1).getAttribute('id'));
  assert.equal(await options.nth(1).getAttribute('aria-selected'), 'true');
  assert.deepEqual(await seriousFaults(page), []);
  await box.press('Enter');
  await page
    .locator('.category-now')
    .getByText(wanted?.names.en ?? '', { exact: true })
    .waitFor();
  assert.equal(await options.count(), 0);
  await page.getByRole('button', { name: words['edit.add_option'] }).click();
  await page.getByRole('textbox', { name: 'Name of the option (English)' }).fill('Size');
  await page.getByRole('textbox', { name: 'Value 1 (English)' }).fill('M');
  await page.getByRole('button', { name: words['edit.add_value'] }).click();
  await page.getByRole('textbox', { name: 'Value 2 (English)' }).fill('L');
  const row = page.getByRole('row', { name: /^L / });
  await page.getByRole('row', { name: /^M / }).getByRole('textbox').first().fill('30');
  await row.getByRole('textbox').first().fill('32.5');
  await row.getByRole('spinbutton').fill('4');

  await page.reload();
  await page.getByText(words['edit.begun']).waitFor();
  assert.equal(await title.inputValue(), 'Walking shirt');
  const preview = page.getByRole('complementary', { name: words['preview.title'] });
  await preview.getByRole('button', { name: 'L', exact: true }).click();
  await preview.getByText('32.50 dUSD').waitFor();
  await publish.click();
  await page.waitForURL('**/desk/goods');

  const [listing] = taken.listings;
  assert.equal(listing?.texts.en?.title, 'Walking shirt');
  assert.equal(listing?.category, wanted?.category);
  assert.deepEqual(
    listing?.options.map(({ name, values }) => [name.en, values.map(({ en }) => en)]),
    [['Size', ['M', 'L']]],
  );
  assert.equal(taken.asked.length, 1);
  assert.equal(taken.asked.at(0)?.version, 1);
  assert.deepEqual(taken.roots, [taken.asked.at(0)?.root]);
  assert.deepEqual(desk.chain.sent, []);
  assert.deepEqual(real(faults), []);
});

test('on a phone nothing is wider than the screen, and whoever does not work there is told so', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  takeCatalogues(desk);
  await page.setViewportSize({ width: 390, height: 844 });
  await openDesk(page, desk, '/desk/edit?lang=zh-CN');
  await page.getByRole('button', { name: '添加规格，例如尺码' }).click();
  await page.getByRole('table').waitFor();
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0);
  assert.deepEqual(await seriousFaults(page), []);

  const other = `0x${'7a'.repeat(20)}`;
  desk.answers[`/shops/${other}`] = () => ({ ...desk.shop, address: other, publishers: [] });
  await page.goto(`${desk.origin}/desk/goods?shop=${other}`);
  await page.getByText(words['choose.not_staff']).waitFor();
  desk.answers[`/shops/${other}`] = () => ({ ...desk.shop, address: other, publishers: [owner] });
  desk.answers[`/desk/${other}/publisher`] = () => ({ publisher: null, allowed: false, createdAt: null });
  await page.goto(`${desk.origin}/desk/settings?shop=${other}`);
  await page.getByText(words['desk.staff'], { exact: true }).waitFor();
  await page.getByText(words['desk.owner_only']).waitFor();
  assert.equal(await page.getByRole('button', { name: words['staff.add'], exact: true }).count(), 0);
  assert.deepEqual(real(faults), []);
});

test('where a category lies is told in one language, by the levels that have a name in it', async (context) => {
  const { desk, page } = await bench.open(context);
  takeCatalogues(desk);
  await openDesk(page, desk, '/desk/edit?lang=zh-CN');
  await page.getByRole('combobox', { name: chinese['edit.category_search'] }).fill('art brushes');
  const option = page.getByRole('option').filter({ hasText: 'Art Brushes' }).first();
  await option.waitFor();
  assert.equal(await option.locator('.small').innerText(), '艺术与娱乐 › 爱好与创意艺术');
});
