import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shortId } from '../../web/components/shorten.ts';
import { seriousFaults } from './axe.ts';
import { addressOf, digestOf } from './fixtures.ts';
import { order } from './order-fixtures.ts';
import { deskBench, openDesk, owner } from './support/desk-bench.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

test('a pickup point knows its members by the names that they signed, with their addresses', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const [named, silent] = [addressOf('b8'), addressOf('b9')];
  // More than are asked for at once, most of them of the same few.
  const others = Array.from({ length: 120 }, (_, index) => addressOf(`c${index.toString(16)}`.slice(0, 3)));
  desk.orders = [named, silent, ...others].map((buyer, index) => ({
    ...order,
    id: digestOf((index + 16).toString(16)),
    state: 'paid',
    buyer,
    terms: { ...order.terms, pickup: owner },
  }));
  desk.names[named] = { en: '<u>Maya</u> Okafor', 'zh-CN': '玛雅' };
  const last = others.at(-1) ?? '';
  desk.names[last] = { en: 'Theo' };
  for (const path of ['/search', '/groups']) desk.answers[path] = () => ({ items: [], nextCursor: null });
  await openDesk(page, desk, '/pickup');
  const table = page.getByRole('table').first();
  const link = table.getByRole('link', { name: `<u>Maya</u> Okafor ${shortId(named)}`, exact: true });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), `/people/${named}`);
  await table.getByRole('link', { name: shortId(silent), exact: true }).waitFor();
  await table
    .getByRole('link', { name: `Theo ${shortId(last)}`, exact: true })
    .first()
    .waitFor();
  const asked = desk.asked.filter((path) => path.startsWith('/api/v1/names'));
  assert.equal(asked.length, 2);
  assert.deepEqual(await seriousFaults(page), []);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.origin}/pickup?lang=zh-CN&theme=dark`);
  await page.getByRole('link', { name: `玛雅 ${shortId(named)}`, exact: true }).waitFor();
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});
