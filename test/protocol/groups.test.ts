import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keccak_256 } from '@noble/hashes/sha3';
import fc from 'fast-check';
import { encodeDocument } from '../../protocol/block.ts';
import { type CatalogueEntry, catalogueEntrySchema } from '../../protocol/catalogue.ts';
import { groupState, groupTermsHash, groupTermsOf, groupTermsSchema } from '../../protocol/group.ts';
import { type OfferTerms, offerLeaf, offersOf } from '../../protocol/offer.ts';
import { createOfferHasher } from '../../protocol/offer-hasher.ts';
import { buildOfferTree } from '../../protocol/offer-tree.ts';
import { zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { decodeTreeNode } from '../../protocol/tree.ts';
import { addressOf, entry, groupTerms, shop } from './samples.ts';

const pickup = addressOf('77');
const pickupTerms = (changes: Partial<OfferTerms> = {}): OfferTerms => ({
  ...entry().terms,
  kind: 'pickup',
  pickup,
  pickupBps: 100,
  ...changes,
});
const grouped = (group: object, terms = entry().terms): CatalogueEntry =>
  entry({ terms, offers: [{ code: 'M', priceUnits: '29900000', maxSold: 10, group: groupTerms(group) }] });
/** The field that a catalogue entry is refused for. */
const faultOf = (value: unknown): string => {
  const parsed = catalogueEntrySchema.safeParse(value);
  return parsed.success ? 'none' : (parsed.error.issues[0]?.path.join('.') ?? '');
};

test('a catalogue carries group terms and pickup points, and their leaves bind them', () => {
  const value = entry({
    terms: pickupTerms(),
    offers: [
      { code: 'M', priceUnits: '29900000', maxSold: 10, group: groupTerms() },
      { code: 'L', priceUnits: '31900000', maxSold: 4 },
    ],
  });
  assert.deepEqual(catalogueEntrySchema.parse(value), value);
  const [medium, large] = offersOf(shop, value);
  assert.deepEqual([medium!.pickup, medium!.pickupBps, large!.group], [pickup, 100, zeroBytes32]);
  assert.equal(medium!.group, groupTermsHash(groupTermsOf(groupTerms())));
  const [plain] = offersOf(shop, entry());
  assert.deepEqual([plain!.pickup, plain!.pickupBps, plain!.group], [zeroAddress, 0, zeroBytes32]);
  assert.notEqual(offerLeaf({ ...medium!, group: zeroBytes32 }), offerLeaf(medium!));
  assert.notEqual(offerLeaf({ ...medium!, pickupBps: 101 }), offerLeaf(medium!));
});

test('entries without groups and pickup points are as small as before', () => {
  const leaf = (each: CatalogueEntry) => encodeDocument({ v: 1, type: 'leaf', entries: [each] }).bytes;
  assert.ok(!new TextDecoder().decode(leaf(entry())).includes('pickup'));
  const bytes = leaf(grouped({})).length - leaf(entry({ offers: [entry().offers[0]!] })).length;
  assert.ok(bytes <= 90, `${bytes} bytes for the terms of one group`);
  assert.deepEqual(decodeTreeNode(leaf(grouped({}))), {
    ok: true,
    value: { v: 1, type: 'leaf', entries: [grouped({})] },
  });
});

test('terms that the contract would refuse are refused with their field', () => {
  const faults: [string, object][] = [
    ['offers.0.group.priceUnits', grouped({ priceUnits: '0' })],
    ['offers.0.group.priceUnits', grouped({ priceUnits: '29900000' })],
    ['offers.0.group.priceUnits', grouped({ priceUnits: '100000000' })],
    ['offers.0.group.priceUnits', grouped({ priceUnits: '1e3' })],
    ['offers.0.group.priceUnits', grouped({ priceUnits: 5 })],
    ['offers.0.group.size', grouped({ size: 1 })],
    ['offers.0.group.size', grouped({ size: 2.5 })],
    ['offers.0.group.withinSeconds', grouped({ withinSeconds: 3_599 })],
    ['offers.0.group.leaderBps', grouped({ leaderBps: -1 })],
    ['offers.0.group.commissionBps', grouped({ commissionBps: 2_701 })],
    ['offers.0.group.commissionBps', grouped({ commissionBps: 2_601 }, pickupTerms())],
    ['offers.0.group', grouped({ more: 1 })],
    ['offers.0.priceUnits', entry({ offers: [{ code: 'M', priceUnits: 'x', maxSold: 1, group: groupTerms() }] })],
    ['terms.commissionBps', entry({ terms: pickupTerms({ commissionBps: 2_801 }) })],
    ['terms.pickup', entry({ terms: pickupTerms({ pickup: zeroAddress }) })],
    ['terms.pickup', entry({ terms: pickupTerms({ pickup: undefined }) })],
    ['terms.pickup', entry({ terms: pickupTerms({ pickupBps: undefined }) })],
    ['terms.pickup', entry({ terms: pickupTerms({ kind: 'digital' }) })],
  ];
  for (const [field, value] of faults) assert.equal(faultOf(value), field);
  assert.equal(faultOf(grouped({ commissionBps: 2_700 })), 'none');
  assert.equal(faultOf(entry({ terms: pickupTerms({ commissionBps: 2_800 }) })), 'none');
  assert.equal(faultOf(grouped({ priceUnits: '29899999', size: 2, withinSeconds: 3_600 })), 'none');
});

test('no value that a peer sends breaks the check', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (group, priceUnits) => {
      const value = { ...entry(), offers: [{ code: 'M', maxSold: 1, priceUnits, group }] };
      assert.doesNotThrow(() => catalogueEntrySchema.safeParse(value));
      assert.doesNotThrow(() => groupTermsSchema.safeParse(group));
    }),
    { numRuns: 300 },
  );
});

test('the fast hasher gives the leaves of every mix of groups and pickup points', () => {
  const hasher = createOfferHasher(keccak_256);
  const anyGroup = fc.record({
    priceUnits: fc.bigInt({ min: 1n, max: (1n << 128n) - 1n }).map(String),
    size: fc.integer({ min: 2, max: 100 }),
    withinSeconds: fc.integer({ min: 3_600, max: 604_800 }),
    leaderBps: fc.integer({ min: 0, max: 10_000 }),
    commissionBps: fc.integer({ min: 0, max: 10_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.option(anyGroup, { nil: undefined }), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (groups, picked) => {
        const offers = groups.map((group, index) => ({
          code: `${index}`,
          priceUnits: `${index + 1}`,
          maxSold: index,
          group,
        }));
        const value = entry({ terms: picked ? pickupTerms() : entry().terms, offers });
        const leaves = offersOf(shop, value).map(offerLeaf);
        assert.deepEqual(
          hasher.leaves(shop, value).map((leaf) => `0x${Buffer.from(leaf).toString('hex')}`),
          leaves,
        );
        assert.equal(hasher.set(shop, [value]).root, buildOfferTree(leaves).root);
      },
    ),
    { numRuns: 40 },
  );
});

test('a group is open up to its deadline, and filled for ever', () => {
  assert.equal(groupState({ filledAt: null, deadline: 100 }, 100), 'open');
  assert.equal(groupState({ filledAt: null, deadline: 100 }, 101), 'expired');
  assert.equal(groupState({ filledAt: 100, deadline: 100 }, 5_000), 'filled');
});
