import { hash } from 'node:crypto';
import type { Connection, Stream } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import { limits } from '../../protocol/limits.ts';
import { type BlockAnswer, blocksProtocol, encodeBlockRequest, readBlockAnswer } from '../../protocol/wire/blocks.ts';
import { peerError } from '../../protocol/wire/frames.ts';
import { readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';

/** A stream to one peer on which blocks are asked for, request after request. */
export interface BlockSession {
  /**
   * Asks for blocks. Requests may overlap; answers come in order. After a broken answer the session is over.
   * @param cids at most `networkLimits.blocksPerRequest`
   * @returns what came, with `broken` saying why an answer ended early: `peer.false_block` when bytes do not match their
   * hash, `peer.block_too_large`, `peer.timeout`, `peer.closed`, `peer.flood`
   * @throws VouchError `block.cid_unsupported`
   */
  ask(cids: readonly CID[]): Promise<BlockAnswer>;
  close(): Promise<void>;
}

/** Opens a session over a connection. @param received counts bytes received */
export async function openBlockSession(
  connection: Connection,
  received: (bytes: number) => void,
): Promise<BlockSession> {
  const stream: Stream = await connection.newStream(blocksProtocol, {
    signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
    maxOutboundStreams: networkLimits.blockStreamsPerPeer,
    runOnLimitedConnection: true,
  });
  const reader = readFrames(stream, {
    seconds: networkLimits.silenceSeconds,
    // Two overlapping answers, each with a last block that passes the bound.
    mostWaiting: 2 * (networkLimits.answerBytes + limits.blockBytes + 4 * networkLimits.blocksPerRequest),
  });
  let answers: Promise<unknown> = Promise.resolve();

  /** Ends the stream of a peer that keeps just ahead of the limit of silence. */
  const readInTime = async (cids: readonly CID[]): Promise<BlockAnswer> => {
    const slow = () => stream.abort(peerError('timeout', 'The peer took too long for an answer.', true));
    const timer = setTimeout(slow, networkLimits.requestSeconds * 1_000);
    try {
      const answer = await readBlockAnswer({ reader, cids, matches, received });
      if (answer.broken !== null) stream.abort(answer.broken);
      return answer;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    ask: async (cids) => {
      await sendBytes(stream, encodeBlockRequest(cids), networkLimits.requestSeconds);
      const answer = answers.then(() => readInTime(cids));
      answers = answer;
      return answer;
    },
    close: async () => {
      if (stream.status === 'open') await stream.close({ signal: AbortSignal.timeout(1_000) });
    },
  };
}

const matches = (bytes: Uint8Array, digest: Uint8Array): boolean => hash('sha256', bytes, 'buffer').equals(digest);
