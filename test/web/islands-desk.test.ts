import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { createEntryCheck } from '../../protocol/catalogue-check.ts';
import { VouchError } from '../../protocol/errors.ts';
import { decodeListing } from '../../protocol/listing.ts';
import { applyEdits, editCount, noEdits, withOfferEdit } from '../../web/islands/desk/catalogue-edit.ts';
import { handleOf, type ListingForm, makeListing } from '../../web/islands/desk/new-listing.ts';
import { shareBounds } from '../../web/islands/order/share-bounds.ts';
import { addressOf } from './fixtures.ts';

const context = {
  shop: addressOf('c7'),
  token: { address: addressOf('d0'), decimals: 6 },
  arbitrator: addressOf('f3'),
  handles: new Set<string>(),
};
const form: ListingForm = {
  kind: 'shipped',
  texts: {
    en: { title: ' Speckled mug ', description: 'For **slow** mornings.' },
    'zh-CN': { title: '', description: '' },
  },
  images: [],
  price: '24.50',
  stock: 7,
  firstDelivery: '4',
  furtherDelivery: '1.5',
  countries: ['DE'],
  minDays: 2,
  maxDays: 5,
  shipWithinDays: 3,
  inspectWithinDays: 10,
  commissionPercent: 7.5,
  group: null,
  pickup: null,
  pickupPercent: 0,
};

test('a form becomes a listing whose catalogue entry fits it', () => {
  const { block, entry } = makeListing(form, context);
  const listing = decodeListing(block.bytes);
  assert.ok(listing.ok);
  assert.deepEqual(listing.value.texts, { en: { title: 'Speckled mug', description: 'For **slow** mornings.' } });
  assert.equal(createEntryCheck(context.shop)(entry, listing.value), null);
  assert.deepEqual(entry.offers, [{ code: 'ONE', priceUnits: '24500000', maxSold: 7 }]);
  assert.deepEqual(
    [entry.terms.shipWithinSeconds, entry.terms.inspectWithinSeconds, entry.terms.commissionBps],
    [259_200, 864_000, 750],
  );
  assert.deepEqual(
    listing.value.delivery.map(({ zone, countries, firstUnits, furtherUnits }) => [
      zone,
      countries,
      firstUnits,
      furtherUnits,
    ]),
    [['home', ['DE'], '4000000', '1500000']],
  );
});

test('what cannot be sold is refused with the field that is wrong', () => {
  const codeOf = (change: Partial<ListingForm>): string => {
    try {
      makeListing({ ...form, ...change }, context);
      return 'none';
    } catch (error) {
      assert.ok(error instanceof VouchError);
      return error.code;
    }
  };
  assert.equal(codeOf({ price: '-1' }), 'money.negative');
  assert.equal(codeOf({ price: '1.0000001' }), 'money.too_many_decimals');
  assert.equal(codeOf({ texts: { en: { title: '', description: '' } } }), 'listing.invalid');
  assert.equal(codeOf({ commissionPercent: 40 }), 'offer.invalid');
  assert.equal(codeOf({ minDays: 9, maxDays: 5 }), 'listing.invalid');
});

test('handles are made of any title and never repeat', () => {
  assert.equal(handleOf('Crème brûlée, 2 pieces!', new Set()), 'creme-brulee-2-pieces');
  assert.equal(handleOf('斑点马克杯', new Set()), 'item-1');
  assert.equal(handleOf('Mug', new Set(['mug', 'mug-2'])), 'mug-3');
  assert.ok(handleOf('a'.repeat(400), new Set()).length <= 100);
});

const entryOf = (handle: string): CatalogueEntry => ({ ...makeListing(form, context).entry, handle, updatedAt: 1_000 });

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

test('proposals only move towards the other side', () => {
  const order = { buyerBps: 6_000, sellerBps: 2_500 };
  assert.deepEqual(shareBounds(order, 'propose', 'buyer'), { least: 100, most: 6_000, first: 6_000 });
  assert.deepEqual(shareBounds(order, 'propose', 'seller'), { least: 2_500, most: 10_000, first: 2_500 });
  assert.deepEqual(shareBounds({ buyerBps: null, sellerBps: null }, 'dispute', 'buyer'), {
    least: 100,
    most: 10_000,
    first: 10_000,
  });
  assert.deepEqual(shareBounds(order, 'rule', 'arbitrator'), { least: 0, most: 10_000, first: 5_000 });
});
