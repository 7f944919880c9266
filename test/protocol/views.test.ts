import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from '../../protocol/api/common.ts';
import { caseQuery } from '../../protocol/api/court.ts';
import { groupQuery } from '../../protocol/api/group.ts';
import { headView, offerView } from '../../protocol/api/listing.ts';
import { orderDetail, orderTermsView } from '../../protocol/api/order.ts';
import { headFromView, headToView } from '../../protocol/head-view.ts';
import { offerFromView, offerToView } from '../../protocol/offer-view.ts';
import { orderFromView, orderToView } from '../../protocol/order-view.ts';
import { addressOf, bytes32Of, documentCid, head, offer, order, shop, token } from './samples.ts';

const refusal = (field: string, code: string) => (error: { code: string; details: { field?: string } }) =>
  error.code === code && error.details.field === field;

test('an order survives JSON and the schema of the API', () => {
  const view = orderTermsView.parse(JSON.parse(JSON.stringify(orderToView(order()))));
  assert.deepEqual(orderFromView(view), order());
  assert.equal(view.totalUnits, '33900001');
});

test('an offer survives JSON and the schema of the API', () => {
  const view = offerView.parse(JSON.parse(JSON.stringify(offerToView(offer()))));
  assert.deepEqual(offerFromView(view), offer());
});

test('an order without group, discount and case fits the schema of its page, and so does one with all of them', () => {
  const base = {
    id: bytes32Of('0d'),
    state: 'pooling',
    outcome: 'none',
    shop,
    shopNames: { en: 'Linen & Co' },
    buyer: addressOf('b2'),
    token: { address: token, symbol: 'USD', decimals: 6 },
    totalUnits: '5',
    quantity: 1,
    listing: documentCid('01').toString(),
    titles: {},
    image: null,
    variants: {},
    paidAt: 1,
    deadline: 2,
    stars: null,
    group: null,
    final: false,
    terms: orderToView(order()),
    buyerBps: null,
    sellerBps: null,
    answered: false,
    feeUnits: '0',
    payout: null,
    steps: [],
    deliveryNames: {},
    leader: null,
    pickup: null,
    handover: false,
    discountUnits: '0',
    taken: null,
    case: null,
    detailsHeld: false,
    replied: false,
  };
  assert.deepEqual(orderDetail.parse(base), base);
  const caseOf = {
    order: base.id,
    buyer: base.buyer,
    shop,
    shopNames: {},
    titles: {},
    image: null,
    token: base.token,
    totalUnits: '5',
    phase: 'voting',
    round: 0,
    ruling: null,
    openedAt: 1,
    deadline: 2,
    buyerBps: 10_000,
    sellerBps: 0,
  };
  const group = { groupId: bytes32Of('67'), leader: shop, size: 3, members: 2, deadline: 9, filledAt: null };
  const taken = { couponId: bytes32Of('01'), firstOrderOnly: true, pointsIssuer: shop, points: '5', givenBack: false };
  const full = { ...base, group, leader: shop, pickup: shop, handover: true, discountUnits: '5', taken, case: caseOf };
  assert.deepEqual(orderDetail.parse(full), full);
  for (const fault of [
    { group: undefined },
    { taken: {} },
    { case: { ...caseOf, phase: 'over' } },
    { state: 'open' },
  ]) {
    assert.ok(!orderDetail.safeParse({ ...full, ...fault }).success);
  }
});

test('lists of groups and cases are asked for by what they are found by', () => {
  const found = groupQuery.parse({ shop: shop.toUpperCase().replace('0X', '0x'), state: 'open', limit: '5' });
  assert.deepEqual(found, { shop, state: 'open', limit: 5 });
  assert.ok(!groupQuery.safeParse({ state: 'pooling' }).success);
  assert.deepEqual(caseQuery.parse({ juror: shop, state: 'voting' }), { juror: shop, state: 'voting', limit: 20 });
  assert.ok(!caseQuery.safeParse({ party: 'me' }).success);
});

test('a head survives JSON and the schema of the API', () => {
  const view = headView.parse(JSON.parse(JSON.stringify(headToView(head()))));
  assert.deepEqual(headFromView(view), head());
});

test('a page holds its rows and where the next one starts', () => {
  const page = pageOf(headView);
  assert.ok(page.safeParse({ items: [headToView(head())], nextCursor: null }).success);
  assert.ok(!page.safeParse({ items: [{}], nextCursor: null }).success);
  assert.ok(!page.safeParse({ items: [] }).success);
});

test('addresses of any letter case become lower case', () => {
  const view = { ...orderToView(order()), buyer: `0x${'B2'.repeat(20)}` };
  assert.equal(orderFromView(view).buyer, order().buyer);
});

test('numbers beyond the struct of the contract are refused with their field', () => {
  const view = orderToView(order());
  const faults: [string, object][] = [
    ['totalUnits', { totalUnits: (1n << 128n).toString() }],
    ['totalUnits', { totalUnits: '-1' }],
    ['totalUnits', { totalUnits: '01' }],
    ['version', { version: (1n << 64n).toString() }],
    ['paidAt', { paidAt: '1.5' }],
    ['index', { index: 2 ** 32 }],
    ['kind', { kind: 256 }],
    ['hostBps', { hostBps: 65_536 }],
    ['leaderBps', { leaderBps: 65_536 }],
    ['pickupBps', { pickupBps: -1 }],
    ['leader', { leader: bytes32Of('01') }],
    ['pickup', { pickup: undefined }],
    ['group', { group: addressOf('01') }],
    ['handover', { handover: null }],
    ['quantity', { quantity: 0.5 }],
    ['parameters.feeBps', { parameters: { ...view.parameters, feeBps: -1 } }],
    ['buyer', { buyer: '0x12' }],
    ['sku', { sku: `0x${'zz'.repeat(32)}` }],
    ['order', { more: 1 }],
  ];
  for (const [field, change] of faults) {
    assert.throws(() => orderFromView({ ...view, ...change }), refusal(field, 'order.invalid'), field);
  }
  const most = {
    totalUnits: ((1n << 128n) - 1n).toString(),
    version: ((1n << 64n) - 1n).toString(),
    index: 2 ** 32 - 1,
  };
  assert.equal(orderFromView({ ...view, ...most }).version, (1n << 64n) - 1n);
});

test('faulty offers and heads are refused with their field', () => {
  assert.throws(() => offerFromView({ ...offerToView(offer()), maxSold: 'many' }), refusal('maxSold', 'offer.invalid'));
  assert.throws(() => offerFromView({ ...offerToView(offer()), group: '0x' }), refusal('group', 'offer.invalid'));
  assert.throws(
    () => offerFromView({ ...offerToView(offer()), pickupBps: 65_536 }),
    refusal('pickupBps', 'offer.invalid'),
  );
  assert.throws(
    () => offerFromView({ ...offerToView(offer()), priceUnits: '1e6' }),
    refusal('priceUnits', 'offer.invalid'),
  );
  const view = headToView(head());
  for (const signature of ['0x1', 'abcd', `0x${'ab'.repeat(63)}`, `0x${'ab'.repeat(1_025)}`]) {
    assert.throws(
      () => headFromView({ ...view, signature }),
      refusal('signature', 'head.invalid'),
      signature.slice(0, 9),
    );
  }
  assert.throws(
    () => headFromView({ ...view, catalogue: { ...view.catalogue, version: 0 } }),
    refusal('catalogue.version', 'head.invalid'),
  );
});
