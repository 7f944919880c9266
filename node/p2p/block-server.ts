import { setImmediate } from 'node:timers/promises';
import type { Libp2p, Stream } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import { cidOfDigest, RAW } from '../../protocol/block.ts';
import {
  absent,
  blockRequestBytes,
  blocksProtocol,
  decodeBlockRequest,
  encodeBlockAnswer,
  later,
} from '../../protocol/wire/blocks.ts';
import { peerError } from '../../protocol/wire/frames.ts';
import { readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';

const sendChunkBytes = 128 * 1_024;
/** Blocks that are read together: few until a request turns out to be for small ones, because each may be a megabyte. */
const fewBlocks = 4;
const manyBlocks = 64;

/** What all answers share. */
interface Outgoing {
  /** Bytes read and not yet taken by their peers. */
  bytes: number;
  /** Streams whose peers are being sent to, with the time since when they took nothing: the longest first. */
  waiting: Map<Stream, number>;
  /** Open streams by peer. */
  streams: Map<string, number>;
  /** Reads follow one another, so that what they hold for a moment is bounded too. */
  reads: Promise<unknown>;
}

interface ServerOptions {
  libp2p: Libp2p;
  getMany: (cids: CID[]) => Promise<(Uint8Array | undefined)[]>;
  log: Log;
  sent: (bytes: number) => void;
}

/** Answers peers' requests for blocks, each peer on few streams, and all within a bound of memory. */
export async function serveBlocks(options: ServerOptions): Promise<void> {
  const { libp2p, log } = options;
  const outgoing: Outgoing = { bytes: 0, waiting: new Map(), streams: new Map(), reads: Promise.resolve() };
  await libp2p.handle(
    blocksProtocol,
    async (stream, connection) => {
      const peer = connection.remotePeer.toString();
      const open = outgoing.streams.get(peer) ?? 0;
      // The library counts streams by connection, and a peer may have several.
      if (open >= networkLimits.blockStreamsPerPeer) {
        stream.abort(peerError('streams', 'The peer opened too many block streams.', true));
        return;
      }
      outgoing.streams.set(peer, open + 1);
      try {
        await answerRequests(stream, options, outgoing);
        await stream.close();
      } catch (error) {
        log.debug({ err: error, peer }, 'A block stream ended early.');
        stream.abort(error instanceof Error ? error : new Error(String(error)));
      } finally {
        const left = (outgoing.streams.get(peer) ?? 1) - 1;
        if (left === 0) outgoing.streams.delete(peer);
        else outgoing.streams.set(peer, left);
      }
    },
    {
      maxInboundStreams: networkLimits.blockStreamsPerPeer,
      maxOutboundStreams: networkLimits.blockStreamsPerPeer,
      runOnLimitedConnection: true,
    },
  );
}

async function answerRequests(stream: Stream, options: ServerOptions, outgoing: Outgoing): Promise<void> {
  const most = blockRequestBytes(networkLimits.blocksPerRequest);
  const reader = readFrames(stream, { seconds: networkLimits.idleStreamSeconds, mostWaiting: 4 * most });
  for (;;) {
    const request = await reader.frame(most);
    if (request === null) return;
    const cids = decodeBlockRequest(request).map((digest) => cidOfDigest(digest, RAW));
    // A peer that takes every part just in time must not keep its answer in memory for long.
    const slow = peerError('timeout', 'The peer took too long to read an answer.', true);
    const timer = setTimeout(() => stream.abort(slow), networkLimits.requestSeconds * 1_000);
    try {
      await answer(stream, cids, { ...options, outgoing });
    } finally {
      clearTimeout(timer);
    }
  }
}

async function answer(
  stream: Stream,
  cids: CID[],
  { getMany, sent, outgoing }: ServerOptions & { outgoing: Outgoing },
): Promise<void> {
  let answered = 0;
  let ahead = fewBlocks;
  for (let start = 0; start < cids.length; ) {
    const slice = cids.slice(start, start + ahead);
    start += slice.length;
    const bytes = await encodeNext();
    answered += bytes.length;
    ahead = bytes.length < slice.length * 8_192 ? manyBlocks : fewBlocks;
    try {
      for (let at = 0; at < bytes.length; at += sendChunkBytes) {
        outgoing.waiting.delete(stream);
        outgoing.waiting.set(stream, performance.now());
        await sendBytes(stream, bytes.subarray(at, at + sendChunkBytes), networkLimits.requestSeconds);
      }
    } finally {
      outgoing.waiting.delete(stream);
      outgoing.bytes -= bytes.length;
    }
    sent(bytes.length);

    function encodeNext(): Promise<Uint8Array> {
      const next = outgoing.reads.then(async () => {
        if (outgoing.bytes >= networkLimits.answerMemoryBytes) await makeRoom(outgoing);
        const full = answered >= networkLimits.answerBytes || outgoing.bytes >= networkLimits.answerMemoryBytes;
        const found = full ? [] : await getMany(slice);
        let room = networkLimits.answerBytes - answered;
        const encoded = encodeBlockAnswer(
          slice.map((_, index) => {
            const block = found[index];
            // The block that passes the bound still goes, so that every answer brings something.
            if (full || (block !== undefined && room <= 0)) return later;
            room -= 4 + (block?.length ?? 0);
            return block ?? absent;
          }),
        );
        // Counted before the next read begins.
        outgoing.bytes += encoded.length;
        return encoded;
      });
      outgoing.reads = next.catch(() => undefined);
      return next;
    }
  }
}

/**
 * Ends the stream that has waited longest for its peer, when that is long enough: peers that ask and do not take what they
 * asked for must not keep the memory from those that do.
 */
async function makeRoom({ waiting }: Outgoing): Promise<void> {
  const [longest] = waiting;
  if (longest === undefined) return;
  const [stream, since] = longest;
  if (performance.now() - since < networkLimits.stalledSeconds * 1_000) return;
  stream.abort(peerError('timeout', 'The peer took nothing while others waited.', true));
  // The answer's end, which gives its memory back, follows the stream's.
  await setImmediate();
}
