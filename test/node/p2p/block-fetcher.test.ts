import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection, Libp2p, PeerId } from '@libp2p/interface';
import { createBannedPeers } from '../../../node/p2p/banned-peers.ts';
import { createBlockFetcher } from '../../../node/p2p/block-fetcher.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { type Block, digestOf, rawBlock } from '../../../protocol/block.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { blockRequestBytes, decodeBlockRequest, encodeBlockAnswer, later } from '../../../protocol/wire/blocks.ts';
import { seconds } from './support/node-parts.ts';
import { TestStream } from './support/test-stream.ts';

const blocks = Array.from({ length: 10 }, (_, index) => rawBlock(new Uint8Array(30).fill(index)));
/** Three of them are more than half of a full answer. */
const largeBlocks = Array.from({ length: 6 }, (_, index) =>
  rawBlock(new Uint8Array(Math.ceil(networkLimits.answerBytes / 6)).fill(index)),
);
const known = new Map([...blocks, ...largeBlocks].map((block) => [digestOf(block.cid), block]));

/** What a peer does with a request; `asked` are the blocks of it that there are. */
type Behaviour = (stream: TestStream, asked: readonly Block[]) => void;

interface Scripted {
  connection: Connection;
  /** Blocks that it was asked for, in order. */
  asked: Block[];
}

function scripted(name: string, behave: Behaviour): Scripted {
  const asked: Block[] = [];
  const serve = async (stream: TestStream): Promise<void> => {
    const most = blockRequestBytes(networkLimits.blocksPerRequest);
    for (let request = await stream.sent.frame(most); request !== null; request = await stream.sent.frame(most)) {
      const wanted = decodeBlockRequest(request).flatMap(
        (digest) => known.get(`0x${Buffer.from(digest).toString('hex')}`) ?? [],
      );
      asked.push(...wanted);
      behave(stream, wanted);
    }
  };
  const connection = {
    status: 'open',
    remotePeer: { toString: () => name } as unknown as PeerId,
    newStream: async () => {
      const stream = new TestStream();
      // A stream that is cut off ends the peer's part too.
      serve(stream).catch(() => undefined);
      return stream.asStream();
    },
  };
  // Safety: the fetcher uses these members alone.
  return { connection: connection as unknown as Connection, asked };
}

const honest: Behaviour = (stream, asked) => stream.receive(encodeBlockAnswer(asked.map(({ bytes }) => bytes)));

/** Fetches blocks from peers in their order. */
async function fetchAll(
  peers: readonly Scripted[],
  wanted: readonly Block[] = blocks,
): Promise<{ got: Block[]; error: unknown; left: string[] }> {
  const left: string[] = [];
  // Safety: as above.
  const libp2p = {
    getConnections: () => peers.map(({ connection }) => connection),
    hangUp: async (peer: PeerId) => void left.push(peer.toString()),
  } as unknown as Libp2p;
  const silent = () => undefined;
  const fetcher = createBlockFetcher({
    libp2p,
    banned: createBannedPeers({ clock: seconds, seconds: 60, most: 10 }),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    received: silent,
  });
  const got: Block[] = [];
  let error: unknown;
  try {
    for await (const some of fetcher.open([]).fetch(wanted.map(({ cid }) => cid))) got.push(...some);
  } catch (thrown) {
    error = thrown;
  }
  return { got, error, left };
}

test('what a peer sent before it broke off is kept, and only the rest is asked of the next', async () => {
  const broken = scripted('broken', (stream, asked) => {
    stream.receive(encodeBlockAnswer(asked.slice(0, 4).map(({ bytes }) => bytes)));
    stream.abort(new Error('gone'));
  });
  const next = scripted('next', honest);
  const { got, error, left } = await fetchAll([broken, next]);
  assert.equal(error, undefined);
  assert.deepEqual(got.map(({ cid }) => String(cid)).sort(), blocks.map(({ cid }) => String(cid)).sort());
  assert.deepEqual(next.asked, blocks.slice(4));
  assert.deepEqual(left, [], 'a broken line is no lie');
});

test('what came before a false block is kept, and its sender is left', async () => {
  const liar = scripted('liar', (stream, asked) =>
    stream.receive(
      encodeBlockAnswer(asked.map(({ bytes }, index) => (index === 3 ? new Uint8Array(30).fill(99) : bytes))),
    ),
  );
  const next = scripted('next', honest);
  const { got, left } = await fetchAll([liar, next]);
  assert.equal(got.length, blocks.length);
  assert.deepEqual(next.asked, blocks.slice(3));
  assert.deepEqual(left, ['liar']);
});

test('a peer that puts everything off is asked once, and the next gives it', async () => {
  const busy = scripted('busy', (stream, asked) => stream.receive(encodeBlockAnswer(asked.map(() => later))));
  const next = scripted('next', honest);
  const { got } = await fetchAll([busy, next]);
  assert.equal(got.length, blocks.length);
  assert.equal(busy.asked.length, blocks.length);
});

test('what a full answer puts off is asked for again; who puts off after little is left', async () => {
  const threeOf = (stream: TestStream, asked: readonly Block[]) =>
    stream.receive(encodeBlockAnswer(asked.map(({ bytes }, index) => (index < 3 ? bytes : later))));
  const full = await fetchAll([scripted('full', threeOf)], largeBlocks);
  assert.equal(full.error, undefined);
  assert.equal(full.got.length, largeBlocks.length);
  const next = scripted('next', honest);
  const { got } = await fetchAll([scripted('slow', threeOf), next]);
  assert.equal(got.length, blocks.length);
  assert.deepEqual(next.asked, blocks.slice(3));
});

test('blocks that no peer gives are named as missing', async () => {
  const { got, error } = await fetchAll([
    scripted('busy', (stream, asked) => stream.receive(encodeBlockAnswer(asked.map(() => later)))),
  ]);
  assert.deepEqual(got, []);
  assert.ok(error instanceof VouchError && error.code === 'catalogue.block_missing' && error.retryable);
});
