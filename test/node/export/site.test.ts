import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parse } from 'node-html-parser';
import type { Browser, BrowserContext } from 'playwright-core';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { filesOf, siteDag } from '../../../node/export/site-dag.ts';
import type { ListingDetail } from '../../../protocol/api/listing.ts';
import { rawBlock } from '../../../protocol/block.ts';
import { startBrowser } from '../../../scripts/docs/browser.ts';
import { runCli } from '../../support/cli.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { keyOf } from '../../support/people.ts';
import { draft, openShop, publish, WHOLE } from '../../support/shop.ts';
import { buy, confirm, listingOf, orderAfter, ship, termsOf, writeReply, writeReview } from '../../support/trade.ts';
import { until } from '../../support/until.ts';
import { seriousFaults } from '../../web/axe.ts';
import { pictureOf } from '../../web/support/pictured-shop.ts';

/** Below such a folder gateways and websites serve what they were given. */
const PREFIX = '/ipfs/bafybeib3random/deep';
const payloads = [
  '<script>window.hacked=1</script>',
  '</script><script>window.hacked=1</script>',
  '"><img src=x onerror=window.hacked=1>',
  "' onmouseover='window.hacked=1",
  '<svg onload=window.hacked=1>',
  '[x](javascript:window.hacked=1)',
  '![x](https://evil.example/pixel.png)',
  '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">',
  '&lt;script&gt;window.hacked=1&lt;/script&gt; $& $1',
];
const hostile = payloads.join(' ').slice(0, 400);
const short = payloads[2] ?? '';
/** Hostile Markdown after a word by which it is found. */
const prose = (word: string): string => [word, ...payloads].join('\n\n');
/** Words that stand before hostile text, by the pages that show it. */
const found = {
  'index.html': ['about-words', 'shipping-words', 'returns-words', 'tagline-words', 'city-words', 'reply-words'],
  'zh-CN/index.html': ['about-zh', 'shipping-zh', 'returns-zh', 'tagline-zh', 'city-zh', 'reply-words'],
  'listing/mug.html': ['recommends-words', 'namer', 'reply-words', 'alt-words', 'city-words'],
  'zh-CN/listing/mug.html': ['recommends-words', 'namer', 'reply-words', 'alt-words', 'city-zh'],
};

let market: TestMarket;
let shop: ChainAccount;
let listing: ListingDetail;
let folder: string;
let printed: string;
let browser: Browser;
let site: { origin: string; missing: string[]; stop: () => Promise<void> };

before(async () => {
  market = await startMarket();
  const pictures = await Promise.all([pictureOf(1), pictureOf(2)]);
  await market.client.upload(pictures.map(({ block }) => block));
  const images = pictures.map(({ image }) => ({ ...image, alt: { en: `alt-words ${hostile}`.slice(0, 200) } }));
  const texts = (language: string) => ({
    name: `Kiln ${short}`.slice(0, 80),
    tagline: `tagline-${language} ${hostile}`.slice(0, 200),
    about: prose(`about-${language}`),
    shipping: prose(`shipping-${language}`),
    returns: prose(`returns-${language}`),
  });
  const city = { en: `city-words ${payloads[4]}`, 'zh-CN': `city-zh ${payloads[2]}` };
  shop = await openShop(market, {
    stakeUnits: 1_000n * WHOLE,
    profile: {
      texts: { en: texts('words'), 'zh-CN': texts('zh') },
      place: { country: 'CN', city },
      ...(images[1] === undefined ? {} : { logo: images[1] }),
    },
  });
  const mug = draft(market, {
    shop: shop.address,
    handle: 'mug',
    title: `Mug ${payloads[1]}`,
    listing: {
      texts: {
        en: { title: `Mug ${payloads[1]}`, description: payloads.join('\n\n') },
        'zh-CN': { title: `杯子 ${payloads[4]}`, description: hostile },
      },
      tags: ['test', '<b>tag</b>'],
      images,
      // No value goes with the other choice alone: a link to one changes both.
      options: [
        { name: { en: payloads[3] ?? '' }, values: [{ en: short }, { en: 'plain' }] },
        { name: { en: 'Size' }, values: [{ en: 'small' }, { en: 'large' }] },
      ],
      brand: hostile.slice(0, 60),
      variants: [
        { code: 'one', values: [0, 0] },
        { code: short, values: [1, 1] },
      ],
    },
  });
  await publish(market, shop.account, [
    { ...mug, offers: [...mug.offers, { code: short, priceUnits: (25n * WHOLE).toString(), maxSold: 9 }] },
    ...Array.from({ length: 50 }, (_, index) =>
      draft(market, { shop: shop.address, handle: `bowl-${index}`, title: `Bowl ${index}` }),
    ),
  ]);
  const buyer = market.account('buyer');
  listing = await until('the listing', () => listingOf(market.node.url, shop.address, 'mug').catch(() => undefined));
  const { block } = await buy(market, buyer, listing);
  const order = await orderAfter(market.node.url, buyer.address, block);
  await ship(market, shop, termsOf(order));
  await confirm(market, buyer, termsOf(order));
  const review = writeReview(market, buyer, order, 5, hostile);
  await market.client.content(review.block.bytes, 'application/vnd.ipld.dag-cbor');
  await review.post();
  const reply = writeReply(market, shop, order, `reply-words ${hostile}`);
  await market.client.content(reply.block.bytes, 'application/vnd.ipld.dag-cbor');
  await reply.post();
  const person = (...args: string[]) =>
    runCli(['person', ...args], { VOUCH_KEY: keyOf('buyer'), VOUCH_NODE: market.node.url });
  for (const args of [
    ['recommend', `${shop.address}/mug`, '--text', `recommends-words ${hostile}`],
    ['name', '--name', `namer ${short}`],
  ]) {
    const { code, err } = await person(...args);
    assert.equal(code, 0, err);
  }
  await until('the review, the reply and the recommendation', async () => {
    const page = await (await fetch(`${market.node.url}/listing/${listing.cid}`)).text();
    return ['window.hacked=1&lt;/script&gt; $&amp; $1', 'reply-words', 'recommends-words', 'namer'].every((words) =>
      page.includes(words),
    );
  });

  folder = path.join(market.folder, 'site');
  const done = await runCli(['shop', 'site', shop.address, '--out', folder, '--node', market.node.url]);
  assert.equal(done.code, 0, done.err);
  printed = done.out.trim();
  site = await serve(folder);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await market?.stop();
});

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.atom': 'application/atom+xml',
  '.xml': 'application/rss+xml',
};
/** Serves a folder as any website would, below a prefix and with no header of its own. */
async function serve(root: string) {
  const missing: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const file = path.join(root, decodeURIComponent(pathname.slice(PREFIX.length)));
    const found = pathname.startsWith(`${PREFIX}/`) ? readFile(file) : Promise.reject(new RangeError('outside'));
    found.then(
      (bytes) => {
        response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
        response.end(bytes);
      },
      () => {
        missing.push(pathname);
        response.writeHead(404).end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Safety: a server that listens on TCP has such an address.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    missing,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const pagesOf = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.html'));

test('every link and file of every page answers below a prefix, or leads to the node', async () => {
  const pages = await pagesOf();
  assert.ok(pages.includes('index.html') && pages.includes('page-2.html') && pages.includes('zh-CN/listing/mug.html'));
  assert.equal(pages.length, 2 * (2 + 1 + 51 + 1));
  const variant = parse(await readFile(path.join(folder, 'listing/mug.html'), 'utf8')).querySelector(
    '.option a:not([aria-current])',
  );
  assert.equal(variant?.getAttribute('href'), '../listing/mug/2.html#options');
  assert.match(await readFile(path.join(folder, 'zh-CN/listing/mug/2.html'), 'utf8'), /25\.00/);
  const wanted = new Set<string>();
  for (const page of pages) {
    const document = parse(await readFile(path.join(folder, page), 'utf8'));
    for (const element of document.querySelectorAll('[href], [src], [srcset], [action]')) {
      const named = [
        ...['href', 'src', 'action'].map((name) => element.getAttribute(name)),
        ...(element.getAttribute('srcset') ?? '').split(', ').map((source) => source.split(' ')[0]),
      ];
      for (const link of named) {
        if (link === undefined || link === '' || link.startsWith('#')) continue;
        assert.doesNotMatch(link, /^(\/|javascript:|data:)/i, `${page}: ${link}`);
        if (!/^[a-z]+:/i.test(link)) wanted.add(new URL(link, `${site.origin}${PREFIX}/${page}`).pathname);
        else if (element.closest('.prose') === null)
          assert.ok(link.startsWith(`${market.node.url}/`), `${page}: ${link}`);
      }
    }
  }
  assert.ok(wanted.size > 60);
  for (const each of wanted) assert.equal((await fetch(`${site.origin}${each}`)).status, 200, each);
});

test('what strangers wrote stands in every page as text, and nothing of it as an element', async () => {
  for (const [page, words] of Object.entries(found)) {
    const { text, innerHTML } = parse(await readFile(path.join(folder, page), 'utf8'));
    for (const word of words) assert.ok(innerHTML.includes(word), `${page}: ${word}`);
    for (const payload of [payloads[0], payloads[2], payloads[4]]) assert.ok(text.includes(payload ?? ''), page);
  }
  for (const page of await pagesOf()) {
    const document = parse(await readFile(path.join(folder, page), 'utf8'), { comment: true });
    const of = (selector: string): number => document.querySelectorAll(selector).length;
    assert.equal(of('meta[http-equiv]'), 1, page);
    assert.equal(of('base, iframe, object, embed, img[src="x"], svg[onload], .prose img'), 0, page);
    const scripts = document.querySelectorAll('script').map((script) => script.getAttribute('type') ?? '');
    for (const type of scripts) assert.match(type, /^(module|application\/(ld\+)?json)$/, page);
    for (const element of document.querySelectorAll('*'))
      for (const name of Object.keys(element.attributes)) assert.doesNotMatch(name, /^on/i, page);
  }
});

/** Opens pages and notes every request that leaves the site, and every script that a stranger got in. */
async function watched(): Promise<{ context: BrowserContext; foreign: string[]; errors: string[] }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const foreign: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(`${site.origin}${PREFIX}/`) && !request.url().startsWith('data:'))
      foreign.push(request.url());
  });
  context.on('weberror', (error) => errors.push(String(error.error())));
  context.on('dialog', (dialog) => errors.push(dialog.message()));
  return { context, foreign, errors };
}

test('pages check themselves, ask nobody else, run nothing of a stranger, and pass axe', async () => {
  const { context, foreign, errors } = await watched();
  for (const name of [
    'listing/bowl-1.html',
    'index.html',
    'zh-CN/listing/bowl-1.html',
    'listing/mug.html',
    'zh-CN/index.html',
    'zh-CN/listing/mug/2.html',
    'trust.html',
  ]) {
    const page = await context.newPage();
    await page.goto(`${site.origin}${PREFIX}/${name}`);
    if (/bowl|index/.test(name))
      await page.locator('[data-verified=yes]').waitFor({ state: 'attached', timeout: 60_000 });
    assert.equal(await page.evaluate('window.hacked'), undefined, name);
    assert.equal(await page.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)'), 0);
    assert.deepEqual(await seriousFaults(page), [], name);
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
      true,
      `${name} fits a phone`,
    );
    await page.close();
  }
  assert.deepEqual({ foreign, errors, missing: site.missing }, { foreign: [], errors: [], missing: [] });
  const page = await context.newPage();
  await page.goto(`${site.origin}${PREFIX}/listing/mug.html`);
  const buys = await page.locator('form[action$="/checkout"]').getAttribute('action');
  assert.equal(buys, `${market.node.url}/checkout`);
  await context.close();
});

test('feeds lie in the site in each language, and what strangers wrote stays text in them', async () => {
  for (const name of ['products.xml', 'zh-CN/products.xml', 'feed.atom', 'zh-CN/feed.atom']) {
    const text = await readFile(path.join(folder, name), 'utf8');
    assert.equal(XMLValidator.validate(text), true, name);
    assert.doesNotMatch(text, /<(script|img|svg|base|meta)\b/i, name);
  }
  const { rss } = new XMLParser().parse(await readFile(path.join(folder, 'products.xml'), 'utf8'));
  assert.equal(rss.channel.item.length, 52);
  const mugs = rss.channel.item.filter((item: Record<string, unknown>) => item['g:item_group_id'] === 'mug');
  assert.deepEqual(
    mugs.map((item: Record<string, unknown>) => item['g:price']),
    ['20 USD', '25 USD'],
  );
});

test('a page of the copy that was changed is found out', async () => {
  const { context } = await watched();
  const page = await context.newPage();
  await page.route('**/listing/bowl-2.html', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(/20\.00/g, '2.00') });
  });
  await page.goto(`${site.origin}${PREFIX}/listing/bowl-2.html`);
  await page.locator('[data-verified=no]').waitFor({ state: 'attached', timeout: 60_000 });
  await context.close();
});

test('hostile texts stay texts on the node’s own pages too', async () => {
  const context = await browser.newContext();
  for (const name of [`/listing/${listing.cid}`, `/shop/${shop.address}`, '/', '/search?q=mug']) {
    const page = await context.newPage();
    await page.goto(`${market.node.url}${name}`, { waitUntil: 'load' });
    assert.equal(await page.evaluate('window.hacked'), undefined, name);
    assert.equal(await page.locator('img[src="x"], base, meta[http-equiv]').count(), 0, name);
    await page.close();
  }
  await context.close();
});

test('the printed CID is that of the folder, and a download that was changed is refused', async () => {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  const files = await Promise.all(
    names.map(async (each) => {
      const file = path.join(each.parentPath, each.name);
      return { path: path.relative(folder, file), bytes: new Uint8Array(await readFile(file)) };
    }),
  );
  const dag = await siteDag(files.sort((a, b) => (a.path < b.path ? -1 : 1)));
  assert.equal(dag.root.toString(), printed);
  for (const { path: name } of files)
    assert.doesNotMatch(name, /service-worker|demo|\.env|(first|desks|design)-[^/]+$/);
  const blocks = dag.blocks.map((block, index) => (index === 3 ? { cid: block.cid, bytes: Uint8Array.of(1) } : block));
  await assert.rejects(Array.fromAsync(filesOf({ root: dag.root, blocks })), { code: 'block.hash_mismatch' });
  await assert.rejects(Array.fromAsync(filesOf({ root: rawBlock(Uint8Array.of(2)).cid, blocks: [] })), {
    code: 'block.not_found',
  });
});
