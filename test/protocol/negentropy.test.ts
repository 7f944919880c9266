import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { VouchError } from '../../protocol/errors.ts';
import { answerReconciliation, beginReconciliation, LEAST_FRAME_BYTES } from '../../protocol/wire/negentropy.ts';
import { createItemSet, type Item } from '../../protocol/wire/negentropy-items.ts';
import { decodeMessage } from '../../protocol/wire/negentropy-message.ts';
import { encodeVarint, readBytes } from '../../protocol/wire/negentropy-varint.ts';
import vectors from './negentropy-vectors.json' with { type: 'json' };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const sha256 = (data: string | Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());

const itemOf =
  (modulus: number) =>
  (number: number): Item => ({
    timestamp: modulus === 0 ? 7 : (number * 7919) % modulus,
    id: sha256(`item ${number}`),
  });

/** Speaks for both sides to the end. */
function reconcile(a: readonly Item[], b: readonly Item[], frameBytes: number) {
  const other = createItemSet(b);
  const reconciliation = beginReconciliation({ items: createItemSet(a), frameBytes, mostIds: 100_000 });
  const messages: string[] = [];
  let largest = 0;
  for (let message: Uint8Array | null = reconciliation.begin(); message !== null; ) {
    const answer = answerReconciliation({ items: other, message, frameBytes });
    messages.push(hex(message), hex(answer));
    largest = Math.max(largest, message.length, answer.length);
    assert.ok(messages.length < 2_000, 'it does not end');
    message = reconciliation.next(answer);
  }
  const { have, need } = reconciliation.difference;
  return { have: have.map(hex).sort(), need: need.map(hex).sort(), messages, largest };
}

const lacking = (from: readonly Item[], of: readonly Item[]): string[] => {
  const known = new Set(of.map(({ timestamp, id }) => `${timestamp} ${hex(id)}`));
  return from.flatMap(({ timestamp, id }) => (known.has(`${timestamp} ${hex(id)}`) ? [] : [hex(id)])).sort();
};

test('numbers are written as the vectors say, and read back', () => {
  for (const { value, bytes } of vectors.varints) {
    assert.equal(hex(encodeVarint(value)), bytes);
    assert.equal(readBytes(bytesOf(bytes)).varint(), value);
  }
});

test('the fingerprint is half of SHA-256 over the sum of the ids and their number', () => {
  for (const { items: count, fingerprint } of vectors.fingerprints) {
    const items = Array.from({ length: count }, (_, number) => itemOf(100)(number));
    assert.equal(hex(createItemSet(items).fingerprint(0, count)), fingerprint);
    let sum = 0n;
    for (const { id } of items) sum += BigInt(`0x${hex(id.toReversed())}`);
    const little = bytesOf((sum % 2n ** 256n).toString(16).padStart(64, '0')).reverse();
    assert.equal(hex(sha256(Buffer.concat([little, encodeVarint(count)]))).slice(0, 32), fingerprint);
  }
});

test('exchanges are, byte for byte, those of the vectors', () => {
  for (const { name, timestampModulus, frameBytes, a, b, messages, have, need } of vectors.exchanges) {
    const make = itemOf(timestampModulus);
    const found = reconcile(a.map(make), b.map(make), frameBytes);
    const ids = (numbers: number[]) => numbers.map((number) => hex(make(number).id)).sort();
    assert.deepEqual(found.messages, messages, name);
    assert.deepEqual([found.have, found.need], [ids(have), ids(need)], name);
  }
});

const itemArbitrary = fc
  .record({
    timestamp: fc.oneof(fc.constantFrom(0, 1, 2, Number.MAX_SAFE_INTEGER - 1), fc.integer({ min: 0, max: 2_000 })),
    id: fc
      .record({ first: fc.constantFrom(0, 1, 255), number: fc.nat(5_000) })
      // Many ids share a long prefix, and some end in zeros. The rest is a hash, as all of an id is: fingerprints rest on sums of
      // ids, and four numbers of which two pairs have one sum would be taken for equal sets.
      .map(({ first, number }) => {
        const id = new Uint8Array(32).fill(first);
        id.set(sha256(String(number)).subarray(0, 16), number % 7 === 0 ? 0 : 16);
        return id;
      }),
  })
  .map((item): Item => ({ ...item }));
const uniqueItems = (most: number) =>
  fc.uniqueArray(itemArbitrary, { maxLength: most, selector: ({ id }) => hex(id), size: 'max' });

test('both differences are found, whatever the sets and the frame', () => {
  fc.assert(
    fc.property(
      uniqueItems(700),
      fc.array(fc.nat(3), { minLength: 1, maxLength: 50 }),
      fc.constantFrom(LEAST_FRAME_BYTES, 9_000, 131_072),
      (items, sides, frameBytes) => {
        // 0: both, 1: only a, 2: only b, 3: both.
        const on = (side: number) =>
          items.filter((_, index) => [0, 3, side].includes(sides[index % sides.length] ?? 0));
        const [a, b] = [on(1), on(2)];
        const found = reconcile(a, b, frameBytes);
        assert.deepEqual([found.have, found.need], [lacking(a, b), lacking(b, a)]);
        assert.ok(found.largest <= frameBytes, `${found.largest} bytes`);
      },
    ),
    // Making a failing set smaller takes many minutes; its seed says enough.
    { numRuns: 60, endOnFailure: true },
  );
});

test('a set is a sorted list without doubles, whatever is put in and taken out', () => {
  fc.assert(
    fc.property(uniqueItems(900), fc.array(fc.nat(), { maxLength: 900 }), (items, removed) => {
      const set = createItemSet(items);
      const model = new Map(items.map((item) => [hex(item.id), item]));
      for (const item of items.slice(0, 5)) assert.equal(set.insert(item), false);
      for (const number of removed) {
        const item = items[number % Math.max(1, items.length)];
        if (item !== undefined) assert.equal(set.remove(item), model.delete(hex(item.id)));
      }
      const sorted = [...model.values()].sort(
        (one, other) => one.timestamp - other.timestamp || Buffer.compare(one.id, other.id),
      );
      assert.equal(set.size, sorted.length);
      assert.deepEqual([...set], sorted);
      const fresh = createItemSet(sorted);
      for (const [from, to] of [
        [0, sorted.length],
        [sorted.length >> 2, sorted.length >> 1],
        [sorted.length >> 1, sorted.length],
      ] as const) {
        assert.deepEqual(set.fingerprint(from, to), createItemSet(sorted.slice(from, to)).fingerprint(0, to - from));
        assert.deepEqual(set.fingerprint(from, to), fresh.fingerprint(from, to));
      }
      sorted.forEach((item, place) => {
        assert.equal(set.placeOf(item), place);
        if (place % 50 === 0) assert.deepEqual(set.at(place), item);
      });
    }),
    { numRuns: 25 },
  );
});

test('bytes of any kind are understood or refused, by both sides, and never bring more than they hold', () => {
  const items = createItemSet(Array.from({ length: 300 }, (_, number) => itemOf(100)(number)));
  const frameBytes = LEAST_FRAME_BYTES;
  const sane = hex(beginReconciliation({ items, frameBytes, mostIds: 10 }).begin());
  const message = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.of(0x61, ...bytes)),
    fc.uint8Array({ maxLength: 20 }),
    // A sane message with some bytes changed, or cut off.
    fc.record({ at: fc.nat(400), value: fc.nat(255), length: fc.nat(400) }).map(({ at, value, length }) => {
      const bytes = bytesOf(sane).subarray(0, length);
      if (at < bytes.length) bytes[at] = value;
      return bytes;
    }),
  );
  const refusals = new Set(['reconcile.malformed', 'reconcile.version_unsupported', 'reconcile.too_different']);
  const allowed = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof VouchError) || !refusals.has(error.code)) throw error;
    }
  };
  fc.assert(
    fc.property(message, (bytes) => {
      allowed(() => assert.ok(answerReconciliation({ items, message: bytes, frameBytes }).length <= frameBytes));
      const reconciliation = beginReconciliation({ items, frameBytes, mostIds: 100 });
      allowed(() => {
        const next = reconciliation.next(bytes);
        assert.ok(next === null || next.length <= frameBytes);
      });
      assert.ok(reconciliation.difference.need.length <= bytes.length / 32);
      assert.ok(reconciliation.difference.have.length <= items.size);
    }),
    { numRuns: 1_000 },
  );
});

const malformed: [string, string][] = [
  ['nothing', ''],
  ['a bound without its id', '610105'],
  ['a bound of 33 bytes', `610121${'01'.repeat(33)}00`],
  ['a number with a leading zero digit', '61800100'],
  ['a number that does not end', '618181'],
  ['a number above 2^53 - 1', '6190808080808080800000'],
  ['a time above 2^53 - 1', `61${hex(encodeVarint(Number.MAX_SAFE_INTEGER))}0000${hex(encodeVarint(10))}0000`],
  ['a mode that is none', '61000003'],
  ['half a fingerprint', '610000010102'],
  ['more ids than bytes', '6100000202aa'],
  ['an announcement of 2^53 - 1 ids', `61000002${hex(encodeVarint(Number.MAX_SAFE_INTEGER))}`],
  ['ranges that do not ascend', '6105010900010108000000'],
  ['a range after the end', '610000000000'.concat('000000')],
];
for (const [name, message] of malformed) {
  test(`${name} is refused`, () => {
    assert.throws(() => decodeMessage(bytesOf(message)), { code: 'reconcile.malformed' });
  });
}

test('what is just allowed is read', () => {
  const [range] = decodeMessage(bytesOf(`610120${'01'.repeat(32)}00`));
  assert.deepEqual(range, { mode: 'skip', upper: { timestamp: 0, id: new Uint8Array(32).fill(1) } });
  const late = decodeMessage(bytesOf(`61${hex(encodeVarint(Number.MAX_SAFE_INTEGER))}0000`));
  assert.equal(late[0]?.upper.timestamp, Number.MAX_SAFE_INTEGER - 1);
  assert.deepEqual(decodeMessage(bytesOf('61')), []);
});

test('another version is answered by ours, and refused by the side that began', () => {
  const items = createItemSet();
  assert.equal(hex(answerReconciliation({ items, message: bytesOf('62ffff'), frameBytes: 4_096 })), '61');
  const reconciliation = beginReconciliation({ items, frameBytes: 4_096, mostIds: 1 });
  assert.throws(() => reconciliation.next(bytesOf('62')), { code: 'reconcile.version_unsupported' });
});

test('a difference of as many items as allowed is taken, and of one more is refused', () => {
  const items = Array.from({ length: 12 }, (_, number) => itemOf(100)(number));
  const answer = (mostIds: number) => {
    const reconciliation = beginReconciliation({ items: createItemSet(), frameBytes: 4_096, mostIds });
    const message = answerReconciliation({
      items: createItemSet(items),
      message: reconciliation.begin(),
      frameBytes: 4_096,
    });
    return { reconciliation, message };
  };
  const enough = answer(12);
  assert.equal(enough.reconciliation.next(enough.message), null);
  const short = answer(11);
  assert.throws(() => short.reconciliation.next(short.message), { code: 'reconcile.too_different' });
});

test('an item has a whole number of time and 32 bytes of id', () => {
  const id = new Uint8Array(32);
  const set = createItemSet([{ timestamp: Number.MAX_SAFE_INTEGER - 1, id }]);
  for (const item of [
    { timestamp: Number.MAX_SAFE_INTEGER, id },
    { timestamp: -1, id },
    { timestamp: 0.5, id },
    { timestamp: 1, id: new Uint8Array(31) },
    { timestamp: 1, id: new Uint8Array(33) },
  ]) {
    assert.throws(() => set.insert(item), { code: 'reconcile.item_invalid' });
  }
  assert.equal(set.size, 1);
});
