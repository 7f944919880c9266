import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type JurorView, jurorView } from '../../protocol/api/court.ts';
import { hostEarnings, type LogLine, operatorView } from '../../protocol/api/operator.ts';
import type { PromoterDetail, PromoterSummary } from '../../protocol/api/promoter.ts';
import { shortId } from '../../web/components/shorten.ts';
import { lastMonths } from '../../web/islands/court/last-months.ts';
import { seriousFaults } from './axe.ts';
import { openCase } from './case-fixtures.ts';
import { addressOf, digestOf, units } from './fixtures.ts';
import { heldShops, hostEarningsAt, logOf, operatorPolicyNow, operatorViewAt } from './operator-fixtures.ts';
import { deskBench, openDesk, owner } from './support/desk-bench.ts';
import { token } from './support/signed-shop.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

/** A juror of two closed cases: one vote held, the other was overturned on appeal. */
function jurorOfTwo(now: number): JurorView {
  const closed = { ...openCase, phase: 'closed' as const, deadline: null, seat: 0, seatState: 'revealed' as const };
  const [lastMonth = 0, thisMonth = 0] = lastMonths(new Date(now * 1_000)).slice(-2);
  return jurorView.parse({
    address: owner,
    stakes: [
      {
        token,
        stakedUnits: units(75),
        lockedUnits: '0',
        earnedUnits: units(9),
        slashedUnits: units(25),
      },
    ],
    seats: [{ token, seatId: 4, activeAt: now - 86_400, freeAt: null }],
    ...{ drawn: 2, voted: 2, silent: 0, overturned: 1 },
    months: [
      { start: lastMonth, token, earnedUnits: units(4) },
      { start: thisMonth, token, earnedUnits: units(5) },
    ],
    cases: [
      { ...closed, order: digestOf('11'), ruling: 'buyer' },
      { ...closed, order: digestOf('12'), ruling: 'shop' },
    ],
  });
}

for (const [lang, words] of [
  [
    'en',
    {
      chart: 'Earned by month',
      record: 'Drawn: 2 · voted: 2 · silent: 0 · overturned: 1',
      parts: ['Voted 1', 'Overturned on appeal 1', 'Silent 0', 'Under way or excluded 0'],
      rulings: ['Decided for the buyer', 'Decided for the shop'],
    },
  ],
  [
    'zh-CN',
    {
      chart: '每月收入',
      record: '被抽中 2 次，投票 2 次，未投票 0 次，被推翻 1 次',
      parts: ['已投票 1', '上诉被推翻 1', '未投票 0', '进行中或已回避 0'],
      rulings: ['裁决支持买家', '裁决支持店铺'],
    },
  ],
] as const)
  test(`after the rulings a juror sees what became of both votes and what they earned (${lang})`, async (context) => {
    const { desk, page, faults } = await bench.open(context);
    desk.answers[`/jurors/${owner}`] = () => jurorOfTwo(desk.now);
    if (lang === 'zh-CN') await page.setViewportSize({ width: 390, height: 844 });
    await openDesk(page, desk, `/court?lang=${lang}${lang === 'zh-CN' ? '&theme=dark' : ''}`);
    const place = page.locator('.bench');
    await place.getByRole('img', { name: words.record }).waitFor();
    for (const part of words.parts) await place.getByRole('listitem').filter({ hasText: part }).waitFor();
    for (const ruling of words.rulings) await place.getByText(ruling, { exact: true }).waitFor();
    // What both cases paid, by month, and what the overturned vote cost.
    const chart = place
      .locator('.day-bars, figure')
      .filter({ has: page.locator('svg') })
      .last();
    await chart.waitFor();
    const figures = await place.locator('.figures').innerText();
    assert.match(figures, /9\.00/);
    assert.match(figures, /25\.00/);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
  });

test('a promoter sees who brought whom by the names that they signed, with their addresses', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const [parent, named, silent] = [addressOf('3a'), addressOf('4b'), addressOf('5c')];
  const summary = (address: string, sales: number): PromoterSummary => ({
    ...{ address, parent: owner, registeredAt: desk.now, children: 0, sales, refundedSales: 0, earnings: [] },
  });
  const self: PromoterDetail = { ...summary(owner, 4), parent, children: 2, recent: [] };
  desk.answers[`/promoters/${owner}`] = () => self;
  desk.answers['/promoters'] = (_body, _method, query) => {
    assert.equal(query.get('parent'), owner);
    return { items: [summary(named, 3), summary(silent, 0)], nextCursor: null };
  };
  desk.answers['/listings'] = () => ({ items: [], nextCursor: null });
  for (const [account, names] of [
    [parent, { en: 'Mira', 'zh-CN': '米拉' }],
    [named, { en: '<b>Theo</b>' }],
  ] as const)
    desk.answers[`/people/${account}`] = () => ({ account, names });
  await openDesk(page, desk, '/promote?lang=zh-CN');
  const tree = page.getByRole('region', { name: '谁介绍了谁' });
  await tree.getByRole('link', { name: `米拉 ${shortId(parent)}` }).waitFor();
  await tree.getByRole('link', { name: `<b>Theo</b> ${shortId(named)}` }).waitFor();
  const bare = tree.getByRole('link', { name: shortId(silent), exact: true });
  assert.equal(await bare.getAttribute('href'), `/people/${silent}`);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});

test('an operator reads the log in plain words, by level, and further back', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  let lines: LogLine[] = logOf(21, desk.now);
  const answers = {
    '/session': () => ({ account: owner, operator: true }),
    '/operator': () => operatorView.parse(operatorViewAt(desk.now)),
    '/operator/log': () => ({ lines }),
    '/operator/samples': () => ({ everySeconds: 10, samples: [] }),
    '/operator/shops': () => ({ items: heldShops, nextCursor: null }),
    '/operator/earnings': () => hostEarnings.parse(hostEarningsAt(desk.now)),
    '/operator/policy': () => operatorPolicyNow,
  };
  Object.assign(desk.answers, answers);
  await openDesk(page, desk, '/operator');
  const log = page.getByRole('region', { name: 'Log lines that matter' });
  const rows = log.locator('.log-lines > li');
  await log.getByRole('button', { name: 'All 21' }).waitFor();
  assert.equal(await rows.count(), 8);
  await log.getByRole('button', { name: 'Show older lines (13)' }).click();
  await rows.nth(15).waitFor();
  await log.getByRole('button', { name: 'Errors 6' }).click();
  await log.getByText('line 20 of the node').waitFor();
  assert.equal(await rows.count(), 6);
  await rows.first().getByText('Storage', { exact: true }).waitFor();
  await rows.first().getByText('has no room for anything new').waitFor();
  assert.deepEqual(await seriousFaults(page), []);

  lines = [];
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.origin}/operator?lang=zh-CN&theme=dark`);
  await page.getByRole('region', { name: '值得注意的日志' }).getByText('节点启动以来没有警告。').waitFor();
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});
