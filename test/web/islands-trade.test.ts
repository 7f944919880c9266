import assert from 'node:assert/strict';
import { test } from 'node:test';
import { couponId, skusHash } from '../../protocol/coupon.ts';
import { encodeCouponCode } from '../../protocol/coupon-code.ts';
import { VouchError } from '../../protocol/errors.ts';
import { skuOf } from '../../protocol/listing.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { type AllianceForm, makeAlliance } from '../../web/islands/desk/alliance-form.ts';
import { applyEdits, noEdits, withOfferEdit } from '../../web/islands/desk/catalogue-edit.ts';
import { createCouponBook } from '../../web/islands/desk/coupon-book.ts';
import { type CouponForm, couponLink, makeCoupon } from '../../web/islands/desk/coupon-form.ts';
import { blankGroup, groupFormOf, groupFrom } from '../../web/islands/desk/group-terms.ts';
import { addressOf } from './fixtures.ts';
import { faults, taken, type WrittenDraft } from './support/drafts.ts';
import { createMemoryStorage } from './support/fake-provider.ts';

const shop = addressOf('c7');
const token = { address: addressOf('d0'), decimals: 6 };
const nonce: Hex = `0x${'09'.repeat(32)}`;
const listing: WrittenDraft = {
  kind: 'pickup',
  texts: { en: { title: 'Crate', description: '' } },
  price: '24',
  stock: 3,
  shipWithinDays: 3,
  inspectWithinDays: 7,
  commissionPercent: 5,
  group: { ...blankGroup, groupPrice: '20' },
  pickup: ` ${addressOf('e1')} `,
  pickupPercent: 4,
};
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'none';
  } catch (error) {
    assert.ok(error instanceof VouchError);
    return error.code;
  }
};

test('a listing carries its group price and its pickup point', () => {
  const { entry } = taken(listing);
  assert.deepEqual([entry.terms.pickup, entry.terms.pickupBps], [addressOf('e1'), 400]);
  assert.deepEqual(entry.offers[0]?.group, {
    priceUnits: '20000000',
    size: 3,
    withinSeconds: 172_800,
    leaderBps: 200,
    commissionBps: 300,
  });
  const shipped = taken({ ...listing, kind: 'shipped', group: null }).entry;
  assert.deepEqual([shipped.terms.pickup, shipped.offers[0]?.group], [undefined, undefined]);
});

test('what groups and pickup points may not is refused before anything is signed', () => {
  const group = (change: Partial<typeof blankGroup>) => ({ ...blankGroup, groupPrice: '20', ...change });
  const wrong = (change: WrittenDraft) => faults({ ...listing, ...change });
  assert.deepEqual(wrong({}), []);
  assert.deepEqual(wrong({ group: group({ groupPrice: '24' }) }), ['variants.0.group.groupPrice group_price']);
  assert.deepEqual(wrong({ group: group({ groupPrice: 'much' }) }), ['variants.0.group.groupPrice amount']);
  assert.deepEqual(wrong({ group: group({ size: 1 }) }), ['variants.0.group.size least 2']);
  assert.deepEqual(wrong({ group: group({ hours: 0.5 }) }), ['variants.0.group.hours least 1']);
  assert.deepEqual(wrong({ group: group({ hours: 169 }) }), ['variants.0.group.hours most 168']);
  assert.deepEqual(wrong({ group: group({ leaderPercent: 25 }) }), ['variants.0.group.groupCommission shares']);
  assert.deepEqual(wrong({ pickup: '0x12' }), ['pickup account']);
  assert.deepEqual(wrong({ pickupPercent: 26 }), ['commissionPercent shares']);
});

test('a group price can be set, kept and taken away from version to version', () => {
  const entry = { ...taken({ ...listing, group: null }).entry, updatedAt: 0 };
  const options = { sales: [], now: 1 };
  const { handle } = entry;
  const terms = groupFrom({ ...blankGroup, groupPrice: '19.5', size: 5 }, 6);
  const [first] = applyEdits([entry], withOfferEdit(noEdits, { handle, code: 'ONE', group: terms }), options);
  assert.deepEqual(first?.offers[0]?.group, terms);
  assert.deepEqual(groupFrom(groupFormOf(terms, 6), 6), terms);
  const [kept] = applyEdits([first!], withOfferEdit(noEdits, { handle, code: 'ONE', priceUnits: '30000000' }), options);
  assert.deepEqual(kept?.offers[0]?.group, terms);
  const [gone] = applyEdits([kept!], withOfferEdit(noEdits, { handle, code: 'ONE', group: null }), options);
  assert.ok(gone !== undefined && !('group' in gone.offers[0]!));
});

const form: CouponForm = {
  kind: 'percent',
  percent: 12.5,
  amount: '',
  minimum: '20',
  maxUses: 50,
  maxUsesPerBuyer: 1,
  firstOrderOnly: true,
  holder: '',
  lastDay: '2030-06-30',
  handle: '',
};

test('a coupon is for the whole shop, or for all variants of one listing', () => {
  const entry = { ...taken(listing).entry, updatedAt: 0 };
  const parts = { shop, token, entries: [entry], nonce };
  const whole = makeCoupon(form, parts);
  assert.deepEqual([whole.skus, whole.coupon.skus, whole.coupon.holder], [[], zeroBytes32, zeroAddress]);
  assert.deepEqual(
    [whole.coupon.percentBps, whole.coupon.amountUnits, whole.coupon.minimumUnits],
    [1_250, 0n, 20_000_000n],
  );
  const one = makeCoupon({ ...form, kind: 'fixed', amount: '3', handle: entry.handle }, parts);
  assert.deepEqual(one.skus, [skuOf(entry.handle, 'ONE')]);
  assert.deepEqual(
    [one.coupon.skus, one.coupon.percentBps, one.coupon.amountUnits],
    [skusHash(one.skus), 0, 3_000_000n],
  );
  const day = new Date(Number(one.coupon.validUntil - 1n) * 1_000);
  assert.deepEqual([day.getFullYear(), day.getMonth(), day.getDate()], [2030, 5, 30]);
  // The listing went while the coupon was written: it must not become one for the whole shop.
  assert.equal(
    codeOf(() => makeCoupon({ ...form, handle: 'gone' }, parts)),
    'coupon.listing_gone',
  );
  for (const wrong of [{ percent: 91 }, { percent: 0 }, { maxUses: 0 }, { holder: 'maya' }, { lastDay: '' }])
    assert.equal(
      codeOf(() => makeCoupon({ ...form, ...wrong }, parts)),
      'coupon.invalid',
      JSON.stringify(wrong),
    );
  assert.equal(
    codeOf(() => makeCoupon({ ...form, kind: 'fixed', amount: 'a lot' }, parts)),
    'money.invalid',
  );
});

test('a browser remembers the coupons of its shop, by the ID that the chain knows', () => {
  const storage = createMemoryStorage();
  const place = { shop, chainId: 31_337, discounts: addressOf('d5') };
  const { coupon, skus } = makeCoupon(form, { shop, token, entries: [], nonce });
  const code = encodeCouponCode({ coupon, skus, signer: shop, signature: `0x${'11'.repeat(65)}` });
  const book = createCouponBook(storage, place);
  book.add(code, null);
  book.add(code, null);
  assert.deepEqual(
    book.list().map(({ id }) => id),
    [couponId(31_337, place.discounts, coupon)],
  );
  assert.deepEqual(createCouponBook(storage, { ...place, shop: addressOf('c8') }).list(), []);
  storage.setItem(`vouch.made-coupons.${shop}`, JSON.stringify([{ code: 'nonsense', listing: null }, 7]));
  assert.deepEqual(book.list(), []);
  book.add(code, null);
  book.remove(code);
  assert.deepEqual(book.list(), []);
  const origin = 'https://market.example';
  assert.equal(couponLink({ origin, shop, listing: null, code: 'abc' }), `${origin}/shop/${shop}?coupon=abc`);
  assert.equal(couponLink({ origin, shop, listing: 'bafy', code: 'abc' }), `${origin}/listing/bafy?coupon=abc`);
});

test('an alliance is made of per cents and an amount, and only between two shops', () => {
  const written: AllianceForm = {
    acceptor: addressOf('c9'),
    ratePercent: 80,
    maxPercent: 20,
    cap: '500',
    lastDay: '2030-01-31',
  };
  const made = makeAlliance(written, { issuer: shop, token });
  assert.deepEqual([made.rateBps, made.maxDiscountBps, made.capPoints], [8_000, 2_000, 500_000_000n]);
  for (const wrong of [{ acceptor: shop }, { ratePercent: 0 }, { ratePercent: 101 }, { maxPercent: 51 }])
    assert.equal(
      codeOf(() => makeAlliance({ ...written, ...wrong }, { issuer: shop, token })),
      'alliance.invalid',
    );
});
