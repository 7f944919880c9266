import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeProfile } from '../../protocol/profile.ts';
import { checkZones, withDelivery } from '../../web/islands/desk/check-zones.ts';
import { blankZone } from '../../web/islands/desk/draft-zones.ts';
import { depositSteps, openOrders } from '../../web/islands/desk/opening/exposure.ts';
import {
  findProgress,
  forgetProgress,
  isReachable,
  isTaken,
  keepProgress,
  type OpeningProgress,
  openingSteps,
} from '../../web/islands/desk/opening/opening-progress.ts';
import { blankProfile, blankTexts, checkProfile, profileDraftOf } from '../../web/islands/desk/profile-draft.ts';
import { createStaffNames } from '../../web/islands/desk/staff-names.ts';
import { addressOf } from './fixtures.ts';
import { taken } from './support/drafts.ts';
import { createMemoryStorage } from './support/fake-provider.ts';

const shop = addressOf('c7');
const progress: OpeningProgress = {
  step: 'delivery',
  profile: blankProfile('en'),
  zones: [blankZone()],
  deposit: 500,
  keyDecided: false,
};

test('a deposit covers as many open orders of a new shop as a quarter of it covers by a fifth each', () => {
  const whole = 1_000_000n;
  assert.equal(openOrders(500n * whole, 25n * whole), 25);
  assert.equal(openOrders(500n * whole, 100n * whole), 6);
  assert.equal(openOrders(0n, 25n * whole), 0);
  assert.equal(openOrders(500n * whole, 0n), 0);
  const steps = depositSteps(99.5);
  assert.equal(steps[0], 100);
  assert.ok(steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)));
  assert.equal(steps.at(-1), 20_000);
});

test('steps are taken in order, and what was written stays until the shop sells', () => {
  const storage = createMemoryStorage();
  assert.equal(findProgress(storage, shop), null);
  keepProgress(storage, shop, progress);
  assert.deepEqual(findProgress(storage, shop), progress);
  assert.equal(findProgress(storage, addressOf('c8')), null);
  storage.setItem(`vouch.opening.${shop}`, '{"step":"moon"}');
  assert.equal(findProgress(storage, shop), null);
  forgetProgress(storage, shop);
  const none = { isOpen: false, hasDeposit: false, hasListing: false };
  const reachable = (facts: typeof none) => openingSteps.filter((step) => isReachable(step, facts));
  assert.deepEqual(reachable(none), ['shop']);
  assert.deepEqual(reachable({ ...none, isOpen: true }), ['shop', 'deposit', 'delivery']);
  const paid = { ...none, isOpen: true, hasDeposit: true };
  assert.deepEqual(reachable(paid), [...openingSteps]);
  assert.deepEqual(
    openingSteps.filter((step) => isTaken(step, paid, progress)),
    ['shop', 'deposit', 'delivery'],
  );
});

test('a profile is checked at its fields, and what the form does not show stays', () => {
  const empty = checkProfile(blankProfile('en'), { shop });
  assert.deepEqual(empty.ok ? [] : empty.problems.map(({ field, word }) => `${field} ${word}`), [
    'texts.en.name empty',
  ]);
  const draft = {
    ...blankProfile('en'),
    texts: {
      en: { ...blankTexts, name: ' Attic ', returns: 'Within **30 days**.' },
      'zh-CN': blankTexts,
    },
    country: 'DE',
    city: { en: 'Berlin', 'zh-CN': '' },
  };
  const theme = { accent: { light: '#0b6346', dark: '#58cf9f' } } as const;
  const checked = checkProfile(draft, { shop });
  assert.ok(checked.ok);
  assert.deepEqual(checked.profile.texts, { en: { name: 'Attic', returns: 'Within **30 days**.' } });
  assert.deepEqual(checked.profile.place, { country: 'DE', city: { en: 'Berlin' } });
  const decoded = decodeProfile(checked.block.bytes);
  assert.ok(decoded.ok);
  const again = checkProfile(profileDraftOf(decoded.value), { shop, before: { ...decoded.value, theme } });
  assert.ok(again.ok);
  assert.deepEqual(again.profile, { ...checked.profile, theme });
});

test('delivery is checked at its fields, and changed for a whole listing with its terms', () => {
  const bad = checkZones([{ ...blankZone(), first: 'free', minDays: 9, maxDays: 2 }], 6);
  assert.deepEqual(bad.ok ? [] : bad.problems.map(({ field, word }) => `${field} ${word}`).sort(), [
    'zones.0.first amount',
    'zones.0.maxDays order',
  ]);
  const good = checkZones([{ ...blankZone(), countries: ['DE', 'AT'], first: '3.5' }], 6);
  assert.ok(good.ok);
  const { listing, entry } = taken({});
  const changed = withDelivery(listing, { ...entry, updatedAt: 1 }, good.zones);
  assert.notEqual(changed.entry.terms.delivery, entry.terms.delivery);
  assert.deepEqual(changed.entry.offers, entry.offers);
  assert.equal(changed.entry.listing, changed.block.cid);
});

test('names of staff stay in the browser, by shop', () => {
  const storage = createMemoryStorage();
  const names = createStaffNames(storage, shop);
  names.set(addressOf('b1'), '  Mei ');
  assert.deepEqual(names.all(), { [addressOf('b1')]: 'Mei' });
  assert.deepEqual(createStaffNames(storage, addressOf('c8')).all(), {});
  names.set(addressOf('b1'), '');
  assert.deepEqual(names.all(), {});
});
