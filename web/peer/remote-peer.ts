import type { Connection, Stream } from '@libp2p/interface';
import { sha256 } from '@noble/hashes/sha2';
import type { CID } from 'multiformats/cid';
import { sameBytes } from '../../protocol/block.ts';
import { limits } from '../../protocol/limits.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type BlockAnswer, blocksProtocol, encodeBlockRequest, readBlockAnswer } from '../../protocol/wire/blocks.ts';
import { createInbox, type FrameReader, peerError } from '../../protocol/wire/frames.ts';
import {
  decodeHeadsAnswer,
  encodeHeadsRequest,
  headsAnswerBytes,
  headsGetProtocol,
} from '../../protocol/wire/heads.ts';
import { peerLimits } from './peer-limits.ts';

/** A peer of the network, as a browser reads from it. */
export interface RemotePeer {
  address: string;
  /**
   * Asks for the heads of shops; their signatures are the caller's to check.
   * @throws VouchError `peer.*`
   */
  heads(shops: readonly Address[]): Promise<Uint8Array[]>;
  /**
   * Asks for blocks; each comes under its hash. After a broken answer the peer is asked nothing more.
   * @param cids at most `peerLimits.blocksPerRequest`
   */
  blocks(cids: readonly CID[]): Promise<BlockAnswer>;
  close(): Promise<void>;
}

/** Speaks with a peer over a connection. */
export function openRemotePeer(address: string, connection: Connection): RemotePeer {
  let blocks: Promise<{ stream: Stream; reader: FrameReader }> | undefined;
  const open = async (protocol: string, mostWaiting: number) => {
    const stream = await connection.newStream(protocol, {
      signal: AbortSignal.timeout(peerLimits.dialSeconds * 1_000),
    });
    return { stream, reader: readStream(stream, mostWaiting) };
  };
  return {
    address,
    heads: async (shops) => {
      const { stream, reader } = await open(headsGetProtocol, headsAnswerBytes + 4);
      try {
        stream.send(encodeHeadsRequest(shops));
        const frame = await reader.frame(headsAnswerBytes);
        if (frame === null) throw peerError('closed', 'The peer closed the stream before its answer.', true);
        return decodeHeadsAnswer(frame);
      } finally {
        stream
          .close()
          .catch((error: unknown) => stream.abort(error instanceof Error ? error : new Error(String(error))));
      }
    },
    blocks: async (cids) => {
      blocks ??= open(blocksProtocol, mostAnswerBytes);
      const { stream, reader } = await blocks;
      stream.send(encodeBlockRequest(cids));
      const slow = () => stream.abort(peerError('timeout', 'The peer took too long for an answer.', true));
      const timer = setTimeout(slow, peerLimits.answerSeconds * 1_000);
      const answer = await readBlockAnswer({ reader, cids, matches });
      clearTimeout(timer);
      if (answer.broken !== null) stream.abort(answer.broken);
      return answer;
    },
    close: () => connection.close(),
  };
}

// An answer ends when it has 4 MB; the last block of it may pass that.
const mostAnswerBytes = 4 * 2 ** 20 + limits.blockBytes + 4 * peerLimits.blocksPerRequest;

/** In plain code, because a page without a secure address has no other hash. */
const matches = (bytes: Uint8Array<ArrayBuffer>, digest: Uint8Array): boolean | Promise<boolean> =>
  globalThis.crypto.subtle === undefined || bytes.length < 4_096
    ? sameBytes(sha256(bytes), digest)
    : crypto.subtle.digest('SHA-256', bytes).then((found) => sameBytes(new Uint8Array(found), digest));

function readStream(stream: Stream, mostWaiting: number): FrameReader {
  const inbox = createInbox({
    mostWaiting,
    seconds: peerLimits.silenceSeconds,
    startTimer: (expired, seconds) => {
      const timer = setTimeout(expired, seconds * 1_000);
      return () => clearTimeout(timer);
    },
    abandon: (error) => stream.abort(error),
  });
  stream.addEventListener('message', ({ data }) => inbox.push(data.subarray()));
  stream.addEventListener('end', () => inbox.end());
  stream.addEventListener('close', ({ error }) => inbox.end(error));
  return inbox;
}
