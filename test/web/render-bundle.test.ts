import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { buildWeb } from '../../web/build.ts';
import { locales } from '../../web/locale.ts';
import { filesOf, sizeOf, without } from './bundle-files.ts';
import { startPageServer } from './page-server.ts';
import { everyPage } from './pages.ts';
import { loadRenderer } from './renderer.ts';

const budgetBytes = 15_000;
/** Pages that everyone reads, before any wallet. */
const storefront = ['home', 'search', 'shop', 'listing'];

/** What the page loads to check itself, when the browser has nothing better to do. */
const whenIdle = ['verify/verify-page.ts', 'locales/en/islands/verify.ts', 'locales/zh-CN/islands/verify.ts'];
const signature = '../protocol/recover-signer.ts';
/** What it keeps for times without a node, likewise when idle. */
const offline = 'offline/keep-offline-page.ts';

test('the pages of the storefront load at most 15 kB of compressed JavaScript before a wallet', async (context) => {
  const renderer = await loadRenderer();
  const atOnce = await filesOf(renderer.build, ['islands/entry.ts']);
  const later = without(await filesOf(renderer.build, [...whenIdle, signature, offline]), atOnce);
  const server = await startPageServer(renderer);
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
        const file = response.url().split('/').at(-1) ?? '';
        if (!file.endsWith('.js') || later.has(file)) return;
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

test('what a page loads to check itself is at most 15 kB, and the curve behind signatures comes apart', async (context) => {
  const { build } = await loadRenderer();
  const atOnce = await filesOf(build, ['islands/entry.ts']);
  const path = without(await filesOf(build, whenIdle.slice(0, 2)), atOnce);
  const curve = without(without(await filesOf(build, [signature]), path), atOnce);
  const [small, heavy] = [await sizeOf(build, path), await sizeOf(build, curve)];
  context.diagnostic(`checking a page: ${small} bytes; the curve: ${heavy} bytes`);
  assert.ok(small > 1_000 && small <= budgetBytes, `${small} bytes`);
  assert.ok(heavy > 1_000 && heavy <= budgetBytes, `${heavy} bytes`);
});

test('the part of the page /peer that speaks with peers stays below 210 kB, and no other page loads it', async (context) => {
  const { build } = await loadRenderer();
  const atOnce = await filesOf(build, ['islands/entry.ts']);
  const network = await filesOf(build, ['peer/open-network.ts']);
  const reader = ['islands/peer/peer.tsx', 'peer/open-network.ts', 'peer/read-shop.ts', 'peer/chain-word.ts'];
  const all = without(await filesOf(build, reader), atOnce);
  const [first, whole] = [await sizeOf(build, without(network, atOnce)), await sizeOf(build, all)];
  context.diagnostic(`libp2p: ${first} bytes; the whole reader: ${whole} bytes in ${all.size} files`);
  assert.ok(first <= 210_000, `${first} bytes`);
  assert.ok(whole <= 280_000, `${whole} bytes`);
  const library = [...network].find((file) => file.startsWith('open-network-'));
  assert.ok(library !== undefined && !atOnce.has(library));
});

test('a page names every file that its islands load at once, so that none waits for another', async () => {
  const renderer = await loadRenderer();
  const islands = {
    listing: 'islands/live.ts',
    cart: 'islands/cart/cart.tsx',
    order: 'islands/conversation/mount-conversation.tsx',
    court: 'islands/court/juror.tsx',
    promote: 'islands/promote/promote.tsx',
  };
  const pages = everyPage();
  for (const [name, module] of Object.entries(islands)) {
    const page = pages[name];
    assert.ok(page);
    const { html } = renderer.renderPage(page);
    const files = await filesOf(renderer.build, ['islands/entry.ts', module]);
    const missing = [...files].filter((file) => !html.includes(`/assets/${file}"`));
    assert.deepEqual(missing, [], name);
  }
  const { html } = renderer.renderPage(pages['home-empty'] ?? assert.fail('the fixtures lack a page'));
  const [cart] = await filesOf(renderer.build, [islands.cart]);
  assert.ok(cart !== undefined && !html.includes(cart), 'a page names what only others load');
});

test('a second build of the same sources is taken from the first', async () => {
  const first = await buildWeb();
  const second = await buildWeb();
  assert.equal(second.built, false);
  assert.equal(second.serverFile, first.serverFile);
});
