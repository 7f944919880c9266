import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { SuggestionsView } from '../../protocol/api/search.ts';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { suggestionGroups } from '../../web/islands/search/suggestion-options.ts';
import { finding as words } from '../../web/locales/en/islands/finding.ts';
import { createViews } from '../../web/view.ts';
import { seriousFaults } from './axe.ts';
import { listing, listings, shopDetail } from './fixtures.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { loadRenderer } from './renderer.ts';

let browser: Browser;
let server: PageServer;
before(async () => {
  server = await startPageServer(await loadRenderer());
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const none: SuggestionsView = { words: [], listings: [], shops: [], categories: [] };
const some: SuggestionsView = {
  words: ['tea', 'teapot'],
  categories: [{ category: 674, names: { en: 'Drinkware', 'zh-CN': '饮具' }, parent: 638, above: [] }],
  listings: listings.slice(0, 1).map(({ shop, handle, titles, image }) => ({ shop, handle, titles, image })),
  shops: [{ shop: shopDetail.address, names: shopDetail.names, logo: null }],
};

/** Opens a page whose node suggests the same for everything that begins with a `t`. */
async function open(context: TestContext, path: string): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.newPage();
  context.after(() => page.close());
  const asked: string[] = [];
  await page.route('**/api/v1/search/suggestions?**', async (route) => {
    const q = new URL(route.request().url()).searchParams.get('q') ?? '';
    asked.push(q);
    await route.fulfill({ json: q.startsWith('t') ? some : none });
  });
  await page.route('**/image/**', (route) => route.abort());
  await page.goto(`${server.origin}${path}`, { waitUntil: 'load' });
  return { page, asked };
}

test('the search box is a plain field until its reader goes there, then a combobox with what the node suggests', async (context) => {
  const { page } = await open(context, '/page/en/light/search-none');
  const box = page.locator('.search-box input[name=q]');
  assert.equal(await box.getAttribute('role'), null);
  await box.focus();
  await page.locator('.search-box input[role=combobox]').waitFor();
  await box.fill('te');
  await page.locator('[role=option]').first().waitFor();
  assert.deepEqual(await page.locator('[role=option]').allInnerTexts(), [
    'tea',
    'teapot',
    'Drinkware',
    'Speckled mug, 300 ml',
    'Kiln & Kettle',
  ]);
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  assert.match(await page.locator('.search-box [role=status]').innerText(), /^5 suggestions/);
  assert.deepEqual(await seriousFaults(page), []);
});

test('a category without a name in the reader’s language comes after the nearest above it that has one', () => {
  const above: SuggestionsView['categories'][number]['above'] = [
    { category: 536, names: { en: 'Home & Garden', 'zh-CN': '家居与园艺' }, parent: null },
    { category: 638, names: { en: 'Kitchen & Dining', 'zh-CN': '厨房与餐厅' }, parent: 536 },
    { category: 649, names: { en: 'Barware' }, parent: 638 },
  ];
  const found = { ...none, categories: [{ category: 6957, names: { en: 'Cocktail Shakers' }, parent: 649, above }] };
  const textIn = (locale: 'en' | 'zh-CN') =>
    suggestionGroups(createViews({ locale, dictionary: words })(0), found, null)[0]?.options[0]?.text;
  assert.equal(textIn('zh-CN'), '厨房与餐厅 · Cocktail Shakers');
  assert.equal(textIn('en'), 'Cocktail Shakers');
});

test('arrows go through the suggestions and back to the field, Enter goes on, Escape closes', async (context) => {
  const { page } = await open(context, '/page/zh-CN/dark/home');
  const box = page.locator('.search-box input[name=q]');
  await box.focus();
  await box.pressSequentially('t');
  await page.locator('[role=option]').first().waitFor();
  const chosen = page.locator('[role=option][aria-selected=true]');
  await box.press('ArrowDown');
  assert.equal(await chosen.innerText(), 'tea');
  assert.equal(await box.getAttribute('aria-activedescendant'), await chosen.getAttribute('id'));
  await box.press('ArrowUp');
  assert.equal(await chosen.count(), 0, 'back in the field');
  await box.press('ArrowUp');
  assert.equal(await chosen.innerText(), '窑与壶', 'from the field to the last');
  await box.press('Escape');
  assert.equal(await page.locator('[role=listbox]').isVisible(), false);
  assert.equal(await box.inputValue(), 't', 'what was typed stays');
  await box.press('ArrowDown');
  for (let step = 0; step < 3; step += 1) await box.press('ArrowDown');
  assert.equal(await chosen.innerText(), '斑点马克杯 300 毫升');
  await box.press('Enter');
  await page.waitForURL(`**/shop/${listing.shop}/listing/${listing.handle}`);
});

test('typing and Enter search as ever, and who brought the reader stays in the suggestions', async (context) => {
  const { page, asked } = await open(context, '/page/en/light/search');
  const box = page.locator('.search-box input[name=q]');
  await box.focus();
  await page.locator('.search-box input[role=combobox]').waitFor();
  await box.fill('');
  await box.pressSequentially('zinc');
  await page.locator('.search-box [role=status]', { hasText: 'No suggestions' }).waitFor({ state: 'attached' });
  assert.ok(asked.length <= 4 && asked.at(-1) === 'zinc');
  assert.equal(await page.locator('[role=listbox]').isVisible(), false);
  await box.press('Enter');
  await page.waitForURL('**/search?q=zinc');
});

test('a phone opens the filters as a sheet and closes it, also without JavaScript', async (context) => {
  const reader = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  context.after(() => reader.close());
  const page = await reader.newPage();
  await page.goto(`${server.origin}/page/en/light/search`);
  const filters = page.locator('#filters');
  assert.equal(await filters.isVisible(), false);
  await page.locator('.sheet-opener').click();
  assert.equal(await filters.isVisible(), true);
  await page.locator('input[name=min]').fill('12.50');
  await page.locator('.sheet-head button').click();
  assert.equal(await filters.isVisible(), false);
  await page.locator('.sheet-opener').click();
  await page
    .locator('.filter-form', { has: page.locator('input[name=min]') })
    .locator('button')
    .click();
  await page.waitForURL(/\/search\?q=mug&min=12\.50&max=$/);
});
