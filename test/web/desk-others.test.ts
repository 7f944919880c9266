import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type JurorView, jurorView } from '../../protocol/api/court.ts';
import { type LogLine, type OperatorView, operatorPolicy } from '../../protocol/api/operator.ts';
import type { PromoterDetail, PromoterSummary } from '../../protocol/api/promoter.ts';
import { shortId } from '../../web/components/shorten.ts';
import { lastMonths } from '../../web/islands/court/last-months.ts';
import { seriousFaults } from './axe.ts';
import { openCase, votingCase } from './case-fixtures.ts';
import { addressOf, digestOf, units } from './fixtures.ts';
import { logOf, operatorPolicyNow, operatorViewAt, wellViewAt } from './operator-fixtures.ts';
import { deskBench, openDesk, owner } from './support/desk-bench.ts';
import { operatorAnswers } from './support/operator-answers.ts';
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

test('a juror sees on a phone how far their vote is, until when each step can be taken, and what is lost with the browser', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  await page.setViewportSize({ width: 390, height: 844 });
  const [round] = votingCase.rounds;
  const [seat] = round?.panel ?? [];
  assert.ok(round && seat);
  const [commitBy, revealBy] = [desk.now + 86_400, desk.now + 2 * 86_400];
  const panel = [
    { ...seat, juror: owner, state: 'drawn' as const, vote: null, commitment: null, lockUnits: units(50) },
  ];
  desk.case = { ...votingCase, rounds: [{ ...round, commitBy, revealBy, decided: null, panel }] };
  await page.goto(`${desk.origin}/court/${votingCase.order}`);
  await page.getByRole('button', { name: 'Test purse' }).click();
  const way = page.getByRole('list', { name: 'The way of your vote' });
  await way
    .locator('[aria-current=step]')
    .filter({ hasText: /Sealed.*until/s })
    .waitFor();
  await way
    .getByRole('listitem')
    .filter({ hasText: /Opened.*until/s })
    .waitFor();
  // Each name stands on one line.
  const heights = await way.locator('.stop-name').evaluateAll((names) => names.map(({ clientHeight }) => clientHeight));
  assert.equal(heights.length, 3);
  assert.ok(Math.max(...heights) < 40, `${heights}`);
  await page.getByText('What if I lose this browser?').click();
  // A fifth of what is held for the case.
  await page.getByText('counts as silence and costs 10.00 dUSD').waitFor();
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
    desk.names[account] = names;
  await openDesk(page, desk, '/promote?lang=zh-CN');
  const tree = page.getByRole('region', { name: '谁介绍了谁' });
  await tree.getByRole('link', { name: `米拉 ${shortId(parent)}` }).waitFor();
  await tree.getByRole('link', { name: `<b>Theo</b> ${shortId(named)}` }).waitFor();
  const bare = tree.getByRole('link', { name: shortId(silent), exact: true });
  assert.equal(await bare.getAttribute('href'), `/people/${silent}`);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});

test('a promoter takes what their links earned without leaving the page', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const earnings = [{ token, earnedUnits: units(30), pendingUnits: '0' }];
  const self: PromoterDetail = {
    ...{ address: owner, parent: null, registeredAt: desk.now, children: 0, sales: 2, refundedSales: 0, earnings },
    recent: [],
  };
  let waiting = units(12.5);
  desk.answers[`/promoters/${owner}`] = () => self;
  desk.answers['/promoters'] = () => ({ items: [], nextCursor: null });
  desk.answers['/listings'] = () => ({ items: [], nextCursor: null });
  desk.answers['/credits'] = () => ({
    items: [{ owner, token, creditUnits: waiting, withdrawnUnits: '0' }],
  });
  await openDesk(page, desk, '/promote');
  const payout = page.getByRole('region', { name: 'Ready to withdraw' });
  await payout.getByText('12.50 dUSD').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await payout.getByRole('button', { name: 'Withdraw' }).click();
  waiting = '0';
  await payout.waitFor({ state: 'detached' });
  assert.deepEqual(
    desk.chain.sent.map(({ functionName, args }) => [functionName, String(args[1]).toLowerCase(), args[2]]),
    [['withdraw', owner, BigInt(units(12.5))]],
  );
  assert.deepEqual(faults, []);
});

test('an operator sees at a glance what to do first, and that all is well once it is', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const shown = { view: operatorViewAt(desk.now), lines: logOf(1, desk.now) };
  Object.assign(desk.answers, operatorAnswers(desk.now, shown));
  await openDesk(page, desk, '/operator');
  const glance = page.getByRole('region', { name: '3 things need your hand' });
  const rows = glance.locator('.node-health-alerts > li');
  await rows.first().getByRole('link', { name: 'Nodes whose index differs from this one: 1.' }).waitFor();
  await rows.first().getByText('npx vouch index rebuild').waitFor();
  await rows.nth(2).getByRole('link', { name: 'Errors in the last hour: 1.' }).waitFor();
  assert.equal(await rows.count(), 3);
  assert.equal(await glance.locator('.tile-picture svg').count(), 6);
  assert.deepEqual(await seriousFaults(page), []);

  Object.assign(shown, { view: wellViewAt(desk.now), lines: [] });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.origin}/operator?lang=zh-CN&theme=dark`);
  await page.getByRole('region', { name: '节点运行良好' }).waitFor();
  assert.equal(await page.locator('.node-health-alerts').count(), 0);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});

test('an operator knows shops of the policy by their names, and reads every table on a phone without pushing it aside', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  await page.setViewportSize({ width: 390, height: 844 });
  const shown = { view: operatorViewAt(desk.now), lines: [] };
  const [chosen = ''] = operatorPolicyNow.own.followed;
  const names = { [chosen]: { names: { en: '<i>Kiln</i> & Cloud' } } };
  Object.assign(desk.answers, operatorAnswers(desk.now, shown), {
    '/operator/policy': () => operatorPolicy.parse({ ...operatorPolicyNow, names }),
  });
  await openDesk(page, desk, '/operator');
  const moderation = page.getByRole('region', { name: 'What this node carries' });
  const row = moderation.getByRole('listitem').filter({ hasText: shortId(chosen) });
  await row.getByText('<i>Kiln</i> & Cloud', { exact: true }).waitFor();

  const health = page.getByRole('region', { name: 'Endpoints of the chain' });
  await health.getByRole('cell', { name: 'was wrong; not asked' }).waitFor();
  const digests = page.getByRole('region', { name: 'Same index as others?' }).getByRole('table');
  await digests.waitFor();
  const tooWide = await page
    .locator('.table-scroll')
    .evaluateAll((all) =>
      all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((table) => table.ariaLabel),
    );
  assert.deepEqual(tooWide, []);
  const heads = await digests
    .locator('td')
    .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.head));
  assert.deepEqual([...new Set(heads)], ['Compared at block', 'Index']);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});

test('an operator reads the log in plain words, by level, and further back', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  const shown: { view: OperatorView; lines: LogLine[] } = {
    view: operatorViewAt(desk.now),
    lines: logOf(21, desk.now),
  };
  Object.assign(desk.answers, operatorAnswers(desk.now, shown));
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

  shown.lines = [];
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${desk.origin}/operator?lang=zh-CN&theme=dark`);
  await page.getByRole('region', { name: '值得注意的日志' }).getByText('节点启动以来没有警告。').waitFor();
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});
