import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from '../../../protocol/api/common.ts';
import type { HeldHeadView, ListingDetail, ListingSummary } from '../../../protocol/api/listing.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { PromoterDetail } from '../../../protocol/api/promoter.ts';
import type { ReviewView } from '../../../protocol/api/review.ts';
import type { DepositView, ShopDetail, SoldVariant } from '../../../protocol/api/shop.ts';
import type { StatusView } from '../../../protocol/api/status.ts';
import { buyerRecordView, listingTrustView, promoterRecordView, shopTrustView } from '../../../protocol/api/trust.ts';
import { assertProblem, getJson, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { addressOf, person } from '../../support/people.ts';
import { draft, openShop, publish, WHOLE } from '../../support/shop.ts';
import { buy, confirm, listingOf, orderAfter, ship, termsOf, writeReview } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

const LISTINGS = 101;
let market: TestMarket;
let shop: string;
let order: OrderDetail;
const buyer = addressOf(person('buyer'));
const host = addressOf(person('operator'));
const url = (path: string) => `${market.node.url}${path}`;
const read = <T>(path: string) => getJson<T>(url(path));

before(async () => {
  market = await startMarket();
  const seller = await openShop(market, { stakeUnits: 1_000n * WHOLE });
  shop = seller.address;
  const many = Array.from({ length: LISTINGS }, (_, index) =>
    draft(market, {
      shop: seller.address,
      handle: `cup-${index}`,
      title: `Tea cup ${index}`,
      priceUnits: BigInt(index + 1) * WHOLE,
      // The deposit of 1,000 covers every one of these whole.
      terms: index < 3 ? { coverageBps: 10_000 } : {},
      stock: index === 100 ? 0 : 50,
    }),
  );
  await publish(market, seller.account, many);
  const account = market.account('buyer');
  const { block } = await buy(market, account, await listingOf(market.node.url, seller.address, 'cup-9'), {
    quantity: 2,
    host,
  });
  const paid = await orderAfter(market.node.url, account.address, block);
  await ship(market, seller, termsOf(paid));
  await confirm(market, account, termsOf(paid));
  const review = writeReview(market, account, paid, 5, 'Keeps the tea warm.');
  await market.client.content(review.block.bytes, types.cbor);
  await review.post();
  await until('the review with its text', async () => {
    const { items } = await read<Page<ReviewView>>('/api/v1/reviews');
    return items[0]?.content?.text === 'Keeps the tea warm.';
  });
  order = await read<OrderDetail>(`/api/v1/orders/${paid.id}`);
});
after(() => market.stop());

test('every fixed path answers with what its schema says', async () => {
  const status = await until('the node to follow the chain', async () => {
    const now = await read<StatusView>('/api/v1/status');
    return now.synced && now;
  });
  assert.deepEqual([status.shops, status.listings, status.orders], [1, LISTINGS, 1]);
  assert.equal(status.host, host);
  assert.equal(status.chainId, market.deployment.chainId);
  const shops = await read<Page<{ address: string }>>('/api/v1/shops');
  assert.deepEqual(
    shops.items.map(({ address }) => address),
    [shop],
  );
  assert.equal((await read<ShopDetail>(`/api/v1/shops/${shop}`)).address, shop);
  assert.equal(order.state, 'completed');
  assert.equal(order.payout?.hostUnits, '200000', '1 % of 20');
  const reviews = await read<Page<ReviewView>>(`/api/v1/reviews?shop=${shop}`);
  assert.equal(reviews.items[0]?.stars, 5);
  assert.deepEqual((await read<Page<PromoterDetail>>('/api/v1/promoters')).items, []);
  const deposits = await read<Page<DepositView>>(`/api/v1/deposits?shop=${shop}`);
  assert.equal(deposits.items[0]?.stakedUnits, (1_000n * WHOLE).toString());
  const credits = await read<{ items: { creditUnits: string }[] }>(`/api/v1/credits?owner=${host}`);
  assert.deepEqual(
    credits.items.map(({ creditUnits }) => creditUnits),
    ['200000'],
  );
  // Empty blocks follow the last purchase for some seconds.
  const { block, ...health } = await until('the node to be well', async () => {
    const now = await read<{ block: number; synced: boolean }>('/healthz');
    return now.synced && now;
  });
  assert.deepEqual(health, { status: 'ok', synced: true, problem: null });
  assert.ok(block >= status.block);
});

test('an address in any letter case means the same account', async () => {
  const upper = `0x${shop.slice(2).toUpperCase()}`;
  assert.equal((await read<ShopDetail>(`/api/v1/shops/${upper}`)).address, shop);
});

test('the sales of a shop name every variant that was sold', async () => {
  const { items } = await read<{ items: SoldVariant[] }>(`/api/v1/shops/${shop}/sales`);
  assert.deepEqual(
    items.filter(({ soldUnits }) => soldUnits > 0).map(({ handle, code, soldUnits }) => ({ handle, code, soldUnits })),
    [{ handle: 'cup-9', code: 'one', soldUnits: 2 }],
  );
});

test('the head of a shop is the signed catalogue whose root the gateway serves', async () => {
  const head = await read<HeldHeadView>(`/api/v1/heads/${shop}`);
  assert.equal(head.signer, shop);
  assert.equal(head.catalogue.version, 1);
  assert.equal((await fetch(url(`/ipfs/${head.rootCid}`))).status, 200);
});

test('limit takes 1 to 100 and nothing else', async () => {
  assert.equal((await read<Page<ListingSummary>>('/api/v1/listings?limit=1')).items.length, 1);
  assert.equal((await read<Page<ListingSummary>>('/api/v1/listings?limit=100')).items.length, 100);
  for (const [limit, bound] of [
    ['0', '1'],
    ['101', '100'],
    ['-1', '1'],
    ['1.5', undefined],
    ['many', undefined],
  ] as const) {
    await assertProblem(await fetch(url(`/api/v1/listings?limit=${limit}`)), {
      status: 400,
      code: 'request.invalid',
      field: 'limit',
      ...(bound === undefined ? {} : { limit: bound }),
    });
  }
});

test('pages follow each other without gaps or repeats, in every order', async () => {
  for (const sort of ['newest', 'price_asc', 'price_desc', 'score']) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<ListingSummary> = await read(
        `/api/v1/listings?limit=40&sort=${sort}${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map(({ handle }) => handle));
      cursor = page.nextCursor;
    } while (cursor !== null);
    assert.equal(new Set(seen).size, LISTINGS, sort);
    assert.equal(seen.length, LISTINGS, sort);
  }
});

test('cursors of another list, order or making are refused on every list', async () => {
  const { nextCursor } = await read<Page<ListingSummary>>('/api/v1/listings?limit=5&sort=price_asc');
  assert.ok(nextCursor);
  const wrong = [
    nextCursor,
    'x',
    '%00',
    "' or 1=1 --",
    Buffer.from('["price_asc",["1; drop table shops",1]]').toString('base64url'),
    Buffer.from('["newest",[1e400,1]]').toString('base64url'),
    Buffer.from('[null]').toString('base64url'),
  ];
  for (const list of ['listings?sort=newest&', 'shops?', 'orders?', 'reviews?', 'promoters?', 'deposits?'])
    for (const cursor of wrong)
      await assertProblem(await fetch(url(`/api/v1/${list}cursor=${encodeURIComponent(cursor)}`)), {
        status: 400,
        code: 'cursor.invalid',
        field: 'cursor',
      });
  await assertProblem(await fetch(url(`/api/v1/shops?cursor=${'x'.repeat(201)}`)), {
    status: 400,
    code: 'request.invalid',
    field: 'cursor',
    limit: '200',
  });
});

test('words find listings and shops, and no text is anything but words', async () => {
  const found = await read<Page<ListingSummary>>('/api/v1/listings?q=tea%20cup%2042');
  assert.equal(found.items[0]?.handle, 'cup-42');
  assert.equal((await read<Page<{ address: string }>>('/api/v1/shops?q=kiln')).items[0]?.address, shop);
  const odd = [
    "'; drop table listings; --",
    "' or '1'='1",
    '%',
    '_',
    '\\',
    '%25',
    "'::tsquery",
    ':* & !',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '\u202Ecup',
    '\0',
    '\ud800',
    '("',
    'a & | b',
  ];
  for (const q of odd) {
    for (const list of ['listings', 'shops']) {
      const response = await fetch(`${market.node.url}/api/v1/${list}?q=${encodeURIComponent(q.toWellFormed())}`);
      assert.equal(response.status, 200, `${list}: ${JSON.stringify(q)} ${await response.clone().text()}`);
      const { items } = (await response.json()) as Page<unknown>;
      if (['%', '_', '\\'].includes(q)) assert.deepEqual(items, [], `${JSON.stringify(q)} is no wildcard`);
    }
  }
  assert.equal((await read<StatusView>('/api/v1/status')).listings, LISTINGS);
  await assertProblem(await fetch(url(`/api/v1/listings?q=${'x'.repeat(201)}`)), {
    status: 400,
    code: 'request.invalid',
    field: 'q',
    limit: '200',
  });
});

test('filters choose by price, kind, tag, shop, stock and cover', async () => {
  const handles = async (query: string) =>
    (await read<Page<ListingSummary>>(`/api/v1/listings?limit=100&${query}`)).items.map(({ handle }) => handle).sort();
  assert.deepEqual(await handles('minPriceUnits=5000000&maxPriceUnits=6000000'), ['cup-4', 'cup-5']);
  assert.deepEqual(await handles('covered=true'), ['cup-0', 'cup-1', 'cup-2']);
  assert.equal((await handles('inStock=true')).includes('cup-100'), false);
  assert.deepEqual(await handles('kind=digital'), []);
  assert.deepEqual(await handles('tag=nothing'), []);
  assert.deepEqual(await handles(`shop=${buyer}`), []);
  for (const [query, field] of [
    ['kind=stolen', 'kind'],
    ['sort=title', 'sort'],
    ['sort=price_asc;drop', 'sort'],
    ['minPriceUnits=-1', 'minPriceUnits'],
    ['maxPriceUnits=1e9', 'maxPriceUnits'],
    ['shop=0x12', 'shop'],
    ['inStock=perhaps', 'inStock'],
    [`tag=${'x'.repeat(65)}`, 'tag'],
  ]) {
    await assertProblem(await fetch(url(`/api/v1/listings?${query}`)), {
      status: 400,
      code: 'request.invalid',
      ...(field === undefined ? {} : { field }),
    });
  }
});

test('amounts are decimal strings of token units, never numbers', async () => {
  const texts = await Promise.all(
    ['shops', 'listings', 'orders', 'reviews', 'deposits', `credits?owner=${host}`, `orders/${order.id}`].map((path) =>
      fetch(url(`/api/v1/${path}`)).then((response) => response.text()),
    ),
  );
  const amounts = texts.flatMap((text) => [...text.matchAll(/"(\w*[uU]nits)":([^,}\]]+)/g)]);
  // Counts of goods are no amounts of money.
  const money = amounts.filter(([, name]) => name !== 'soldUnits');
  assert.ok(money.length > 20);
  for (const [found, , value] of money) assert.match(value ?? '', /^("[0-9]+"|null)$/, found);
});

test('what a node does not know is 404, and what cannot be known is 400', async () => {
  const nobody = `0x${'9'.repeat(40)}`;
  const missing = 'bafyreigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';
  for (const [path, noun] of [
    [`/api/v1/shops/${nobody}`, 'shop'],
    [`/api/v1/heads/${nobody}`, 'head'],
    [`/api/v1/promoters/${nobody}`, 'promoter'],
    [`/api/v1/orders/0x${'9'.repeat(64)}`, 'order'],
    [`/api/v1/listings/${missing}`, 'listing'],
  ])
    await assertProblem(await fetch(url(path ?? '')), { status: 404, code: `${noun}.not_found` });
  for (const path of ['shops/0x12', 'orders/1', 'promoters/me', 'heads/x'])
    await assertProblem(await fetch(url(`/api/v1/${path}`)), { status: 400, code: 'request.invalid' });
  await assertProblem(await fetch(url('/api/v1/listings/QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG')), {
    status: 400,
    code: 'cid.invalid',
    field: 'cid',
  });
  await assertProblem(await fetch(url('/api/v1/nothing')), { status: 404, code: 'page.not_found' });
});

test('every listing that a list names can be read whole', async () => {
  const { items } = await read<Page<ListingSummary>>('/api/v1/listings?limit=3');
  for (const { cid } of items) {
    const listing = await read<ListingDetail>(`/api/v1/listings/${cid}`);
    assert.equal(listing.cid, cid);
    assert.ok((listing.variants[0]?.proof.length ?? 0) > 0);
  }
});

test('trust in a shop, a listing, a buyer and a promoter is read with its evidence', async () => {
  await until('the record of the buyer', async () => {
    const record = buyerRecordView.parse(await read(`/api/v1/people/${buyer}/record`));
    return record.orders === 1 && record.reviews === 1;
  });
  const trust = shopTrustView.parse(await read(`/api/v1/shops/${shop}/trust`));
  const detail = await read<ShopDetail>(`/api/v1/shops/${shop}`);
  assert.deepEqual(trust.score.score, detail.score);
  assert.deepEqual(
    trust.score.parts.map(({ order: named, buyer: by, stars }) => [named, by, stars]),
    [[order.id, buyer, 5]],
  );
  assert.deepEqual([trust.shipping.cases, trust.months.length, trust.deposits[0]?.openUnits], [1, 1, '0']);
  const listing = listingTrustView.parse(await read(`/api/v1/shops/${shop}/listings/cup-9/trust`));
  assert.deepEqual([listing.sold, listing.score.score.reviews, listing.flags], [1, 1, []]);
  const promoter = promoterRecordView.parse(await read(`/api/v1/promoters/${buyer}/record`));
  assert.equal(promoter.sales, 0);
  await assertProblem(await fetch(url(`/api/v1/shops/${buyer}/trust`)), { status: 404, code: 'shop.not_found' });
  await assertProblem(await fetch(url(`/api/v1/shops/${shop}/listings/no-such/trust`)), {
    status: 404,
    code: 'listing.not_found',
  });
  assert.equal((await fetch(url('/api/v1/people/nobody/record'))).status, 400);
});
