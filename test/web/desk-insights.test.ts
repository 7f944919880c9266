import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { type InsightsView, insightsView } from '../../protocol/api/insights.ts';
import { shortId } from '../../web/components/shorten.ts';
import { barDays } from '../../web/islands/desk/insights/series.ts';
import { seriousFaults } from './axe.ts';
import { addressOf } from './fixtures.ts';
import { insightsOf } from './insights-fixtures.ts';
import { deskBench, openDesk, owner } from './support/desk-bench.ts';
import { untilTrue } from './support/until-true.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

const DAY = 86_400;
const promoter = addressOf('6d');
const path = `/desk/${owner}/insights`;

test('a year is told by weeks, and shorter times by days', () => {
  assert.equal(barDays({ from: 1, to: 30, days: 30 }).length, 30);
  const weeks = barDays({ from: 1, to: 365, days: 365 });
  assert.deepEqual([weeks.length, weeks[0], weeks[1], weeks.at(-1)], [53, 1, 8, 365]);
});

test('a seller sees charts with their words and tables, chooses a time, and takes the numbers along', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const to = Math.floor(desk.now / DAY);
  desk.insights = insightsView.parse(insightsOf(owner, to, 30));
  desk.names[promoter] = { en: 'Theo' };
  await openDesk(page, desk, '/desk/insights');
  await page.getByRole('link', { name: `Theo ${shortId(promoter)}` }).waitFor();
  const visits = page.locator('figure', { hasText: 'Page views' });
  const { totals } = desk.insights;
  await visits
    .getByRole('img', { name: new RegExp(`^Page views: ${totals.views.toLocaleString('en')} in all`) })
    .waitFor();
  assert.equal(await visits.locator('svg.chart-drawing > g').count(), 30);
  await visits.getByText('The same as a table').click();
  assert.equal(await visits.locator('tbody tr').count(), 30);
  await page.getByText('Of what is closed you kept').waitFor();
  await page.getByText('Who looked is not kept').waitFor();
  assert.deepEqual(await seriousFaults(page), []);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as a table (CSV)' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
  assert.match(lines[0] ?? '', /^\ufeffFrom,Search here,Promoters’ links,Other pages here,Other sites,Direct,Orders,/);
  assert.match(lines[1] ?? '', /^\d{4}-\d{2}-\d{2}(,[\d.]+){9}$/);
  assert.equal(lines.indexOf(''), 31);

  desk.insights = insightsView.parse(insightsOf(owner, to, 365));
  await page.getByRole('button', { name: 'A year' }).click();
  await untilTrue(page, "document.querySelector('.insight-chart svg.chart-drawing')?.children.length === 53");
  assert.ok(desk.asked.some((asked) => asked === `/api/v1${path}?days=365`));
  assert.deepEqual(faults, []);
});

test('a new shop is told what to do, in Chinese and on a phone too; who is not signed in is asked to', async (context) => {
  const { desk, page } = await bench.open(context);
  const to = Math.floor(desk.now / DAY);
  const full = insightsOf(owner, to, 30);
  const none: InsightsView = {
    ...full,
    ...{ visits: [], sales: [], listings: [], promoters: [], coupons: [], reviews: [], tokens: [], token: null },
    totals: { ...full.totals, views: 0, orders: 0 },
  };
  desk.insights = none;
  await page.setViewportSize({ width: 390, height: 844 });
  await openDesk(page, desk, '/desk/insights?lang=zh-CN&theme=dark');
  await page.getByText('还没有数据').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  desk.answers['/session'] = () => ({ account: null, operator: false });
  desk.asked.length = 0;
  await page.reload();
  await page.getByText('这些数据只给店铺和店员看').waitFor();
  assert.ok(!desk.asked.some((asked) => asked.startsWith(`/api/v1${path}`)));
});
