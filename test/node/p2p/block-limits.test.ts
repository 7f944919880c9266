import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import { openBlockSession } from '../../../node/p2p/block-client.ts';
import { serveBlocks } from '../../../node/p2p/block-server.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { type Block, digestOf, rawBlock } from '../../../protocol/block.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { encodeBlockAnswer, encodeBlockRequest, readBlockAnswer } from '../../../protocol/wire/blocks.ts';
import { TestStream } from './support/test-stream.ts';

// Time passes when a test says so.
beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const codeOf = (error: unknown): string | undefined => (error instanceof VouchError ? error.code : undefined);
/** Lets promises that are ready go on, under a clock that a test holds. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** The server's side of a stream over some blocks. */
async function served(blocks: readonly Block[], stream = new TestStream()): Promise<TestStream> {
  const known = new Map(blocks.map((block) => [digestOf(block.cid), block.bytes]));
  let handler: ((stream: Stream, connection: Connection) => void) | undefined;
  // Safety: the server registers one protocol and uses nothing else.
  const libp2p = {
    handle: async (_: string, given: typeof handler) => {
      handler = given;
    },
  } as unknown as Libp2p;
  await serveBlocks({
    libp2p,
    getMany: async (cids) => cids.map((cid) => known.get(digestOf(cid))),
    log,
    sent: () => undefined,
  });
  const connection = { remotePeer: { toString: () => 'peer' } } as unknown as Connection;
  handler?.(stream.asStream(), connection);
  return stream;
}

const ask = (stream: TestStream, cids: readonly CID[]) => {
  stream.receive(encodeBlockRequest(cids));
  return readBlockAnswer({ reader: stream.sent, cids, matches: () => true });
};

const many = (count: number): CID[] =>
  Array.from({ length: count }, (_, index) => rawBlock(new Uint8Array([index >> 8, index & 255])).cid);

test('networkLimits.blocksPerRequest are answered, one more ends the stream', async () => {
  const fits = await served([]);
  const answer = await ask(fits, many(networkLimits.blocksPerRequest));
  assert.equal(answer.absent.length, networkLimits.blocksPerRequest);
  const passes = await served([]);
  const refused = await ask(passes, many(networkLimits.blocksPerRequest + 1));
  assert.equal(refused.broken?.code, 'peer.closed');
  assert.equal(codeOf(passes.aborted), 'peer.frame_too_large');
});

/** Blocks that with their lengths have so many bytes together, followed by a small one. */
function blocksOf(total: number): Block[] {
  const sizes: number[] = [];
  const largest = limits.blockBytes + 4;
  for (let left = total; left > 0; left -= largest) sizes.push(Math.min(left, largest) - 4);
  return [...sizes, 10].map((size, index) => rawBlock(new Uint8Array(size).fill(index + 1)));
}

test('an answer goes on below networkLimits.answerBytes, and what follows these is for later', async () => {
  const below = blocksOf(networkLimits.answerBytes - 1);
  const first = await ask(
    await served(below),
    below.map(({ cid }) => cid),
  );
  assert.equal(first.blocks.length, below.length);
  assert.equal(first.later.length, 0);
  const at = blocksOf(networkLimits.answerBytes);
  const stream = await served(at);
  const second = await ask(
    stream,
    at.map(({ cid }) => cid),
  );
  assert.equal(second.blocks.length, at.length - 1);
  assert.deepEqual(second.later, [at.at(-1)?.cid]);
  const rest = await ask(stream, second.later);
  assert.equal(rest.blocks.length, 1, 'what was put off is answered when it is asked for again');
});

/** A session of the client over a stream whose other end is the test. */
async function session(stream: TestStream) {
  // Safety: a session opens one stream and uses nothing else.
  const connection = { newStream: async () => stream.asStream() } as unknown as Connection;
  return openBlockSession(connection, () => undefined);
}

const wanted = [1, 2, 3, 4, 5, 6, 7, 8].map((byte) => rawBlock(new Uint8Array(20).fill(byte)));
const wantedCids = wanted.map(({ cid }) => cid);

test('a peer that is silent is left after networkLimits.silenceSeconds, not before', async () => {
  const stream = new TestStream();
  const answer = (await session(stream)).ask(wantedCids);
  await settle();
  mock.timers.tick(networkLimits.silenceSeconds * 1_000 - 1);
  assert.equal(stream.aborted, undefined);
  mock.timers.tick(1);
  assert.equal((await answer).broken?.code, 'peer.timeout');
  assert.ok(stream.aborted !== undefined);
});

test('a peer that keeps just ahead of that is left after networkLimits.requestSeconds, and what it sent is kept', async () => {
  const stream = new TestStream();
  const answer = (await session(stream)).ask(wantedCids);
  await settle();
  const step = networkLimits.silenceSeconds - 1;
  const steps = Math.floor((networkLimits.requestSeconds - 1) / step);
  for (let number = 0; number < steps; number++) {
    mock.timers.tick(step * 1_000);
    // Safety: there are more blocks than steps.
    stream.receive(encodeBlockAnswer([(wanted[number] as Block).bytes]));
    await settle();
  }
  mock.timers.tick((networkLimits.requestSeconds - steps * step) * 1_000 - 1);
  assert.equal(stream.aborted, undefined);
  mock.timers.tick(1);
  const { blocks, broken } = await answer;
  assert.equal(blocks.length, steps);
  assert.ok(broken?.retryable);
  assert.equal(codeOf(stream.aborted), 'peer.timeout');
});

test('a peer that asks nothing is left after networkLimits.idleStreamSeconds, not before', async () => {
  const stream = await served([]);
  await settle();
  mock.timers.tick(networkLimits.idleStreamSeconds * 1_000 - 1);
  await settle();
  assert.equal(stream.aborted, undefined);
  mock.timers.tick(1);
  await settle();
  assert.equal(codeOf(stream.aborted), 'peer.timeout');
});

test('a peer that does not take its answer is left after networkLimits.requestSeconds, not before', async () => {
  const stream = await served(wanted, new TestStream(false));
  stream.receive(encodeBlockRequest(wantedCids));
  for (let turn = 0; turn < 5; turn++) await settle();
  mock.timers.tick(networkLimits.requestSeconds * 1_000 - 1);
  await settle();
  assert.equal(stream.aborted, undefined);
  mock.timers.tick(1);
  await settle();
  assert.equal(codeOf(stream.aborted), 'peer.timeout');
});

test('more than two whole answers that nobody asked for are a flood', async () => {
  const stream = new TestStream();
  const most = 2 * (networkLimits.answerBytes + limits.blockBytes + 4 * networkLimits.blocksPerRequest);
  const asked = await session(stream);
  stream.receive(new Uint8Array(most));
  assert.equal(stream.aborted, undefined);
  stream.receive(new Uint8Array(1));
  assert.equal(codeOf(stream.aborted), 'peer.flood');
  assert.equal((await asked.ask(wantedCids)).broken?.code, 'peer.flood');
});

test('a request that is no list of digests ends the stream', async () => {
  for (const body of [new Uint8Array(31), new Uint8Array(33)]) {
    const stream = await served([]);
    const header = new Uint8Array(4);
    new DataView(header.buffer).setUint32(0, body.length);
    stream.receive(header);
    stream.receive(body);
    assert.equal(await stream.sent.take(1).catch(codeOf), 'peer.closed');
    assert.equal(codeOf(stream.aborted), 'peer.request_malformed');
  }
});
