import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as dagCbor from '@ipld/dag-cbor';
import fc from 'fast-check';
import { readCanonical as readWith } from '../../protocol/canonical-cbor.ts';
import { createReadMemo } from '../../protocol/read-memo.ts';
import { documentCid, entry, head, listing, rawCid, review } from './samples.ts';

/** All documents are read one after another, as a copy of a shop is; what is read must not tell whether others were read before. */
const memo = createReadMemo();

function readCanonical(bytes: Uint8Array): unknown {
  const read = readWith(bytes, memo);
  assert.deepEqual(readWith(bytes), read);
  return read;
}

const leaf = fc.oneof(
  fc.constantFrom(null, true, false, 0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32, Number.MAX_SAFE_INTEGER),
  fc.constantFrom(-1, -24, -25, -(2 ** 32), Number.MIN_SAFE_INTEGER),
  fc.maxSafeInteger(),
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.uint8Array({ maxLength: 80 }),
  fc.constantFrom(documentCid('01'), rawCid('02')),
);
const key = fc.string({ maxLength: 30 }).filter((text) => text !== '__proto__');
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 30 }),
    fc.dictionary(key, tie('value'), { maxKeys: 30, noNullPrototype: true }),
  ),
}));

/** What reading should give: the library's value when its own encoding gives the same bytes, else nothing. */
function expected(bytes: Uint8Array): unknown {
  try {
    const decoded = dagCbor.decode(bytes);
    return Buffer.compare(dagCbor.encode(decoded), bytes) === 0 ? decoded : undefined;
  } catch {
    return undefined;
  }
}

test('every document is read as the library reads it', () => {
  for (const document of [listing(), review(), head(), entry()]) {
    const bytes = dagCbor.encode(document);
    assert.deepEqual(readCanonical(bytes), dagCbor.decode(bytes));
  }
});

test('what was read stays when the bytes that it was read from are used for something else', () => {
  for (const document of [listing(), review(), head(), entry()]) {
    const bytes = Uint8Array.from(dagCbor.encode(document));
    const read = readCanonical(bytes);
    const expectedValue = dagCbor.decode(bytes);
    bytes.fill(0);
    assert.deepEqual(read, expectedValue);
  }
});

test('maps whose keys differ a little from those of one read before are read as they are', () => {
  const maps = [
    { code: 1, handle: 2 },
    { code: 1, handlf: 2 },
    { code: 1, other: 2 },
    { codf: 1, handle: 2 },
    { code: { code: 1, handle: 2 }, handle: [{ code: 1, handle: 2 }] },
    { 1: 'a', 2: 'b' },
    { 2: 'a', 10: 'b' },
  ];
  for (const map of [...maps, ...maps.toReversed()]) {
    const bytes = dagCbor.encode(map);
    assert.deepEqual(readCanonical(bytes), map);
    // Cut where a known form would read on.
    for (let length = 1; length < bytes.length; length++)
      assert.equal(readCanonical(bytes.slice(0, length)), undefined);
  }
});

test('every value of whole numbers, texts, bytes, links, lists and maps is read as the library reads it', () => {
  fc.assert(
    fc.property(value, (each) => {
      const bytes = dagCbor.encode(each);
      assert.deepEqual(readCanonical(bytes), dagCbor.decode(bytes));
    }),
    { numRuns: 500 },
  );
});

test('whatever is read from damaged bytes is what the library reads, in canonical form', () => {
  const damage = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.nat({ max: 3 }) });
  const bytesOf = fc.oneof(
    value.map((each) => dagCbor.encode(each)),
    fc.constantFrom(...[listing(), review(), head(), entry()].map((each) => dagCbor.encode(each))),
  );
  fc.assert(
    fc.property(bytesOf, fc.array(damage, { minLength: 1, maxLength: 3 }), (good, damages) => {
      let bytes = Uint8Array.from(good);
      for (const { at, byte, cut } of damages) {
        if (bytes.length > 0) bytes[at % bytes.length] = byte;
        if (cut === 3) bytes = bytes.slice(0, at % (bytes.length + 1));
      }
      const read = readCanonical(bytes);
      if (read !== undefined) assert.deepEqual(read, expected(bytes));
    }),
    { numRuns: 3_000 },
  );
});

test('random bytes are never read as what they are not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const read = readCanonical(bytes);
      if (read !== undefined) assert.deepEqual(read, expected(bytes));
    }),
    { numRuns: 5_000 },
  );
});

test('other forms, cut items and foreign links are left to the library', () => {
  const cid = [...dagCbor.encode(documentCid('01'))];
  const changed = (at: number, byte: number) => cid.map((each, index) => (index === at ? byte : each));
  const forms: Record<string, number[]> = {
    empty: [],
    wideInteger: [0x18, 0x17],
    wideWord: [0x19, 0x00, 0xff],
    reservedLength: [0x1c],
    indefiniteArray: [0x9f, 0xff],
    beyondSafe: [0x1b, 0x00, 0x20, 0, 0, 0, 0, 0, 0],
    negativeBeyondSafe: [0x3b, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    cutInteger: [0x19, 0x01],
    cutBytes: [0x42, 0x01],
    cutText: [0x62, 0x61],
    cutArray: [0x82, 0x01],
    cutMap: [0xa2, 0x61, 0x61, 0x01],
    cutMapValue: [0xa1, 0x61, 0x61, 0x19],
    cutMapKey: [0xa1, 0x78, 0x17, 0x00],
    hugeArray: [0x9b, 0, 0, 1, 0, 0, 0, 0, 0],
    hugeMap: [0xbb, 0, 0, 1, 0, 0, 0, 0, 0],
    badUtf8: [0x62, 0xc3, 0x28],
    longBadUtf8: [0x78, 0x31, ...new Array<number>(48).fill(0x61), 0xff],
    surrogate: [0x63, 0xed, 0xa0, 0x80],
    integerKey: [0xa1, 0x01, 0x01],
    repeatedKey: [0xa2, 0x61, 0x61, 0x01, 0x61, 0x61, 0x02],
    unsortedKeys: [0xa2, 0x61, 0x62, 0x01, 0x61, 0x61, 0x02],
    longKeyFirst: [0xa2, 0x62, 0x61, 0x61, 0x01, 0x61, 0x62, 0x02],
    undefinedValue: [0xf7],
    float: [0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0],
    otherTag: [0xc1, 0x01],
    trailing: [0x01, 0x01],
    deep: [...new Array<number>(40).fill(0x81), 0x01],
    prototype: [0xa1, 0x69, ...Buffer.from('__proto__'), 0xa0],
    cutLink: cid.slice(0, -1),
    linkOfText: changed(2, 0x78),
    linkVersion: changed(5, 0x00),
    linkCodec: changed(6, 0x80),
    linkHash: changed(7, 0x13),
    linkLength: changed(8, 0x1f),
  };
  for (const [name, bytes] of Object.entries(forms))
    assert.equal(readCanonical(Uint8Array.from(bytes)), undefined, name);
  assert.deepEqual(readCanonical(Uint8Array.from(cid)), documentCid('01'));
});

for (const bytes of [20, 32]) {
  test(`${bytes} bytes of hex with capitals are left to the schema's normal form`, () => {
    const encoded = (digit: string) => dagCbor.encode({ account: `0x${`a${digit}`.repeat(bytes)}` });
    assert.equal(readCanonical(encoded('B')), undefined);
    assert.deepEqual(readCanonical(encoded('b')), { account: `0x${'ab'.repeat(bytes)}` });
  });
}
