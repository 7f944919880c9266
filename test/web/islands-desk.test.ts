import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { deskPath } from '../../web/desk-parts.ts';
import { applyEdits, editCount, noEdits, withOfferEdit } from '../../web/islands/desk/catalogue-edit.ts';
import { tasksOf, type Waiting } from '../../web/islands/desk/tasks.ts';
import { agreedShare, shareBounds } from '../../web/islands/order/share-bounds.ts';
import { shopDetail } from './fixtures.ts';
import { taken } from './support/drafts.ts';

const entryOf = (handle: string): CatalogueEntry => ({ ...taken({}).entry, handle, updatedAt: 1_000 });

test('edits change prices and stocks, counting what was sold, and leave the rest alone', () => {
  const entries = [entryOf('mug'), entryOf('bowl'), entryOf('jar')];
  const sales = [{ handle: 'mug', code: 'ONE', soldUnits: 31 }];
  let edits = withOfferEdit(noEdits, { handle: 'mug', code: 'ONE', left: 5 });
  edits = withOfferEdit(edits, { handle: 'mug', code: 'ONE', priceUnits: '30000000' });
  edits = { ...edits, removed: ['jar'], added: [entryOf('vase')] };
  assert.equal(editCount(edits), 3);
  const next = applyEdits(entries, edits, { sales, now: 2_000 });
  assert.deepEqual(
    next.map(({ handle }) => handle),
    ['mug', 'bowl', 'vase'],
  );
  assert.deepEqual(next[0]?.offers, [{ code: 'ONE', priceUnits: '30000000', maxSold: 36 }]);
  assert.deepEqual(next[1], entries[1]);
  assert.deepEqual(
    next.map(({ updatedAt }) => updatedAt),
    [2_000, 1_000, 2_000],
  );
});

test('places of a desk stay those of the shop that is named', () => {
  assert.equal(deskPath('/desk#deposit', null), '/desk#deposit');
  assert.equal(deskPath('/desk#deposit', '0xab'), '/desk?shop=0xab#deposit');
  assert.equal(deskPath('/desk/goods/edit?copy=mug', '0xab'), '/desk/goods/edit?copy=mug&shop=0xab');
});

test('a shop that sells is asked for its words on shipping and returns, after what is urgent', () => {
  const none: Waiting = { count: 0, first: null };
  const names = (change: Partial<typeof shopDetail>, paid = none): string[] =>
    tasksOf({
      shop: { ...shopDetail, validUntil: 9_000_000, ...change },
      waiting: { paid, disputed: none },
      now: 0,
    }).map(({ name }) => name);
  assert.deepEqual(names({}), []);
  assert.deepEqual(names({ returns: {} }, { count: 2, first: 9 }), ['ship', 'policies']);
  assert.deepEqual(names({ returns: {}, listings: 0 }), ['list']);
});

test('proposals only move towards the other side', () => {
  const order = { buyerBps: 6_000, sellerBps: 2_500 };
  assert.deepEqual(shareBounds(order, 'propose', 'buyer'), { least: 100, most: 6_000, first: 6_000 });
  assert.deepEqual(shareBounds(order, 'propose', 'seller'), { least: 2_500, most: 10_000, first: 2_500 });
  assert.deepEqual(shareBounds({ buyerBps: null, sellerBps: null }, 'dispute', 'buyer'), {
    least: 100,
    most: 10_000,
    first: 10_000,
  });
  const answered = { ...order, answered: true };
  assert.equal(agreedShare(answered, 'seller', 5_900), null);
  assert.equal(agreedShare(answered, 'seller', 7_000), 6_000, 'never more than the buyer asks for');
  assert.equal(agreedShare(answered, 'buyer', 2_600), null);
  assert.equal(agreedShare(answered, 'buyer', 2_000), 2_500, 'never less than the seller offers');
  assert.equal(agreedShare({ ...answered, answered: false }, 'buyer', 100), null, 'nobody agreed to that');
  assert.deepEqual(shareBounds(order, 'rule', 'arbitrator'), { least: 0, most: 10_000, first: 5_000 });
});
