import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { buildWeb } from '../../web/build.ts';
import { locales } from '../../web/locale.ts';
import { startPageServer } from './page-server.ts';
import { everyPage } from './pages.ts';
import { loadRenderer } from './renderer.ts';

const budgetBytes = 15_000;
/** Pages that everyone reads, before any wallet. */
const storefront = ['home', 'search', 'shop', 'listing'];

test('the pages of the storefront load at most 15 kB of compressed JavaScript before a wallet', async (context) => {
  const server = await startPageServer(await loadRenderer());
  const browser = await startBrowser();
  context.after(async () => {
    await browser.close();
    server.stop();
  });
  for (const locale of locales) {
    for (const name of storefront) {
      assert.ok(everyPage()[name]);
      const page = await browser.newPage();
      const scripts: Promise<number>[] = [];
      page.on('response', (response) => {
        if (!response.url().endsWith('.js')) return;
        scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
      });
      await page.goto(`${server.origin}/page/${locale}/light/${name}`, { waitUntil: 'networkidle' });
      const sizes = await Promise.all(scripts);
      const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
      context.diagnostic(`${name} in ${locale}: ${sizes.length} files, ${total} bytes`);
      assert.ok(sizes.length > 1 && total <= budgetBytes, `${name}: ${total} bytes`);
      await page.close();
    }
  }
});

test('a second build of the same sources is taken from the first', async () => {
  const first = await buildWeb();
  const second = await buildWeb();
  assert.equal(second.built, false);
  assert.equal(second.serverFile, first.serverFile);
});
