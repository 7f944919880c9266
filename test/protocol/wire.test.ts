import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as dagCbor from '@ipld/dag-cbor';
import fc from 'fast-check';
import { CID } from 'multiformats/cid';
import { create as createDigest } from 'multiformats/hashes/digest';
import { identity } from 'multiformats/hashes/identity';
import { rawBlock } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import type { Address } from '../../protocol/primitives.ts';
import {
  absent,
  decodeBlockRequest,
  encodeBlockAnswer,
  encodeBlockRequest,
  later,
  readBlockAnswer,
} from '../../protocol/wire/blocks.ts';
import { createInbox, framed, type Inbox } from '../../protocol/wire/frames.ts';
import {
  decodeHeadsAnswer,
  decodeHeadsRequest,
  encodeHeadsAnswer,
  encodeHeadsRequest,
  headsAnswerBytes,
  headsPerGet,
  headsRequestBytes,
} from '../../protocol/wire/heads.ts';

/** An inbox whose timers a test lets expire. */
function inbox(mostWaiting = 2 ** 26): { box: Inbox; expire: () => void; abandoned: string[]; running: () => number } {
  const timers = new Set<() => void>();
  const abandoned: string[] = [];
  const box = createInbox({
    mostWaiting,
    seconds: 5,
    startTimer: (expired) => {
      timers.add(expired);
      return () => timers.delete(expired);
    },
    abandon: (error) => abandoned.push(error.code),
  });
  const expire = () => {
    for (const expired of [...timers]) expired();
  };
  return { box, expire, abandoned, running: () => timers.size };
}

const code = (wanted: string) => (error: unknown) => error instanceof VouchError && error.code === wanted;
const matches = (bytes: Uint8Array, digest: Uint8Array): boolean =>
  createHash('sha256').update(bytes).digest().equals(digest);

test('frames come out as they went in, however the stream cuts them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      async (bodies, cuts) => {
        const { box } = inbox();
        const bytes = Buffer.concat(bodies.map(framed));
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = cuts[turn % cuts.length] ?? 1;
          box.push(new Uint8Array(bytes.subarray(at, at + size)));
          at += size;
        }
        box.end();
        for (const body of bodies) assert.deepEqual(await box.frame(300), body);
        assert.equal(await box.frame(300), null);
      },
    ),
  );
});

test('what is taken is a copy, so that a pooled buffer may be used again', async () => {
  const { box } = inbox();
  const pooled = Uint8Array.of(1, 2, 3, 4);
  box.push(pooled);
  const taken = await box.take(2);
  pooled.fill(9);
  assert.deepEqual(taken, Uint8Array.of(1, 2));
});

test('a frame of the most bytes is read, one byte more cuts the peer off', async () => {
  const fits = inbox();
  fits.box.push(framed(new Uint8Array(100)));
  assert.equal((await fits.box.frame(100))?.length, 100);
  const passes = inbox();
  passes.box.push(framed(new Uint8Array(101)));
  await assert.rejects(passes.box.frame(100), code('peer.frame_too_large'));
  assert.deepEqual(passes.abandoned, ['peer.frame_too_large']);
});

test('as many bytes may wait as were allowed, one more is a flood', async () => {
  const { box, abandoned } = inbox(10);
  box.push(new Uint8Array(10));
  assert.deepEqual(abandoned, []);
  box.push(new Uint8Array(1));
  assert.deepEqual(abandoned, ['peer.flood']);
  await assert.rejects(box.take(1), code('peer.flood'));
});

test('a piece that does not come in time ends the reading; one that came stops its timer', async () => {
  const { box, expire, abandoned, running } = inbox();
  const first = box.take(2);
  assert.equal(running(), 1);
  box.push(Uint8Array.of(1, 2));
  assert.deepEqual(await first, Uint8Array.of(1, 2));
  assert.equal(running(), 0);
  const second = box.take(1);
  expire();
  await assert.rejects(second, code('peer.timeout'));
  assert.deepEqual(abandoned, ['peer.timeout']);
});

test('a stream that ends between messages ends in order, within one it is broken', async () => {
  const between = inbox();
  between.box.end();
  assert.equal(await between.box.frame(9), null);
  const within = inbox();
  within.box.push(framed(new Uint8Array(5)).subarray(0, 6));
  within.box.end();
  await assert.rejects(within.box.frame(9), code('peer.closed'));
  const reset = inbox();
  reset.box.end(new Error('reset'));
  await assert.rejects(reset.box.take(1), code('peer.closed'));
  const late = inbox();
  late.box.push(framed(Uint8Array.of(7)));
  late.box.end(new Error('reset'));
  await assert.rejects(late.box.frame(9), code('peer.closed'), 'a request from a stream that is gone');
  assert.deepEqual(await late.box.take(5), framed(Uint8Array.of(7)), 'what came before the reset can be taken');
  await assert.rejects(late.box.take(1), code('peer.closed'));
});

const blocks = [1, 2, 3].map((byte) => rawBlock(new Uint8Array(50).fill(byte)));
const cids = blocks.map(({ cid }) => cid);

test('a request names blocks by their digests, and only by such as the protocol follows', () => {
  const request = encodeBlockRequest(cids).subarray(4);
  assert.deepEqual(
    decodeBlockRequest(request),
    cids.map(({ multihash }) => multihash.digest),
  );
  for (const malformed of [new Uint8Array(), request.subarray(1)])
    assert.throws(() => decodeBlockRequest(malformed), code('peer.request_malformed'));
  const [first] = cids;
  const digest = first!.multihash.digest;
  const refused = [
    CID.createV1(0x55, identity.digest(new Uint8Array(32))),
    CID.createV1(0x70, createDigest(0x12, digest)),
    CID.createV1(0x55, createDigest(0x1e, digest)),
    CID.createV1(0x55, createDigest(0x12, digest.subarray(1))),
    CID.createV0(createDigest(0x12, digest)),
  ];
  for (const cid of refused) assert.throws(() => encodeBlockRequest([cid]), code('block.cid_unsupported'));
});

test('an answer gives what was asked for, in its order', async () => {
  const { box } = inbox();
  box.push(encodeBlockAnswer([blocks[0]!.bytes, absent, later]));
  const answer = await readBlockAnswer({ reader: box, cids, matches });
  assert.deepEqual(answer, { blocks: [blocks[0]], absent: [cids[1]], later: [cids[2]], broken: null });
});

test('an answer that breaks off keeps what came before', async () => {
  const { box } = inbox();
  const bytes = encodeBlockAnswer(blocks.map((block) => block.bytes));
  box.push(bytes.subarray(0, bytes.length - 1));
  box.end();
  const answer = await readBlockAnswer({ reader: box, cids, matches });
  assert.equal(answer.broken?.code, 'peer.closed');
  assert.equal(answer.broken?.retryable, true);
  assert.deepEqual(answer.blocks, blocks.slice(0, 2));
});

test('other bytes than those asked for are a false block, also those of another block that was asked for', async () => {
  for (const bytes of [new Uint8Array(50), blocks[1]!.bytes, new Uint8Array()]) {
    const { box } = inbox();
    box.push(encodeBlockAnswer([bytes]));
    const answer = await readBlockAnswer({ reader: box, cids: [cids[0]!], matches });
    assert.deepEqual([answer.blocks, answer.broken?.code], [[], 'peer.false_block']);
  }
});

test('a block of limits.blockBytes is taken, a larger one is not even read', async () => {
  const largest = rawBlock(new Uint8Array(limits.blockBytes));
  const fits = inbox();
  fits.box.push(encodeBlockAnswer([largest.bytes]));
  const answer = await readBlockAnswer({ reader: fits.box, cids: [largest.cid], matches });
  assert.deepEqual([answer.blocks.length, answer.broken], [1, null]);
  const passes = inbox();
  const header = new Uint8Array(4);
  new DataView(header.buffer).setUint32(0, limits.blockBytes + 1);
  passes.box.push(header);
  const refused = await readBlockAnswer({ reader: passes.box, cids: [largest.cid], matches });
  assert.equal(refused.broken?.code, 'peer.block_too_large');
});

const shops = (count: number): Address[] =>
  Array.from({ length: count }, (_, index) => `0x${index.toString(16).padStart(40, '0')}` as const);

test('a request for heads names at most 64 shops, and an answer holds as many heads of at most limits.headBytes', () => {
  const request = encodeHeadsRequest(shops(headsPerGet)).subarray(4);
  assert.deepEqual(decodeHeadsRequest(request), shops(headsPerGet));
  assert.ok(request.length <= headsRequestBytes);
  for (const none of [encodeHeadsRequest(shops(headsPerGet + 1)), encodeHeadsRequest([])])
    assert.throws(() => decodeHeadsRequest(none.subarray(4)), code('peer.frame_malformed'));
  const heads = (count: number, bytes: number) =>
    encodeHeadsAnswer(Array.from({ length: count }, () => new Uint8Array(bytes))).subarray(4);
  const most = heads(headsPerGet, limits.headBytes);
  assert.equal(decodeHeadsAnswer(most).length, headsPerGet);
  assert.ok(most.length <= headsAnswerBytes);
  for (const wrong of [heads(headsPerGet + 1, 10), heads(1, limits.headBytes + 1), new Uint8Array([0xff])])
    assert.throws(() => decodeHeadsAnswer(wrong), code('peer.frame_malformed'));
});

test('what is no list of addresses is no request for heads', () => {
  for (const value of [null, {}, 'x', [1], ['0x12'], [new Uint8Array(20)]])
    assert.throws(() => decodeHeadsRequest(dagCbor.encode(value)), code('peer.frame_malformed'));
});
