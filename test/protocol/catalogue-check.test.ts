import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keccak_256 } from '@noble/hashes/sha3';
import fc from 'fast-check';
import { digestOf } from '../../protocol/block.ts';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { buildCatalogue } from '../../protocol/catalogue-build.ts';
import { checkRoot, createEntryCheck, decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { unwrap } from '../../protocol/errors.ts';
import type { Listing } from '../../protocol/listing.ts';
import { offerLeaf, offersOf } from '../../protocol/offer.ts';
import { createOfferHasher } from '../../protocol/offer-hasher.ts';
import { buildOfferTree } from '../../protocol/offer-tree.ts';
import { addressOf, bytes32Of, documentCid, entry, listing, shop, signedCatalogue } from './samples.ts';

const build = (entries: CatalogueEntry[], version = 3) =>
  buildCatalogue({ shop, version, previous: null, profile: documentCid('09'), entries });

test('a built catalogue is what its signature will say', () => {
  const built = build([entry(), entry({ handle: 'wool-scarf' })]);
  const root = unwrap(decodeCatalogueRoot(built.rootBlock.bytes));
  assert.deepEqual(root, built.root);
  assert.equal(built.signed.root, digestOf(built.rootBlock.cid));
  assert.deepEqual([root.count, root.version], [2, 3]);
  assert.deepEqual(checkRoot(root, signedCatalogue(built.signed)), { ok: true, value: root });
  assert.deepEqual(built.blocks.at(-1), built.rootBlock);
});

test('a root that says something else than its signature is refused', () => {
  const { root, signed } = build([entry()]);
  const cases = { shop: addressOf('99'), version: 4, offers: bytes32Of('01') };
  for (const [field, value] of Object.entries(cases)) {
    const result = checkRoot(root, signedCatalogue({ ...signed, [field]: value }));
    assert.ok(!result.ok);
    assert.deepEqual([result.error.code, result.error.details.field], [`catalogue.${field}_mismatch`, field]);
  }
});

test('a version that is none is refused', () => {
  assert.throws(() => build([entry()], 0), { code: 'catalogue.invalid' });
});

test('fast hashes of offers equal those of viem and OpenZeppelin', () => {
  const hasher = createOfferHasher(keccak_256);
  const code = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);
  const offers = fc.uniqueArray(
    fc.record({
      code,
      priceUnits: fc.bigInt({ min: 1n, max: (1n << 128n) - 1n }).map(String),
      maxSold: fc.integer({ min: 0, max: 1_000_000_000 }),
    }),
    { minLength: 1, maxLength: 12, selector: (each) => each.code },
  );
  fc.assert(
    fc.property(offers, fc.integer({ min: 0, max: 0xffff }), (list, hostBps) => {
      const each = entry({ offers: list, terms: { ...entry().terms, hostBps } });
      const leaves = hasher.leaves(shop, each);
      const expected = offersOf(shop, each).map(offerLeaf);
      assert.deepEqual(
        leaves.map((leaf) => `0x${Buffer.from(leaf).toString('hex')}`),
        expected,
      );
      assert.equal(hasher.set(shop, [each]).root, buildOfferTree(expected).root);
    }),
    { numRuns: 60 },
  );
  assert.throws(() => hasher.set(shop, []), RangeError);
  const [first] = entry().offers;
  assert.equal(hasher.set(shop, [entry({ offers: [first!, first!] })]).size, 2);
});

test('a set of offers that follows edits equals one that is made anew', () => {
  const hasher = createOfferHasher(keccak_256);
  const handle = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const entries = fc.uniqueArray(
    fc
      .record({ handle, priceUnits: fc.constantFrom('1', '2', '3'), variants: fc.integer({ min: 1, max: 3 }) })
      .map(({ handle: name, priceUnits, variants }) =>
        entry({
          handle: name,
          offers: ['S', 'M', 'L'].slice(0, variants).map((code) => ({ code, priceUnits, maxSold: 1 })),
        }),
      ),
    { minLength: 1, selector: (each) => each.handle },
  );
  fc.assert(
    fc.property(fc.array(entries, { minLength: 1, maxLength: 6 }), (versions) => {
      let before: CatalogueEntry[] = versions[0]!;
      let set = hasher.set(shop, before);
      for (const next of versions.slice(1)) {
        const same = (one: CatalogueEntry, other: CatalogueEntry | undefined) =>
          JSON.stringify(one) === JSON.stringify(other);
        const find = (list: CatalogueEntry[], name: string) => list.find((each) => each.handle === name);
        const gone = before.filter((each) => !same(each, find(next, each.handle)));
        set = set.replace(
          gone,
          next.filter((each) => !same(each, find(before, each.handle))),
        );
        before = next;
        const leaves = next.flatMap((each) => offersOf(shop, each).map(offerLeaf));
        assert.deepEqual([set.size, set.root], [leaves.length, buildOfferTree(leaves).root]);
      }
    }),
    { numRuns: 60 },
  );
  const set = hasher.set(shop, [entry()]);
  assert.throws(() => set.replace([entry()], []), RangeError);
  assert.equal(set.replace([entry({ handle: 'unknown' })], []).root, set.root);
});

test('edits of a large set hash a small part of it, once its neighbours are known', () => {
  let hashed = 0;
  const hasher = createOfferHasher((bytes) => {
    hashed++;
    return keccak_256(bytes);
  });
  const item = (number: number, units: number) =>
    entry({ handle: `item-${number}`, offers: [{ code: 'M', priceUnits: `${units}`, maxSold: 1 }] });
  const entries = Array.from({ length: 1_000 }, (_, number) => item(number, 1));
  let set = hasher.set(shop, entries);
  const whole = hashed;
  const edit = (revision: number) => {
    const number = (revision * 613) % entries.length;
    const before = entries[number]!;
    entries[number] = item(number, revision + 1);
    set = set.replace([before], [entries[number]]);
  };
  for (let revision = 1; revision <= 80; revision++) edit(revision);
  hashed = 0;
  for (let revision = 81; revision <= 100; revision++) edit(revision);
  assert.ok(hashed / 20 < whole / 20, `${hashed / 20} hashes an edit`);
  assert.equal(set.root, createOfferHasher(keccak_256).set(shop, entries).root);
  // A set stays what it was, whatever was made of it.
  const [first, second] = entries;
  const other = set.replace([first!], [item(0, 5_000)]);
  set = set.replace([second!], [item(1, 5_000)]);
  assert.equal(other.replace([item(0, 5_000)], [first!]).replace([second!], [item(1, 5_000)]).root, set.root);
});

test('a listing that is not what its entry says is refused', () => {
  const check = createEntryCheck(shop);
  const cases: [string, Partial<Listing>][] = [
    ['listing.shop_mismatch', { shop: addressOf('99') }],
    ['listing.handle_mismatch', { handle: 'other' }],
    ['listing.kind_mismatch', { kind: 'pickup' }],
    ['listing.delivery_mismatch', { delivery: [] }],
    ['listing.variant_unknown', { variants: [{ code: 'M', values: [0] }] }],
  ];
  assert.equal(check(entry(), listing()), null);
  for (const [code, change] of cases) assert.equal(check(entry(), listing(change))?.code, code);
  assert.equal(check(entry(), listing()), null);
});

test('a shop with many delivery choices is checked all the same', () => {
  const check = createEntryCheck(shop);
  for (let units = 0; units < 300; units++) {
    const delivery = [{ ...listing().delivery[0]!, firstUnits: `${units}` }];
    assert.equal(check(entry(), listing({ delivery }))?.code, 'listing.delivery_mismatch');
  }
  assert.equal(check(entry(), listing()), null);
});
