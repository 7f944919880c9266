import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from '../../protocol/api/common.ts';
import { headView, offerView } from '../../protocol/api/listing.ts';
import { orderTermsView } from '../../protocol/api/order.ts';
import { headFromView, headToView } from '../../protocol/head-view.ts';
import { offerFromView, offerToView } from '../../protocol/offer-view.ts';
import { orderFromView, orderToView } from '../../protocol/order-view.ts';
import { head, offer, order } from './samples.ts';

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
