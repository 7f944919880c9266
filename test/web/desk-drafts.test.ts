import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEntryCheck } from '../../protocol/catalogue-check.ts';
import { decodeListing } from '../../protocol/listing.ts';
import { bulkEdited } from '../../web/islands/desk/bulk-edit.ts';
import { noEdits } from '../../web/islands/desk/catalogue-edit.ts';
import { checkDraft } from '../../web/islands/desk/check-draft.ts';
import { moved, rectangleOf, reordered, wholePicture } from '../../web/islands/desk/crop.ts';
import { draftPath, draftPlaceIn } from '../../web/islands/desk/draft-place.ts';
import { variantsFor, withOption, withoutOption, withoutValue } from '../../web/islands/desk/draft-variants.ts';
import { createKeptDrafts } from '../../web/islands/desk/kept-drafts.ts';
import { draftOfListing } from '../../web/islands/desk/listing-draft.ts';
import { handleOf } from '../../web/islands/desk/new-handle.ts';
import { contextOf, draftOf, faults, taken } from './support/drafts.ts';
import { createMemoryStorage } from './support/fake-provider.ts';

test('a draft becomes a listing whose catalogue entry fits it', () => {
  const zones = [{ countries: ['DE'], first: '4', further: '1.5', minDays: 2, maxDays: 5 }];
  const { block, entry } = taken({
    texts: {
      en: { title: ' Speckled mug ', description: 'For **slow** mornings.' },
      'zh-CN': { title: '', description: '' },
    },
    tags: 'mug, clay，mug ',
    zones,
    shipWithinDays: 3,
    inspectWithinDays: 10,
    commissionPercent: 7.5,
  });
  const listing = decodeListing(block.bytes);
  assert.ok(listing.ok);
  assert.deepEqual(listing.value.texts, { en: { title: 'Speckled mug', description: 'For **slow** mornings.' } });
  assert.deepEqual(listing.value.tags, ['mug', 'clay']);
  assert.equal(createEntryCheck(contextOf().shop)(entry, listing.value), null);
  assert.deepEqual(entry.offers, [{ code: 'ONE', priceUnits: '24500000', maxSold: 7 }]);
  const { shipWithinSeconds, inspectWithinSeconds, commissionBps } = entry.terms;
  assert.deepEqual([shipWithinSeconds, inspectWithinSeconds, commissionBps], [259_200, 864_000, 750]);
  const [zone] = listing.value.delivery;
  assert.deepEqual([zone?.countries, zone?.firstUnits, zone?.furtherUnits], [['DE'], '4000000', '1500000']);
});

test('what cannot be sold is told at the field that is wrong', () => {
  assert.deepEqual(faults({}), []);
  assert.deepEqual(faults({ price: '-1' }), ['variants.0.price amount']);
  assert.deepEqual(faults({ price: '' }), ['variants.0.price amount']);
  assert.deepEqual(faults({ price: '0' }), ['variants.0.price zero']);
  assert.deepEqual(faults({ price: '1.0000001' }), ['variants.0.price amount']);
  assert.deepEqual(faults({ texts: { en: { title: '', description: '' } } }), ['texts.en.title empty']);
  assert.deepEqual(faults({ commissionPercent: 40 }), ['commissionPercent shares']);
  assert.deepEqual(faults({ shipWithinDays: 31 }), ['shipWithinDays most 30']);
  assert.deepEqual(faults({ inspectWithinDays: 0 }), ['inspectWithinDays least 1']);
  const group = { groupPrice: '20', size: 3, hours: 900, leaderPercent: 2, groupCommission: 3 };
  assert.deepEqual(faults({ group }), ['variants.0.group.hours most 168']);
  assert.deepEqual(faults({ zones: [] }), ['zones zone']);
  assert.deepEqual(faults({ zones: [{ minDays: 9, maxDays: 5, first: 'x' }] }).sort(), [
    'zones.0.first amount',
    'zones.0.maxDays order',
  ]);
  assert.deepEqual(faults({ zones: [{ countries: [] }] }), ['zones.0.countries few 1']);
  assert.deepEqual(faults({ tags: 'x'.repeat(65) }), ['tags long 64']);
});

test('a published listing opens as a draft that publishes the same again, sold units and what is not shown included', () => {
  const place = { country: 'CN', city: { en: 'Hangzhou' } };
  const options = [{ name: { en: 'Size' }, values: [{ en: 'S' }, { en: 'L' }] }];
  const variants = [
    { code: 'S', values: [0], price: '10', stock: 4, image: null, grams: 120, barcode: '42', group: null },
    { code: 'L', values: [1], price: '12.25', stock: 0, image: null, group: null },
  ];
  const first = taken({ options, variants, brand: 'Kiln', category: 674, tags: 'cup' });
  const listing = { ...first.listing, place };
  const entry = { ...first.entry, terms: { ...first.entry.terms, coverageBps: 5_000 }, updatedAt: 9 };
  const sales = [{ handle: entry.handle, code: 'S', soldUnits: 3 }];
  const draft = draftOfListing(listing, entry, { sales, decimals: 6 });
  assert.deepEqual(
    draft.variants.map(({ code, price, stock }) => [code, price, stock]),
    [
      ['S', '10', 1],
      ['L', '12.25', 0],
    ],
  );
  const again = checkDraft(draft, contextOf({ sales, before: { listing, entry } }));
  assert.ok(again.ok);
  assert.deepEqual(again.listing, listing);
  assert.deepEqual({ ...again.entry, listing: null, updatedAt: 9 }, { ...entry, listing: null });
});

test('options make variants, and what a combination was stays with it', () => {
  const size = { name: { en: 'Size' }, values: [{ en: 'Small' }, { en: 'Large' }] };
  const colour = { name: { en: 'Colour' }, values: [{ en: 'Blue' }, { en: '红' }] };
  const [only] = draftOf({ price: '5', stock: 2 }).variants;
  const sizes = variantsFor([size], withOption([only!]));
  assert.deepEqual(
    sizes.map(({ code, values, price }) => [code, values, price]),
    [
      ['ONE', [0], '5'],
      ['LARGE', [1], '5'],
    ],
  );
  const priced = sizes.map((variant, index) => (index === 1 ? { ...variant, price: '8', stock: 9 } : variant));
  const both = variantsFor([size, colour], withOption(priced));
  assert.deepEqual(
    both.map(({ code, price }) => `${code} ${price}`),
    ['ONE 5', 'SMALL-2 5', 'LARGE 8', 'LARGE-2 5'],
  );
  assert.equal(new Set(both.map(({ code }) => code)).size, 4);
  assert.deepEqual(
    withoutOption(both, 1).map(({ code, values }) => [code, values]),
    [
      ['ONE', [0]],
      ['LARGE', [1]],
    ],
  );
  assert.deepEqual(
    withoutValue(both, 0, 0).map(({ code, values }) => [code, values]),
    [
      ['LARGE', [0, 0]],
      ['LARGE-2', [0, 1]],
    ],
  );
  const many = { name: {}, values: Array.from({ length: 60 }, () => ({})) };
  assert.equal(variantsFor([many, many], []).length, 100);
});

test('handles are made of any title and never repeat', () => {
  assert.equal(handleOf('Crème brûlée, 2 pieces!', new Set()), 'creme-brulee-2-pieces');
  assert.equal(handleOf('斑点马克杯', new Set()), 'item-1');
  assert.equal(handleOf('Mug', new Set(['mug', 'mug-2'])), 'mug-3');
  assert.ok(handleOf('a'.repeat(400), new Set()).length <= 100);
});

test('many rows change at once, by percent with whole cents, by amount, and never below what can be sold', () => {
  const rows = [
    { handle: 'mug', code: 'ONE', priceUnits: 24_990_000n, left: 5, decimals: 6 },
    { handle: 'cup', code: 'S', priceUnits: 10_000n, left: 0, decimals: 6 },
  ];
  const after = (change: Parameters<typeof bulkEdited>[2]) =>
    bulkEdited(noEdits, rows, change).offers.map(({ priceUnits, left }) => priceUnits ?? left);
  assert.deepEqual(after({ kind: 'price_percent', percent: -10 }), ['22490000', '10000']);
  assert.deepEqual(after({ kind: 'price_percent', percent: 33.3 }), ['33310000', '10000']);
  assert.deepEqual(after({ kind: 'price_percent', percent: -200 }), ['10000', '10000']);
  assert.deepEqual(after({ kind: 'price_amount', units: -1_000_000n }), ['23990000', '1']);
  assert.deepEqual(after({ kind: 'stock_to', left: 12.9 }), [12, 12]);
  assert.deepEqual(after({ kind: 'stock_by', units: -3 }), [2, 0]);
  const both = bulkEdited(bulkEdited(noEdits, rows, { kind: 'stock_to', left: 1 }), rows.slice(0, 1), {
    kind: 'price_amount',
    units: 10_000n,
  });
  assert.deepEqual(both.offers.at(-1), { handle: 'mug', code: 'ONE', left: 1, priceUnits: '25000000' });
});

test('a crop stays within its picture, and pictures change places', () => {
  const size = { width: 800, height: 600 };
  assert.deepEqual(rectangleOf(wholePicture, size), { left: 0, top: 0, width: 800, height: 600 });
  const square = { ...wholePicture, aspect: 1 };
  assert.deepEqual(rectangleOf(square, size), { left: 100, top: 0, width: 600, height: 600 });
  const right = moved(square, { x: 9, y: 9 }, size);
  assert.deepEqual(rectangleOf(right, size), { left: 200, top: 0, width: 600, height: 600 });
  const near = rectangleOf({ ...moved({ ...square, zoom: 2 }, { x: -9, y: -9 }, size) }, size);
  assert.deepEqual(near, { left: 0, top: 0, width: 300, height: 300 });
  assert.deepEqual(reordered(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b']);
  assert.deepEqual(reordered(['a', 'b', 'c'], 0, 1), ['b', 'a', 'c']);
});

test('drafts are kept by shop and listing, and what is no draft counts as none', () => {
  const storage = createMemoryStorage();
  const kept = createKeptDrafts(storage, '0xshop');
  const [fresh, change, copy] = ['', '?listing=mug', '?copy=mug'].map(draftPlaceIn);
  assert.ok(fresh && change && copy);
  kept.keep(fresh, draftOf());
  kept.keep(change, { ...draftOf({ price: '3' }), handle: 'mug' });
  kept.keep(copy, draftOf({ price: '4' }));
  assert.deepEqual(kept.find(fresh), draftOf());
  assert.equal(kept.find(change)?.variants[0]?.price, '3');
  assert.equal(kept.find(copy)?.variants[0]?.price, '4');
  assert.deepEqual(
    new Set(kept.begun().map(draftPath)),
    new Set(['/desk/goods/edit', '/desk/goods/edit?listing=mug', '/desk/goods/edit?copy=mug']),
  );
  assert.equal(createKeptDrafts(storage, '0xother').find(fresh), null);
  storage.setItem('vouch.draft.0xshop.mug', '{"kind":"odd"}');
  assert.equal(kept.find(change), null);
  kept.forget(fresh);
  kept.forget(copy);
  assert.deepEqual(kept.begun(), []);
});
