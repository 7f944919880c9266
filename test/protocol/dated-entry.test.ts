import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEntryTimes } from '../../protocol/catalogue-check.ts';
import { datedEntry } from '../../protocol/dated-entry.ts';
import { limits } from '../../protocol/limits.ts';
import { entry } from './samples.ts';

const { updatedAt: _, ...content } = entry();

test('an entry gets the time of its last change, and keeps it while nothing changes', () => {
  const first = datedEntry(content, { before: undefined, now: 1_000 });
  assert.equal(first.updatedAt, 1_000);
  assert.equal(datedEntry(structuredCopy(), { before: first, now: 2_000 }), first);
  const dearer = { ...content, offers: content.offers.map((offer) => ({ ...offer, priceUnits: '7' })) };
  assert.equal(datedEntry(dearer, { before: first, now: 2_000 }).updatedAt, 2_000);
  assert.equal(datedEntry(dearer, { before: first, now: 900 }).updatedAt, 1_000, 'a clock that runs behind');
});

test('an entry must not be dated ahead of the clock, nor after the catalogue ends', () => {
  const dated = (updatedAt: number) => [entry({ updatedAt: 1 }), entry({ updatedAt })];
  const now = 10_000;
  const latest = now + limits.clockSkewSeconds;
  assert.equal(checkEntryTimes(dated(latest), { validUntil: latest + 50, now }), null);
  assert.equal(checkEntryTimes(dated(latest + 1), { validUntil: latest + 50, now })?.code, 'catalogue.entry_ahead');
  assert.equal(checkEntryTimes(dated(now), { validUntil: now, now }), null);
  assert.equal(checkEntryTimes(dated(now + 1), { validUntil: now, now })?.code, 'catalogue.entry_ahead');
});

function structuredCopy(): typeof content {
  return { ...content, terms: { ...content.terms }, offers: content.offers.map((offer) => ({ ...offer })) };
}
