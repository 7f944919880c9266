import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { digestOf } from '../../protocol/block.ts';
import { headToView } from '../../protocol/head-view.ts';
import { decodeListing } from '../../protocol/listing.ts';
import { sampleChainId, sampleMarket, sampleShop } from '../../scripts/bench/replicate/sample-shop.ts';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { showsWords } from '../../web/verify/shown.ts';
import { cidText } from '../../web/verify/signed-block.ts';
import { base, listings as listingFixtures, shopDetail, status, token } from './fixtures.ts';
import { loadRenderer, type Renderer } from './renderer.ts';
import { chainId, contracts, signListing } from './support/signed-shop.ts';

const now = Math.floor(Date.now() / 1_000);
let browser: Browser;
let renderer: Renderer;

before(async () => {
  [browser, renderer] = await Promise.all([startBrowser(), loadRenderer()]);
});
after(() => browser?.close());

/** What a node answers, by path; a test changes it as a hostile node would. */
type Answers = Record<string, string | Uint8Array>;

/** Opens a page of a node that answers so, and waits until the page has checked itself. */
async function open(
  context: TestContext,
  path: string,
  answers: Answers,
): Promise<{ page: Page; verdict: string | null; said: string }> {
  const page = await browser.newPage();
  context.after(() => page.close());
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = answers[pathname];
    if (pathname.startsWith('/assets/')) {
      const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
      const body = await readFile(join(renderer.build.clientFolder, pathname.slice('/assets/'.length)));
      await route.fulfill({ contentType, body });
    } else if (answer === undefined) await route.fulfill({ status: 404, json: { code: 'page.not_found' } });
    else if (typeof answer !== 'string') await route.fulfill({ body: Buffer.from(answer) });
    else await route.fulfill({ contentType: answer.startsWith('<') ? 'text/html' : 'application/json', body: answer });
  });
  await page.goto(`http://market.test${path}`);
  const island = page.locator('[data-island=verify][data-verified]');
  await island.waitFor();
  return { page, verdict: await island.getAttribute('data-verified'), said: await island.innerText() };
}

const words = 'Thrown by hand, *fired* twice; see [the potter](https://example.org/potter).\n\n1. Rinse\n2. Dry';

/** The answers of an honest node about one listing. */
async function listingAnswers(description = words): Promise<{
  path: string;
  answers: Answers;
  html: string;
  detail: string;
  blockPath: string;
}> {
  const signed = await signListing(now, 'shipped', description);
  const { detail, block } = signed;
  const html = renderer.renderPage({
    ...base({ path: '/listing/x' }),
    now,
    status: { ...status, chainId, contracts, tokens: [token], demo: false },
    page: 'listing',
    listing: detail,
    reviews: { items: [], nextCursor: null },
    groups: [],
    more: [],
    trust: null,
    recommendations: [],
    variant: null,
    promoter: null,
    people: {},
  }).html;
  const text = JSON.stringify(detail);
  const blockPath = `/ipfs/${detail.cid}`;
  const answers = { '/listing/x': html, [`/api/v1/listings/${detail.cid}`]: text, [blockPath]: block.bytes };
  return { path: '/listing/x', answers, html, detail: text, blockPath };
}

test('a listing that is what the shop signed says so', async (context) => {
  const { path, answers } = await listingAnswers();
  const { verdict, said } = await open(context, path, answers);
  assert.equal(verdict, 'yes');
  assert.match(said, /Verified in your browser/);
});

const lies: [string, RegExp, (honest: Awaited<ReturnType<typeof listingAnswers>>) => Answers][] = [
  ['a lower price', /the price/, ({ path, html }) => ({ [path]: html.replaceAll('24.00', '9.00') })],
  ['another title', /the title/, ({ path, html }) => ({ [path]: html.replaceAll('Speckled mug', 'Golden mug') })],
  ['another word', /the description/, ({ path, html }) => ({ [path]: html.replaceAll('fired', 'glazed') })],
  ['a word less', /the description/, ({ path, html }) => ({ [path]: html.replaceAll('twice', '') })],
  [
    'a lower price in its answers too',
    /the offer/,
    ({ path, html, detail, answers }) => ({
      [path]: html.replaceAll('24.00', '9.00'),
      [Object.keys(answers)[1]!]: detail.replaceAll('24000000', '9000000'),
    }),
  ],
  [
    'another listing block',
    /the listing itself/,
    ({ answers, blockPath }) => ({ [blockPath]: flip(answers[blockPath] as Uint8Array) }),
  ],
  [
    'another end of the signature',
    /the signature/,
    ({ detail, answers }) => ({
      [Object.keys(answers)[1]!]: detail.replace(/"validUntil":\d+/, `"validUntil":${now + 10}`),
    }),
  ],
];
const flip = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte));

for (const [name, part, lie] of lies) {
  test(`a node that shows ${name} is noticed`, async (context) => {
    const honest = await listingAnswers();
    const { verdict, said, page } = await open(context, honest.path, { ...honest.answers, ...lie(honest) });
    assert.equal(verdict, 'no');
    assert.match(said, /does not show what the shop signed/);
    assert.match(said, part);
    assert.equal(await page.locator('[data-island=verify] [role=alert]').count(), 1);
  });
}

test('a check that cannot be made is no accusation', async (context) => {
  const { path, html } = await listingAnswers();
  const { verdict, said } = await open(context, path, { [path]: html });
  assert.equal(verdict, 'unknown');
  assert.match(said, /could not check/);
});

/** The answers of an honest node about a shop of 40 listings, of which its page shows eight. */
async function shopAnswers(): Promise<{ path: string; answers: Answers; html: string; headPath: string }> {
  const sample = await sampleShop(`0x${'73'.repeat(32)}`);
  const items = Array.from({ length: 40 }, (_, number) => ({ number, revision: 0 }));
  const made = await sample.version({ version: 4, items, now });
  const shownToken = { ...token, address: `0x${'70'.repeat(20)}` };
  const listings = made.entries.slice(0, 8).map((entry, index) => {
    const listing = decodeListing(made.listings[index]!.bytes);
    assert.ok(listing.ok);
    const prices = entry.offers.map(({ priceUnits }) => BigInt(priceUnits)).sort((a, b) => (a < b ? -1 : 1));
    return {
      ...listingFixtures[0]!,
      cid: entry.listing.toString(),
      shop: sample.shop,
      handle: entry.handle,
      titles: Object.fromEntries(Object.entries(listing.value.texts).map(([language, { title }]) => [language, title])),
      token: shownToken,
      priceFromUnits: String(prices[0]),
      priceToUnits: String(prices.at(-1)),
    };
  });
  const path = `/shop/${sample.shop}`;
  const html = renderer.renderPage({
    ...base({ path }),
    now,
    status: {
      ...status,
      chainId: sampleChainId,
      contracts: { market: sampleMarket },
      tokens: [shownToken],
      demo: false,
    },
    page: 'shop',
    shop: { ...shopDetail, address: sample.shop },
    featured: [],
    listings: { items: listings, nextCursor: null },
    reviews: { items: [], nextCursor: null },
    copies: null,
    trust: null,
  }).html;
  const headPath = `/api/v1/heads/${sample.shop}`;
  const blocks = made.blocks.map(({ cid, bytes }) => [`/ipfs/${cid}`, bytes] as const);
  const answers = { [path]: html, [headPath]: JSON.stringify(headToView(made.head)), ...Object.fromEntries(blocks) };
  return { path, answers, html, headPath };
}

test('a shop whose first listings are what it signed says so', async (context) => {
  const { path, answers } = await shopAnswers();
  const { verdict, said } = await open(context, path, answers);
  assert.equal(verdict, 'yes');
  assert.match(said, /first 6 listings/);
});

test('a shop page with another price, another title or another listing is noticed', async (context) => {
  const { path, answers, html } = await shopAnswers();
  const cheaper = await open(context, path, { ...answers, [path]: html.replaceAll('19.002', '9.002') });
  assert.deepEqual([cheaper.verdict, /the price/.test(cheaper.said)], ['no', true]);
  const renamed = await open(context, path, { ...answers, [path]: html.replaceAll('Ink mug no. 1', 'Gold mug no. 1') });
  assert.deepEqual([renamed.verdict, /the title/.test(renamed.said)], ['no', true]);
  const moved = await open(context, path, {
    ...answers,
    [path]: html.replaceAll('data-handle="ink-mug-1"', 'data-handle="moss-vase-2"'),
  });
  assert.deepEqual([moved.verdict, /the catalogue/.test(moved.said)], ['no', true]);
});

test('digests become the CIDs that the library makes of them', async () => {
  const { block } = await signListing(now);
  const digest = Buffer.from(digestOf(block.cid).slice(2), 'hex');
  assert.equal(cidText(digest), block.cid.toString());
});

/** As much of an element as the comparison reads. */
const shown = (text: string): Element =>
  // Safety: the comparison reads these two alone.
  ({ getAttribute: () => 'en', textContent: text }) as unknown as Element;

test('words are compared as readers see them', () => {
  const signed = (description: string) => ({ en: { title: 'x', description } });
  assert.ok(showsWords(shown('One two three'), signed('**One** two [three](https://example.org/a "b")')));
  assert.ok(showsWords(shown('First Second'), signed('1. First\n2. Second')));
  assert.ok(showsWords(shown('call()'), signed('```js\ncall()\n```')));
  assert.ok(showsWords(shown('一二三'), signed('# 一二三')));
  assert.ok(!showsWords(shown('One three'), signed('One two three')));
  assert.ok(!showsWords(shown('One two three four'), signed('One two three')));
  assert.ok(!showsWords(shown('三二一'), signed('一二三')));
  assert.ok(showsWords(null, signed('')));
  assert.ok(!showsWords(null, signed('One')));
});

test('what Markdown shows only at times is no accusation, and nothing else may be left out', () => {
  const signed = (description: string) => ({ en: { title: 'x', description } });
  const decode = (reference: string) => ({ '&eacute;': 'é', '&lt;': '<', '&#65;': 'A' })[reference] ?? reference;
  const shows = (text: string, description: string) => showsWords(shown(text), signed(description), decode);
  // An address that is not allowed makes no link, so all of it is read.
  assert.ok(shows('![a](javascript:alert(1))', '![a](javascript:alert(1))'));
  assert.ok(shows('the potter', 'the [potter][1]\n\n[1]: https://example.org/a'));
  assert.ok(shows('café <b>', 'caf&eacute; &lt;b>'));
  assert.ok(shows('A &nothing;', '&#65; &nothing;'));
  assert.ok(shows('&lt;b', '`&lt;b`'));
  assert.ok(!shows('the', 'the [potter][1]'));
  assert.ok(!shows('the baker', 'the [potter](https://example.org/baker)'));
  assert.ok(!shows('the potter of fame', 'the [potter](https://example.org)'));
});

test('a listing whose words are made to break pages verifies too', async (context) => {
  const hostile =
    '<script>alert(1)</script> ![x](javascript:alert(2)) [y](data:text/html,z) caf&eacute; &#65; &nope; `&lt;`';
  const { path, answers } = await listingAnswers(hostile);
  const { verdict, said } = await open(context, path, answers);
  assert.deepEqual([verdict, /Verified/.test(said)], ['yes', true]);
});
