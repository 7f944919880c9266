import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import type { ListingSummary } from '../../protocol/api/listing.ts';
import type { OrderSummary } from '../../protocol/api/order.ts';
import { startBrowser } from './browser.ts';
import { withDemoMarket } from './demo-market.ts';

/**
 * Takes the pictures of the documentation: `node scripts/docs/screenshots.ts`, which starts a demo market of its own, or
 * with `--url http://127.0.0.1:8080` of one that runs already.
 */
const { values } = parseArgs({ options: { url: { type: 'string' }, port: { type: 'string', default: '8180' } } });

const project = path.join(import.meta.dirname, '../..');
const images = path.join(project, 'docs/images');
const MOST_BYTES = 150_000;

interface Shot {
  name: string;
  /** Path of the page, from what the market holds. */
  path(url: string): Promise<string> | string;
  /** Who looks at it, by the name in the demo wallet. */
  persona?: string;
  width: number;
  height: number;
  /** English and light where nothing else is said. */
  locale?: 'zh-CN';
  colorScheme?: 'dark';
}

const first = async <T>(url: string, query: string, fits: (item: T) => boolean = () => true): Promise<T> => {
  const answer = await fetch(`${url}/api/v1/${query}`);
  // Safety: the node's own answer, checked by its schema before it was sent.
  const found = ((await answer.json()) as { items: T[] }).items.find(fits);
  if (found === undefined) throw new RangeError(`the market has nothing for ${query}`);
  return found;
};

const listingPath = async (url: string): Promise<string> =>
  `/listing/${(await first<ListingSummary>(url, 'listings?limit=100', ({ handle }) => handle === 'cloud-mug')).cid}`;

const wide = { width: 1_280, height: 900 };
const shots: Shot[] = [
  { name: 'market', path: () => '/', width: 1_280, height: 1_440 },
  { name: 'listing', path: listingPath, ...wide },
  {
    name: 'order',
    path: async (url) => `/order/${(await first<OrderSummary>(url, 'orders?limit=1&state=disputed')).id}`,
    persona: 'maya',
    ...wide,
  },
  { name: 'desk', path: () => '/desk', persona: 'lan', width: 1_280, height: 1_300 },
  { name: 'phone', path: listingPath, width: 390, height: 844 },
  { name: 'search', path: () => '/search?q=cup', ...wide },
  {
    name: 'shop',
    path: async (url) => `/shop/${(await first<ListingSummary>(url, 'listings?limit=1&q=mug')).shop}`,
    ...wide,
  },
  { name: 'chinese', path: () => '/', width: 390, height: 844, locale: 'zh-CN', colorScheme: 'dark' },
  { name: 'design', path: () => '/design', width: 1_280, height: 1_100 },
];

/** Done in the browser once letters and all pictures in view are there. Waited for within: the pages forbid to poll an expression. */
const settled = `Promise.all([document.fonts.ready, ...[...document.images]
  .filter((image) => !image.complete && image.getBoundingClientRect().top <= innerHeight)
  .map((image) => new Promise((done) => { image.onload = image.onerror = done; }))]).then(() => undefined)`;

async function take(browser: Browser, url: string, shot: Shot): Promise<void> {
  const { width, height, persona, locale = 'en', colorScheme = 'light' } = shot;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: width < 600 ? 2 : 1,
    locale,
    colorScheme,
    reducedMotion: 'reduce',
  });
  if (persona !== undefined) {
    await context.addInitScript(
      `localStorage.setItem('vouch.wallet', 'vouch.demo'); sessionStorage.setItem('vouch.persona', '${persona}');`,
    );
  }
  const page = await context.newPage();
  await page.goto(`${url}${await shot.path(url)}`, { waitUntil: 'load' });
  await page
    .locator('.skeleton:not(.design-sheet *), [data-island]:not([data-mounted])')
    .first()
    .waitFor({ state: 'detached' });
  // What the page says of the signature, where it checks one.
  const checks = page.locator('.verify');
  if ((await checks.count()) > 0) await checks.filter({ hasText: /\S/ }).first().waitFor();
  // Pictures and letters of what is in view; the stream of what happens never ends, so the network is never idle.
  await page.evaluate(settled);
  const png = await page.screenshot();
  await context.close();
  for (const quality of [85, 75, 65, 50]) {
    const webp = await sharp(png).webp({ quality, effort: 6 }).toBuffer();
    if (webp.length > MOST_BYTES) continue;
    await writeFile(path.join(images, `${shot.name}.webp`), webp);
    process.stdout.write(`docs/images/${shot.name}.webp  ${(webp.length / 1_000).toFixed(0)} kB\n`);
    return;
  }
  throw new RangeError(`${shot.name} stays above ${MOST_BYTES} bytes`);
}

await mkdir(images, { recursive: true });
const browser = await startBrowser();
try {
  await withDemoMarket(values, async (url) => {
    for (const shot of shots) await take(browser, url, shot);
  });
} finally {
  await browser.close();
}
