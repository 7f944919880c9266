import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startBrowser } from '../../scripts/docs/browser.ts';
import type { Locale } from '../../web/locale.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { loadRenderer } from './renderer.ts';

let server: PageServer;
let browser: Browser;
before(async () => {
  server = await startPageServer(await loadRenderer());
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function open(test: TestContext, locale: Locale, prepare: (context: BrowserContext) => Promise<unknown>) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  test.after(() => context.close());
  await prepare(context);
  const page = await context.newPage();
  await page.goto(`${server.origin}/page/${locale}/light/host`, { waitUntil: 'load' });
  return page;
}
const commands = (page: Page) => page.locator('[data-island="copy-command"][data-mounted]');
const command = (page: Page) => commands(page).first();
const textOf = (page: Page): Promise<string> => command(page).locator('code').innerText();

test('a command is copied by its button, which says what it copies and that it did', async (t) => {
  const page = await open(t, 'en', (context) => context.grantPermissions(['clipboard-read', 'clipboard-write']));
  const copy = async (name: string): Promise<string> => {
    const button = page.getByRole('button', { name: `Copy: ${name}` });
    const one = commands(page).filter({ has: button });
    await button.click();
    await one.getByRole('status').getByText('Copied.', { exact: true }).waitFor();
    const text = await one.locator('code').innerText();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), text);
    return text;
  };
  const take = await copy('Take the program');
  assert.equal(take, 'curl -O https://market.example/vouch.tar.gz\ntar xzf vouch.tar.gz && cd vouch');
  assert.match(await copy('Join this market'), /^npm start -- --join https:\/\/market\.example \\\n {2}--rpc https/);
});

test('a page by plain http, which has no clipboard, copies all the same', async (t) => {
  const page = await open(t, 'en', (context) =>
    context.addInitScript(
      "delete Navigator.prototype.clipboard; addEventListener('copy', () => { window.copied = document.activeElement.value; });",
    ),
  );
  const button = command(page).getByRole('button');
  await button.click();
  await command(page).getByRole('status').getByText('Copied.', { exact: true }).waitFor();
  assert.equal(await page.evaluate('window.copied'), await textOf(page));
  assert.ok(await button.evaluate((element) => element === document.activeElement), 'the keyboard stays at the button');
});

test('where a page may not copy at all, the command is marked and its reader is told how to go on', async (t) => {
  const page = await open(t, 'zh-CN', (context) =>
    context.addInitScript('delete Navigator.prototype.clipboard; Document.prototype.execCommand = () => false;'),
  );
  await command(page).getByRole('button').click();
  await command(page).getByRole('status').getByText('已选中').waitFor();
  assert.equal(await page.evaluate('getSelection().toString()'), await textOf(page));
});
