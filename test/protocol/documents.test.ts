import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as dagCbor from '@ipld/dag-cbor';
import { CID } from 'multiformats/cid';
import { create as createDigest } from 'multiformats/hashes/digest';
import { identity } from 'multiformats/hashes/identity';
import { isAcceptedCid } from '../../protocol/accepted-cid.ts';
import {
  cidFromDigest,
  cidOf,
  DAG_CBOR,
  decodeDocument,
  digestOf,
  encodeDocument,
  RAW,
  rawBlock,
  SHA2_256,
} from '../../protocol/block.ts';
import { catalogueEntrySchema, catalogueRootSchema, treeNodeSchema } from '../../protocol/catalogue.ts';
import type { Result } from '../../protocol/errors.ts';
import { decodeEvidence, encodeEvidence } from '../../protocol/evidence.ts';
import { decodeHead, encodeHead } from '../../protocol/head.ts';
import { decodeListing, encodeListing, type Listing } from '../../protocol/listing.ts';
import { decodeProfile } from '../../protocol/profile.ts';
import { decodeReview } from '../../protocol/review.ts';
import {
  addressOf,
  bytes32Of,
  documentCid,
  entry,
  evidence,
  head,
  image,
  listing,
  profile,
  rawCid,
  review,
  shop,
} from './samples.ts';

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);
const fieldOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.details.field);
const documents = [
  { noun: 'listing', sample: listing(), decode: decodeListing },
  { noun: 'profile', sample: profile(), decode: decodeProfile },
  { noun: 'review', sample: review(), decode: decodeReview },
  { noun: 'evidence', sample: evidence(), decode: decodeEvidence },
  { noun: 'head', sample: head(), decode: decodeHead },
] as const;

test('each document survives its encoding', () => {
  for (const { sample, decode } of documents) {
    assert.deepEqual(decode(encodeDocument(sample).bytes), { ok: true, value: sample });
  }
  assert.deepEqual(decodeHead(encodeHead(head()).bytes), { ok: true, value: head() });
  assert.deepEqual(decodeListing(encodeListing(listing()).bytes), { ok: true, value: listing() });
  assert.deepEqual(decodeEvidence(encodeEvidence(evidence()).bytes), { ok: true, value: evidence() });
});

test('a member that is undefined is left out', () => {
  const withUndefined = { ...listing(), brand: undefined } as unknown as Listing;
  assert.deepEqual(encodeDocument(withUndefined), encodeDocument(listing()));
});

test('what is no dag-cbor is malformed', () => {
  const good = encodeDocument(review()).bytes;
  const bad = {
    empty: new Uint8Array(0),
    cut: good.slice(0, -1),
    trailing: new Uint8Array([...good, 0]),
    json: new TextEncoder().encode('{}'),
    indefinite: new Uint8Array([0xbf, 0xff]),
    foreignTag: new Uint8Array([0xc0, 0x60]),
    notANumber: new Uint8Array([0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]),
    repeatedKey: new Uint8Array([0xa2, 0x61, 0x61, 0x01, 0x61, 0x61, 0x02]),
    nested: new Uint8Array(20_000).fill(0x81),
  };
  for (const [name, bytes] of Object.entries(bad)) {
    for (const { noun, decode } of documents) {
      const code = codeOf(decode(bytes));
      assert.ok([`${noun}.malformed`, `${noun}.too_large`].includes(code), `${noun} ${name} ${code}`);
    }
  }
});

/** CBOR of a map with its members in the given order, each already encoded. */
const map = (members: [string, Uint8Array][]) =>
  new Uint8Array([0xa0 + members.length, ...members.flatMap(([key, value]) => [...dagCbor.encode(key), ...value])]);

test('one document has one form: other orders, widths and cases are refused', () => {
  const members = Object.entries(review()).map(([key, value]): [string, Uint8Array] => [key, dagCbor.encode(value)]);
  const sorted = [...members].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  assert.equal(codeOf(decodeReview(map(sorted))), 'ok');
  const unsorted = map([...sorted].reverse());
  const replaced = (name: string, bytes: number[]) =>
    map(sorted.map(([key, value]) => [key, key === name ? new Uint8Array(bytes) : value]));
  const forms = {
    unsorted,
    wideInteger: replaced('v', [0x18, 0x01]),
    floatInteger: replaced('v', [0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0]),
    upperCase: encodeDocument(review({ order: `0x${'0D'.repeat(32)}` })).bytes,
  };
  for (const [name, bytes] of Object.entries(forms)) {
    const code = codeOf(decodeReview(bytes));
    assert.ok(['review.malformed', 'review.not_canonical'].includes(code), `${name} ${code}`);
  }
  assert.equal(codeOf(decodeReview(forms.upperCase)), 'review.not_canonical');
  assert.equal(codeOf(decodeReview(forms.floatInteger)), 'review.not_canonical');
});

test('unknown members are refused, whatever they are called', () => {
  for (const { noun, sample, decode } of documents) {
    for (const key of ['more', 'constructor', 'toString']) {
      assert.equal(codeOf(decode(encodeDocument({ ...sample, [key]: 1 }).bytes)), `${noun}.invalid`, key);
    }
  }
});

test('a member named __proto__ is refused and changes no prototype', () => {
  const members = Object.entries(review()).map(([key, value]): [string, Uint8Array] => [key, dagCbor.encode(value)]);
  const hostile = [...members, ['__proto__', dagCbor.encode({ polluted: true })] as [string, Uint8Array]];
  const bytes = map(hostile.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)));
  assert.notEqual(codeOf(decodeReview(bytes)), 'ok');
  const texts = dagCbor.encode({ polluted: { title: 'x', description: '' } });
  const inner = map([['__proto__', texts.slice(1 + 1 + 'polluted'.length)]]);
  const listed = Object.entries(listing()).map(([key, value]): [string, Uint8Array] => [
    key,
    key === 'texts' ? inner : dagCbor.encode(value),
  ]);
  assert.notEqual(codeOf(decodeListing(map(listed.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))))), 'ok');
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test('wrong types, versions and kinds are refused with their field', () => {
  const cases: [string, object][] = [
    ['v', { v: 2 }],
    ['type', { type: 'profile' }],
    ['shop', { shop: '0x12' }],
    ['handle', { handle: 'Linen Shirt' }],
    ['handle', { handle: '../x' }],
    ['handle', { handle: 'a--b' }],
    ['kind', { kind: 'stolen' }],
    ['texts', { texts: {} }],
    ['texts.en.title', { texts: { en: { title: 'a\u202eb', description: '' } } }],
    ['texts.en.title', { texts: { en: { title: 'a\u0000', description: '' } } }],
    ['texts.en.description', { texts: { en: { title: 'a' } } }],
    ['category', { category: 1.5 }],
    ['tags.0', { tags: [''] }],
    ['images.0.sources.0.type', { images: [{ sources: [{ ...image().sources[0], type: 'image/svg+xml' }] }] }],
    ['images.0.sources.0.cid', { images: [{ sources: [{ ...image().sources[0], cid: documentCid('11') }] }] }],
    ['images.0.sources', { images: [{ sources: [{ ...image().sources[0], width: 640 }, image().sources[0]] }] }],
    [
      'variants.1.code',
      {
        variants: [
          { code: 'M', values: [0] },
          { code: 'M', values: [1] },
        ],
      },
    ],
    ['variants.0.values', { variants: [{ code: 'M', values: [] }] }],
    ['variants.0.values', { variants: [{ code: 'M', values: [0, 0] }] }],
    ['variants.0.values.0', { variants: [{ code: 'M', values: [2] }] }],
    ['variants.0.image', { variants: [{ code: 'M', values: [0], image: 1 }] }],
    ['variants', { variants: [] }],
    ['delivery', { delivery: [] }],
    ['delivery', { delivery: [listing().delivery[0], listing().delivery[0]] }],
    ['delivery.0.firstUnits', { delivery: [{ ...listing().delivery[0], firstUnits: 'free' }] }],
    ['delivery.0.furtherUnits', { delivery: [{ ...listing().delivery[0], furtherUnits: '-1' }] }],
    ['delivery.0.maxDays', { delivery: [{ ...listing().delivery[0], maxDays: 1 }] }],
    ['delivery.0.countries.0', { delivery: [{ ...listing().delivery[0], countries: ['*', 'DE'] }] }],
    ['place.country', { place: { country: 'de' } }],
  ];
  for (const [field, change] of cases) {
    const result = decodeListing(encodeDocument({ ...listing(), ...change }).bytes);
    assert.equal(codeOf(result), 'listing.invalid', field);
    assert.equal(fieldOf(result), field);
  }
});

test('goods that nobody ships need no delivery', () => {
  for (const kind of ['digital', 'service', 'pickup'] as const) {
    assert.doesNotThrow(() => encodeListing(listing({ kind, delivery: [] })));
  }
  const everywhere = [{ ...listing().delivery[0]!, countries: ['*'] as ['*'] }];
  assert.doesNotThrow(() => encodeListing(listing({ delivery: everywhere })));
});

test('a listing that is not valid is never encoded', () => {
  assert.throws(() => encodeListing(listing({ handle: 'A' })), { code: 'listing.invalid' });
  assert.throws(() => encodeHead(head({ signature: new Uint8Array(3) })), { code: 'head.invalid' });
});

test('entries, roots and tree nodes refuse what no contract would sell', () => {
  const valid = (change: object) => catalogueEntrySchema.safeParse({ ...entry(), ...change }).success;
  const terms = (change: object) => valid({ terms: { ...entry().terms, ...change } });
  const firstOffer = (change: object) => valid({ offers: [{ ...entry().offers[0], ...change }] });
  assert.ok(valid({}));
  assert.ok(!valid({ offers: [] }));
  assert.ok(!valid({ offers: [entry().offers[0], entry().offers[0]] }));
  assert.ok(!valid({ listing: rawCid('11') }));
  assert.ok(!terms({ arbitrator: addressOf('00') }));
  assert.ok(!terms({ shipWithinSeconds: 3_599 }));
  assert.ok(!terms({ coverageBps: 10_001 }));
  for (const priceUnits of ['0', '-1', '1.5', 'x', '', (1n << 128n).toString()])
    assert.ok(!firstOffer({ priceUnits }), priceUnits);
  const root = {
    v: 1,
    type: 'catalogue',
    shop,
    version: 1,
    previous: null,
    profile: null,
    offers: bytes32Of('01'),
    count: 1,
    tree: documentCid('02'),
  };
  assert.ok(catalogueRootSchema.safeParse(root).success);
  for (const change of [{ version: 0 }, { count: 0 }, { tree: null }, { previous: rawCid('02') }]) {
    assert.ok(!catalogueRootSchema.safeParse({ ...root, ...change }).success, JSON.stringify(change));
  }
  assert.ok(treeNodeSchema.safeParse({ v: 1, type: 'leaf', entries: [entry()] }).success);
  assert.ok(!treeNodeSchema.safeParse({ v: 1, type: 'leaf', entries: [] }).success);
  assert.ok(!treeNodeSchema.safeParse({ v: 1, type: 'trunk', entries: [entry()] }).success);
});

test('only version 1 identifiers under sha2-256 of 32 bytes are followed', () => {
  const withListing = (cid: unknown) => catalogueEntrySchema.safeParse({ ...entry(), listing: cid }).success;
  const { cid } = encodeDocument(listing());
  assert.ok(withListing(cid));
  const digest = cid.multihash;
  const foreign = {
    identity: CID.createV1(DAG_CBOR, identity.digest(new Uint8Array(32))),
    version0: CID.createV0(digest as never),
    codec: CID.createV1(0x70, digest),
    sha512: CID.createV1(DAG_CBOR, createDigest(0x13, new Uint8Array(64))),
    short: CID.createV1(DAG_CBOR, createDigest(SHA2_256, new Uint8Array(20))),
    text: cid.toString(),
    nothing: null,
  };
  for (const [name, value] of Object.entries(foreign)) assert.ok(!withListing(value), name);
});

test('a place that takes either codec takes no other', () => {
  assert.ok(isAcceptedCid(documentCid('01')));
  assert.ok(isAcceptedCid(rawCid('01')));
  assert.ok(!isAcceptedCid(CID.createV1(0x70, documentCid('01').multihash)));
});

test('identifiers and digests convert into each other', () => {
  const block = rawBlock(new TextEncoder().encode('hello'));
  assert.equal(digestOf(block.cid), '0x2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824');
  assert.deepEqual(cidFromDigest(digestOf(block.cid), RAW), block.cid);
  assert.deepEqual(cidOf(block.bytes, RAW), block.cid);
  assert.notDeepEqual(cidOf(block.bytes, DAG_CBOR), block.cid);
});

test('an error of a document names up to 20 faults and the limit of the first', () => {
  const tags = Array.from({ length: 31 }, () => '');
  const result = decodeDocument(encodeDocument({ ...listing(), tags }).bytes, {
    schema: catalogueRootSchema,
    mostBytes: 65_536,
    noun: 'catalogue',
  });
  assert.ok(!result.ok);
  const faulty = decodeListing(encodeDocument({ ...listing(), tags }).bytes);
  assert.ok(!faulty.ok);
  assert.equal(faulty.error.details.limit, '1');
  assert.equal((faulty.error.details.issues as unknown[]).length, 20);
});

test('evidence says something, about one order', () => {
  const faults: [string, object][] = [
    ['text', { text: '' }],
    ['order', { order: '0x12' }],
    ['images.0.sources', { images: [{ sources: [] }] }],
    ['writtenAt', { writtenAt: -1 }],
    ['type', { type: 'review' }],
  ];
  for (const [field, change] of faults) {
    // Safety: the faults are what a peer may send.
    const faulty = { ...evidence(), ...change } as ReturnType<typeof evidence>;
    const result = decodeEvidence(encodeDocument(faulty).bytes);
    assert.deepEqual([codeOf(result), fieldOf(result)], ['evidence.invalid', field]);
    assert.throws(() => encodeEvidence(faulty), { code: 'evidence.invalid' });
  }
});
