import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as dagCbor from '@ipld/dag-cbor';
import fc from 'fast-check';
import { CID } from 'multiformats/cid';
import type { z } from 'zod';
import { readCanonical } from '../../protocol/canonical-cbor.ts';
import { type CatalogueEntry, treeNodeSchema } from '../../protocol/catalogue.ts';
import { limits } from '../../protocol/limits.ts';
import { type Listing, listingSchema } from '../../protocol/listing.ts';
import { sureTreeNode } from '../../protocol/sure-entry.ts';
import type { SureForm } from '../../protocol/sure-form.ts';
import { sureListing } from '../../protocol/sure-listing.ts';
import { addressOf, bytes32Of, documentCid, entry, image, listing, rawCid } from './samples.ts';

/** A listing with every member that a listing can have. */
const fullListing = listing({
  brand: 'Loom',
  category: 166,
  images: [image(), { sources: [...image().sources, { ...image().sources[0]!, width: 640, type: 'image/avif' }] }],
  variants: [
    { code: 'M', values: [0], image: 1, grams: 200, barcode: '4006381333931' },
    { code: 'L', values: [1] },
  ],
  place: {
    country: 'PT',
    city: { en: 'Porto', 'zh-CN': '波尔图' },
    point: { latitudeE6: 41_149_600, longitudeE6: -8_611_000 },
  },
});
const zone = fullListing.delivery[0]!;
const listings: Listing[] = [
  listing(),
  fullListing,
  listing({ delivery: [zone, { ...zone, zone: 'world', countries: ['*'], minDays: 5 }] }),
  listing({ kind: 'digital', delivery: [] }),
];

const group = { priceUnits: '4', size: 2, withinSeconds: 3_600, leaderBps: 100, commissionBps: 0 };
const { terms } = entry();
const entries: CatalogueEntry[] = [
  entry(),
  entry({ offers: [{ code: 'M', priceUnits: '5', maxSold: 0, group }] }),
  entry({ terms: { ...terms, kind: 'pickup', pickup: addressOf('99'), pickupBps: 200 } }),
];
const nodes: object[] = [
  { v: 1, type: 'leaf', entries },
  ...entries.map((each) => ({ v: 1, type: 'leaf', entries: [each] })),
  { v: 1, type: 'branch', level: 2, children: [{ first: 'linen-shirt', cid: documentCid('01') }] },
];

/** What a faulty or hostile document may hold anywhere, with the edges of most limits. */
const oddValues: unknown[] = [
  90_000_001,
  -180_000_001,
  null,
  true,
  0,
  -1,
  1,
  2,
  99,
  100,
  365,
  366,
  3_599,
  3_600,
  10_000,
  10_001,
  limits.sharesBps,
  limits.sharesBps + 1,
  limits.windowSeconds + 1,
  limits.maxSold,
  limits.maxSold + 1,
  limits.imageBytes + 1,
  999_999,
  1_000_000,
  100_000_001,
  253_402_300_799,
  253_402_300_800,
  1.5,
  '',
  ' ',
  'a',
  'A',
  'en',
  'EN',
  'zh-Hant-TW',
  'DE',
  '*',
  'a-b',
  '-a',
  'a--b',
  '0',
  '00',
  '7',
  '9'.repeat(38),
  '9'.repeat(39),
  'M',
  'L',
  'shipped',
  'pickup',
  'leaf',
  'branch',
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(100),
  'x'.repeat(101),
  'x'.repeat(200),
  'x'.repeat(201),
  'two  spaces',
  'trailing ',
  'tab\tinside',
  'bell\u0007',
  'over\u202eride',
  'e\u0301',
  '\u00e9',
  '亚麻',
  addressOf('00'),
  addressOf('ab'),
  bytes32Of('cd'),
  '0x12',
  new Uint8Array(3),
  documentCid('02'),
  rawCid('03'),
  [],
  {},
  ['*', 'DE'],
  [0],
  { en: 'One' },
  { en: '' },
];

type Step = { kind: 'set' | 'drop' | 'add' | 'repeat' | 'swap'; at: number; value: number; name: string };
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>('set', 'set', 'set', 'drop', 'add', 'repeat', 'swap'),
    at: fc.nat({ max: 10_000 }),
    value: fc.nat({ max: oddValues.length - 1 }),
    name: fc.constantFrom('brand', 'pickup', 'group', 'image', 'extra', 'en', 'de', 'city', 'barcode', 'constructor'),
  }),
  { minLength: 0, maxLength: 3 },
);

const isInner = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && CID.asCID(value) === null;

/** Every place of a document: the object or list, and the key in it. */
function placesOf(value: unknown): [Record<string, unknown>, string][] {
  if (!isInner(value)) return [];
  // Safety: lists are changed by their indexes like objects by their keys.
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [[parent, key] as [typeof parent, string], ...placesOf(parent[key])]);
}

/** An odd value of its own, since a later step may change it. */
function oddValue(at: number): unknown {
  const value = oddValues[at];
  return isInner(value) ? structuredClone(value) : value;
}

function changed(document: object, all: readonly Step[]): unknown {
  const copy = dagCbor.decode<object>(dagCbor.encode(document));
  for (const { kind, at, value, name } of all) {
    const places = placesOf(copy);
    const place = places[at % places.length];
    if (place === undefined) break;
    const [parent, key] = place;
    if (kind === 'set') parent[key] = oddValue(value);
    else if (kind === 'add' && !Array.isArray(parent)) parent[name] = oddValue(value);
    else if (kind === 'drop' && Array.isArray(parent)) parent.splice(Number(key), 1);
    else if (kind === 'drop') delete parent[key];
    else if (kind === 'repeat' && Array.isArray(parent)) parent.push(parent[Number(key)]);
    else if (kind === 'swap')
      parent[key] = dagCbor.decode(dagCbor.encode(places[(at * 7 + value) % places.length]?.[0]));
  }
  return copy;
}

function holds(sure: SureForm, schema: z.ZodType, documents: readonly object[], runs: number): void {
  const seen = { sure: 0, refused: 0 };
  fc.assert(
    fc.property(fc.constantFrom(...documents), steps, (document, all) => {
      const value = readCanonical(dagCbor.encode(changed(document, all)));
      if (value === undefined) return;
      const parsed = schema.safeParse(value);
      if (!parsed.success) seen.refused++;
      if (!sure(value)) return;
      seen.sure++;
      assert.ok(parsed.success, `the schema refuses what is sure: ${parsed.error?.message}`);
      assert.deepEqual(parsed.data, value);
    }),
    { numRuns: runs },
  );
  assert.ok(seen.sure > runs / 20 && seen.refused > runs / 20, JSON.stringify(seen));
}

test('whatever is surely a listing is one by its schema, which changes nothing in it', () => {
  holds(sureListing, listingSchema, listings, 6_000);
});

test('whatever is surely a node of a catalogue tree is one by its schema, which changes nothing in it', () => {
  holds(sureTreeNode, treeNodeSchema, nodes, 6_000);
});

test('usual documents are sure, so that the schema is spared', () => {
  for (const document of listings) assert.ok(sureListing(readCanonical(dagCbor.encode(document))));
  const usual = [entry()].map((each) => ({ v: 1, type: 'leaf', entries: [each] }));
  for (const node of [...usual, nodes.at(-1)!]) assert.ok(sureTreeNode(readCanonical(dagCbor.encode(node))));
});
