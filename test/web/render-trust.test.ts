import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type HTMLElement, parse } from 'node-html-parser';
import { fullMonths } from '../../web/components/months.ts';
import { locales } from '../../web/locale.ts';
import { listing, shopDetail } from './fixtures.ts';
import { everyPage } from './pages.ts';
import { loadRenderer, type Renderer } from './renderer.ts';
import { everyFlag, shopTrust } from './trust-fixtures.ts';

let renderer: Renderer;
before(async () => {
  renderer = await loadRenderer();
});

const documentOf = (name: string, change: Parameters<typeof everyPage>[0] = {}): HTMLElement =>
  parse(renderer.renderPage(everyPage(change)[name]!).html);

test('months without orders come back as empty months, and time runs evenly', () => {
  const full = fullMonths(shopTrust.months);
  assert.equal(full.length, 12);
  assert.deepEqual(
    full.map(({ month }) => month),
    [...Array(12).keys()].map((index) => new Date(Date.UTC(2025, 11 + index, 1)).toISOString().slice(0, 7)),
  );
  assert.equal(full[4]?.orders, 0);
  assert.deepEqual(fullMonths([]), []);
});

test('a chart has a bar for each month with orders, a label in words, and the same numbers in a table', () => {
  const document = documentOf('trust');
  const [orders] = document.querySelectorAll('.chart');
  assert.match(orders?.querySelector('.chart-total')?.textContent ?? '', /^113$/);
  assert.equal(orders?.querySelectorAll('rect.outcome-good').length, shopTrust.months.length);
  const label = orders?.querySelector('svg')?.getAttribute('aria-label') ?? '';
  assert.match(label, /113 in all, the most in Oct 2026 \(21\)/);
  const rows = document.querySelectorAll('.chart-table tbody tr');
  assert.equal(rows.length, shopTrust.months.length);
  assert.match(rows[1]?.textContent ?? '', /^Oct 2026211,480\.25.dUSD2001/);
  assert.match(rows[8]?.textContent ?? '', /Jan 2026/);
});

test('the highest month fills its chart and the others stand in proportion', () => {
  const bars = documentOf('trust')
    .querySelectorAll('.chart')[0]
    ?.querySelectorAll('rect.outcome-good')
    .map((bar) => Number(bar.getAttribute('height')));
  assert.deepEqual(
    bars?.map((height) => Math.round((height * 21) / 100)),
    shopTrust.months.map(({ orders }) => orders),
  );
});

for (const locale of locales) {
  test(`every flag speaks in words in ${locale} and leads to its evidence, the grave ones first`, () => {
    const flags = documentOf('trust-flags', { locale }).querySelectorAll('.flag');
    assert.equal(flags.length, everyFlag.length);
    const grave = flags.map((flag) => flag.classNames.includes('flag-warning'));
    assert.deepEqual(
      grave,
      [...grave].sort((a, b) => Number(b) - Number(a)),
    );
    const links = flags[0]?.querySelectorAll('.flag-evidence a').map((link) => link.getAttribute('href'));
    assert.deepEqual(links, [
      `/order/0x${'7c'.repeat(32)}`,
      `/people/0x${'8d'.repeat(20)}`,
      `/shop/${shopDetail.address}/listing/listing-0`,
    ]);
    assert.match(flags[0]?.textContent ?? '', new RegExp(`0x${'9e'.repeat(32)}`), 'a transaction is named whole');
  });
}

test('a score lists its neutral start and each review with its weight, one click from a listing', () => {
  const evidence = documentOf('listing').querySelector('.listing-evidence');
  assert.equal(evidence?.tagName, 'DETAILS');
  assert.match(evidence?.textContent ?? '', /starts at 3\.5 stars with a weight of 10,/);
  assert.match(evidence?.textContent ?? '', /The neutral start, 3\.5 stars19%/);
  const row = evidence?.querySelectorAll('tbody tr')[0];
  assert.match(row?.textContent ?? '', /18%9/);
  assert.equal(row?.querySelector('a')?.getAttribute('href'), `/order/0x${'1a'.repeat(32)}`);
  assert.equal(
    documentOf('shop').querySelector('a[href$="/trust#score"]')?.textContent.trim(),
    'What this score is made of',
  );
});

test('a page whose record cannot be read now says so and still shows deposit and score', () => {
  for (const name of ['trust-busy', 'shop-new']) {
    const document = documentOf(name);
    assert.match(document.querySelector('main')?.textContent ?? '', /This node is busy/, name);
    assert.ok(document.querySelector('#deposit'), name);
    assert.ok(document.querySelector('#score'), name);
  }
});

test('the page of a listing tells what became of its own sales', () => {
  const record = documentOf('listing').querySelector('.listing-record .facts-line');
  assert.deepEqual(
    record?.querySelectorAll('li').map((fact) => fact.textContent),
    ['31 sold', '1 refunded', '0 disputed'],
  );
  assert.match(documentOf('listing').querySelector('.product .flag')?.textContent ?? '', /another product/);
  assert.ok(listing.handle);
});
