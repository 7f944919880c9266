import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { OrderDetail } from '../../protocol/api/order.ts';
import type { CirclePurchasesView, PersonalTrustView } from '../../protocol/api/trust.ts';
import { cidOf, DAG_CBOR, digestOf as digestOfCid } from '../../protocol/block.ts';
import { decodeNote, type Note } from '../../protocol/note.ts';
import { recoverSigner } from '../../protocol/recover-signer.ts';
import { verifyNote } from '../../protocol/verify-note.ts';
import { until } from '../support/until.ts';
import { seriousFaults } from './axe.ts';
import { addressOf, digestOf, listings } from './fixtures.ts';
import { completedOrder } from './order-fixtures.ts';
import { checkoutBench } from './support/checkout-bench.ts';
import { buyer, chainId, contracts } from './support/signed-shop.ts';

const bench = checkoutBench();
before(() => bench.start());
after(() => bench.stop());

const [friend, between] = [addressOf('3a'), addressOf('4b')];

/** What the node says of the viewer's circle. */
const circleOf = (viewer: string): PersonalTrustView => ({
  viewer,
  circle: 12,
  bought: 3,
  milliStars: 4_600,
  expectedMilliStars: 4_450,
  people: [
    {
      account: friend,
      names: { en: 'Mira' },
      trustMicros: 41_000,
      order: digestOf('7c'),
      stars: 5,
      recommends: true,
      path: [
        { from: viewer, to: between, reason: 'follows', order: null },
        { from: between, to: friend, reason: 'agreed', order: digestOf('8d') },
      ],
    },
  ],
});

interface FakeCircle {
  /** Notes that the node took in, the newest last. */
  notes: Note[];
  /** Viewers whose circle was asked for. */
  viewers: string[];
}

/** A node that keeps one account's notes and knows a circle. */
async function answerPeople(page: Page): Promise<FakeCircle> {
  const fake: FakeCircle = { notes: [], viewers: [] };
  let newest: Buffer | undefined;
  await page.route('**/api/v1/people/*/note', (route) =>
    newest === undefined
      ? route.fulfill({ status: 404, json: { code: 'note.not_found', detail: 'None.', retryable: false } })
      : route.fulfill({ body: newest, contentType: 'application/vnd.ipld.dag-cbor' }),
  );
  await page.route(
    ({ pathname }) => pathname === '/api/v1/names',
    (route) => route.fulfill({ json: { items: [{ account: between, names: { en: 'Theo' } }] } }),
  );
  await page.route('**/api/v1/notes', async (route) => {
    const bytes = route.request().postDataBuffer() ?? Buffer.alloc(0);
    const decoded = decodeNote(bytes);
    assert.ok(decoded.ok);
    const checked = await verifyNote(decoded.value, {
      chainId,
      market: contracts.market,
      recover: recoverSigner,
      verifyContractSignature: async () => false,
    });
    assert.ok(checked.ok, checked.ok ? '' : checked.error.message);
    fake.notes.push(checked.value);
    newest = bytes;
    await route.fulfill({ json: { id: digestOfCid(cidOf(bytes, DAG_CBOR)) } });
  });
  await page.route('**/trust/personal?**', async (route) => {
    const viewer = new URL(route.request().url()).searchParams.get('viewer') ?? '';
    fake.viewers.push(viewer);
    await route.fulfill({ json: circleOf(viewer) });
  });
  return fake;
}

/** Counts what the wallet is asked to sign. */
const signatures = (page: Page): { count: number } => {
  const asked = { count: 0 };
  page.on('request', (request) => {
    if (request.postData()?.includes('eth_signTypedData_v4')) asked.count += 1;
  });
  return asked;
};

/** The wallet of an earlier visit is taken up again by itself. */
const connected = (page: Page): Promise<unknown> =>
  page.addInitScript("localStorage.setItem('vouch.wallet', 'org.test')");

test('a listing says how many people its reader trusts bought it, and names the way to each', async (context) => {
  const { market, page, faults } = await bench.openMarket(context);
  const fake = await answerPeople(page);
  await connected(page);
  await page.goto(`${market.origin}/listing`);
  const circle = page.locator('.circle');
  await circle.getByText('3 people you trust bought this').waitFor();
  assert.deepEqual(fake.viewers, [buyer.address.toLowerCase()]);
  assert.match(await circle.innerText(), /They give it 4\.6 stars; .* expect 4\.5/);
  await circle.locator('details summary').click();
  assert.deepEqual(await circle.locator('.trust-path li').allInnerTexts(), [
    'You follow Theo.',
    'Theo and Mira gave the same shop the same stars. the order behind it',
  ]);
  const proof = circle.locator('.trust-path a', { hasText: 'the order behind it' });
  assert.equal(await proof.getAttribute('href'), `/order/${digestOf('8d')}`);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('404')),
    [],
  );
});

test('without a wallet nothing of a circle is loaded', async (context) => {
  const { market, page } = await bench.openMarket(context);
  const fake = await answerPeople(page);
  await page.goto(`${market.origin}/listing`);
  await page.locator('[data-island="circle"][data-mounted]').waitFor();
  assert.match(await page.locator('[data-island="circle"]').innerText(), /Connect a wallet/);
  assert.deepEqual(fake.viewers, []);
});

/** What the circle of a viewer bought, as the node says it. */
const goodsOf = (viewer: string, items: number): CirclePurchasesView => ({
  viewer,
  circle: items === 0 ? 0 : 12,
  items: listings.slice(0, items).map((listing) => ({ listing, bought: 2, people: circleOf(viewer).people })),
});

test('the home page shows what the circle of its reader bought, names the way, and begins anew when nobody is connected', async (context) => {
  const { market, page, faults } = await bench.openMarket(context);
  await answerPeople(page);
  await page.route('**/circle/purchases?**', (route) =>
    route.fulfill({ json: goodsOf(new URL(route.request().url()).pathname.split('/')[4] ?? '', 2) }),
  );
  await connected(page);
  await page.goto(`${market.origin}/`);
  const goods = page.locator('[data-island="circle-goods"]');
  const card = goods.locator('.circle-card').first();
  await card.waitFor();
  assert.equal(await goods.locator('.circle-card').count(), 2);
  assert.match(await card.innerText(), /Mira and 1 more person you trust bought this/);
  assert.equal(await goods.locator('.circle-begin').isVisible(), false);
  await card.locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.equal(await card.locator('.trust-path li').first().innerText(), 'You follow Theo.');
  assert.equal(
    await card.getByRole('link', { name: 'The order of Mira' }).getAttribute('href'),
    `/order/${digestOf('7c')}`,
  );
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('404')),
    [],
  );
});

test('a reader without a circle is told how one begins, and a failed answer can be asked for again', async (context) => {
  const { market, page } = await bench.openMarket(context);
  let asked = 0;
  await page.route('**/circle/purchases?**', (route) => {
    asked += 1;
    if (asked === 1)
      return route.fulfill({ status: 503, json: { code: 'node.busy', detail: 'Busy.', retryable: true } });
    return route.fulfill({ json: goodsOf('0x', 0) });
  });
  await page.goto(`${market.origin}/`);
  const begin = page.locator('.circle-begin');
  await page.locator('[data-island="circle-goods"][data-mounted]').waitFor();
  assert.equal(await begin.locator('li').count(), 3);
  assert.equal(asked, 0, 'nobody is connected');
  assert.doesNotMatch(await page.content(), new RegExp(buyer.address, 'i'));

  await connected(page);
  await page.reload();
  await page.locator('[data-island="circle-goods"]').getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Your trust reaches nobody yet.').waitFor();
  assert.equal(await begin.isVisible(), true);
});

test('following a shop is one signed note, and the wallet is asked once for many', async (context) => {
  const { market, page } = await bench.openMarket(context);
  const fake = await answerPeople(page);
  const asked = signatures(page);
  await connected(page);
  await page.goto(`${market.origin}/listing`);
  const button = page.locator('.follow button');
  await page.getByRole('button', { name: 'Follow this shop', disabled: false }).click();
  await page.getByRole('button', { name: 'Following', pressed: true }).waitFor();
  assert.deepEqual(fake.notes.at(-1)?.followsShops, [market.signed.detail.shop]);
  assert.equal(asked.count, 1);
  await until('the circle is asked for again', async () => fake.viewers.length === 2);

  await page.reload();
  await page.getByRole('button', { name: 'Following', pressed: true, disabled: false }).click();
  await page.getByRole('button', { name: 'Follow this shop', disabled: false }).waitFor();
  assert.deepEqual(fake.notes.at(-1)?.followsShops, []);
  assert.equal(fake.notes.length, 2);
  assert.equal(asked.count, 1, 'the kept key signs');
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
});

test('the buyer of a completed order recommends it with the order as proof, and takes the word back', async (context) => {
  const { market, page } = await bench.openMarket(context);
  const fake = await answerPeople(page);
  await connected(page);
  const account = buyer.address.toLowerCase();
  const { cid, shop, handle } = market.signed.detail;
  const done: OrderDetail = {
    ...completedOrder,
    buyer: account,
    shop,
    listing: cid,
    image: null,
    terms: { ...completedOrder.terms, buyer: account, shop },
  };
  market.showOrder({ order: done, review: null, group: null, case: null, evidence: [] });
  await page.goto(`${market.origin}/order`);
  await page.locator('textarea[name=recommendation]').fill('  Warm to the last sip. ');
  await page.getByRole('button', { name: 'Recommend', exact: true, disabled: false }).click();
  await page.locator('.recommend-own', { hasText: 'Warm to the last sip.' }).waitFor();
  const [word] = fake.notes.at(-1)?.recommendations ?? [];
  assert.deepEqual(
    { shop: word?.shop, handle: word?.handle, order: word?.order, text: word?.text, language: word?.language },
    { shop, handle, order: done.id, text: 'Warm to the last sip.', language: 'en' },
  );
  await page.getByRole('button', { name: 'Withdraw', disabled: false }).click();
  await page.locator('textarea[name=recommendation]').waitFor();
  assert.deepEqual(fake.notes.at(-1)?.recommendations, []);
});
