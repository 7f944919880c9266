import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExposureCandidate, exposureRules, rankForExposure } from '../../protocol/exposure.ts';

const candidate = (number: number, parts: Partial<ExposureCandidate> = {}): ExposureCandidate => ({
  shop: `0x${number.toString(16).padStart(40, '0')}`,
  handle: 'mug',
  relevance: 1_000_000,
  milliStars: 4_500,
  weightMicros: 10_000_000,
  depositMicros: 100_000_000,
  ...parts,
});
const unproven = { milliStars: 3_500, weightMicros: 0 };
const proven = Array.from({ length: 30 }, (_, index) => candidate(index));
const newcomers = Array.from({ length: 5 }, (_, index) => candidate(100 + index, unproven));

const days = Array.from({ length: 400 }, (_, day) => day);
/** Share of the trial places of the first page that the shops from a number on get, over many days. */
function trialShare(candidates: readonly ExposureCandidate[], isCounted: (shop: string) => boolean): number {
  let [counted, all] = [0, 0];
  for (const day of days) {
    const page = rankForExposure(candidates, { viewer: 'visitor', day }).slice(0, 20);
    for (const { shop, weightMicros } of page) {
      if (weightMicros > 0) continue;
      all += 1;
      if (isCounted(shop)) counted += 1;
    }
  }
  return counted / all;
}

test('keeps every listing once, the same for one viewer and day, others on other days', () => {
  const all = [...proven, ...newcomers];
  const one = rankForExposure(all, { viewer: '0xab', day: 1 });
  assert.equal(new Set(one).size, all.length);
  assert.deepEqual(rankForExposure([...all].reverse(), { viewer: '0xab', day: 1 }), one);
  assert.notDeepEqual(rankForExposure(all, { viewer: '0xab', day: 2 }), one);
  assert.notDeepEqual(rankForExposure(all, { viewer: '0xcd', day: 1 }), one);
  assert.deepEqual(rankForExposure([], { viewer: '', day: 1 }), []);
});

test('gives new shops every fifth place and no more', () => {
  let trials = 0;
  for (const day of days) {
    const page = rankForExposure([...proven, ...newcomers], { viewer: '', day }).slice(0, 20);
    for (const [place, { weightMicros }] of page.entries())
      if (weightMicros === 0) assert.equal(place % exposureRules.trialEvery, exposureRules.trialOffset);
    trials += page.filter(({ weightMicros }) => weightMicros === 0).length;
  }
  // Of four places a page two fifths: 500 of 500 and a quarter of 3,000; a shop that is drawn twice has one listing.
  assert.ok(trials > days.length * 1.2 && trials < days.length * 1.6, `${trials} trials`);
});

test('puts what fits and is trusted before what does not', () => {
  const [poor, far] = [candidate(200, { milliStars: 1_500 }), candidate(201, { relevance: 100_000 })];
  const order = rankForExposure([poor, far, ...proven], { viewer: '', day: 3 });
  assert.deepEqual(new Set(order.slice(-2)), new Set([poor, far]));
});

test('tries no shop that was found bad, has no deposit, or does not fit', () => {
  const bad = candidate(300, { ...unproven, milliStars: 2_900 });
  const bare = candidate(301, { ...unproven, depositMicros: 0 });
  const far = candidate(302, { ...unproven, relevance: 300_000 });
  for (const day of days.slice(0, 100)) {
    const page = rankForExposure([bad, bare, far, ...proven], { viewer: '', day }).slice(0, 30);
    assert.ok(page.every(({ weightMicros }) => weightMicros > 0));
  }
});

test('a deposit split among a flood of shops gets no more trials than in one shop', () => {
  const flood = (shops: number) =>
    Array.from({ length: 100 }, (_, index) =>
      candidate(1_000 + (index % shops), {
        ...unproven,
        handle: `listing-${index}`,
        depositMicros: 500_000_000 / shops,
      }),
    );
  const isFlood = (shop: string) => Number.parseInt(shop.slice(2), 16) >= 1_000;
  const alone = trialShare([...proven, ...newcomers, ...flood(1)], isFlood);
  const split = trialShare([...proven, ...newcomers, ...flood(100)], isFlood);
  assert.ok(Math.abs(alone - 0.5) < 0.06, `half of the deposits, ${alone} of the trials`);
  assert.ok(split < alone + 0.05, `${split} against ${alone}`);
});
