import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createListingChecker } from '../../../node/p2p/listing-checker.ts';
import { encodeDocument } from '../../../protocol/block.ts';
import { limits } from '../../../protocol/limits.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { seconds, until } from './support/node-parts.ts';

test('the thread passes listings, refuses what is none, and starts again after it was stopped', async (context) => {
  const checker = createListingChecker();
  context.after(() => checker.stop());
  const sample = await sampleShop(`0x${'71'.repeat(32)}`);
  const { listings } = await sample.version({ version: 1, items: sampleItems(100), now: seconds() });
  const good = listings.map(({ bytes }) => bytes);
  assert.equal(checker.ready(), false);
  await until('the thread', () => checker.ready());
  await checker.check(good);
  assert.ok(
    good.every((bytes) => bytes.length > 0),
    'the blocks stay usable',
  );

  const bad: [string, Uint8Array][] = [
    ['listing.invalid', encodeDocument({ v: 1, type: 'listing' }).bytes],
    ['listing.malformed', new Uint8Array([0xff])],
    ['listing.too_large', new Uint8Array(limits.listingBytes + 1)],
  ];
  const answers = bad.map(([code, bytes]) =>
    assert.rejects(checker.check([...good, bytes]), { name: 'VouchError', code }),
  );
  await Promise.all([...answers, checker.check(good)]);

  await checker.stop();
  assert.equal(checker.ready(), false);
  await checker.check(good);
});
