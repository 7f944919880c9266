import { hash } from 'node:crypto';
import type { Connection, Stream } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import { isAcceptedCid } from '../../protocol/accepted-cid.ts';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { absent, blocksProtocol, later } from './block-server.ts';
import { framed, peerError, readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';

/** What a peer answered to one request. */
export interface BlockAnswer {
  /** Blocks whose hashes were checked. */
  blocks: Block[];
  /** Blocks that the peer does not have. */
  absent: CID[];
  /** Blocks to ask for again. */
  later: CID[];
}

/** A stream to one peer on which blocks are asked for, request after request. */
export interface BlockSession {
  /**
   * Asks for blocks. Requests may overlap; answers come in order.
   * @param cids at most `networkLimits.blocksPerRequest`
   * @throws VouchError `peer.false_block` when bytes do not match their hash, `peer.block_too_large`, `peer.timeout`,
   * `peer.closed`, `peer.flood`
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
  });
  const reader = readFrames(stream, {
    seconds: networkLimits.silenceSeconds,
    // Two overlapping answers, each with a last few blocks that pass the bound.
    mostWaiting: 2 * (networkLimits.answerBytes + 8 * limits.blockBytes),
  });
  let answers: Promise<unknown> = Promise.resolve();

  const readAnswer = async (cids: readonly CID[]): Promise<BlockAnswer> => {
    const answer: BlockAnswer = { blocks: [], absent: [], later: [] };
    for (const cid of cids) {
      const header = await reader.take(4);
      if (header === null)
        throw peerError('closed', 'The peer closed the stream before its answer was complete.', true);
      const length = new DataView(header.buffer).getUint32(0);
      if (length === absent) answer.absent.push(cid);
      else if (length === later) answer.later.push(cid);
      else answer.blocks.push({ cid, bytes: await readBlock(cid, length) });
    }
    return answer;
  };
  /** Ends the stream of a peer that keeps just ahead of the limit of silence. */
  const withinTime = async (read: () => Promise<BlockAnswer>): Promise<BlockAnswer> => {
    const slow = () => stream.abort(peerError('timeout', 'The peer took too long for an answer.', true));
    const timer = setTimeout(slow, networkLimits.requestSeconds * 1_000);
    return read().finally(() => clearTimeout(timer));
  };
  const readBlock = async (cid: CID, length: number): Promise<Uint8Array> => {
    if (length > limits.blockBytes) {
      throw peerError('block_too_large', `The peer announced a block of ${length} bytes.`, false);
    }
    const bytes = length === 0 ? new Uint8Array() : await reader.take(length);
    if (bytes === null) throw peerError('closed', 'The peer closed the stream in the middle of a block.', true);
    received(length + 4);
    if (!hash('sha256', bytes, 'buffer').equals(cid.multihash.digest)) {
      throw peerError('false_block', `The peer sent other bytes than those of ${cid.toString()}.`, false);
    }
    return bytes;
  };

  return {
    ask: async (cids) => {
      const refused = cids.find((cid) => !isAcceptedCid(cid));
      if (refused !== undefined) throw unsupported(refused);
      const request = Buffer.concat(cids.map((cid) => cid.multihash.digest));
      await sendBytes(stream, framed(request), networkLimits.requestSeconds);
      const answer = answers.then(() => withinTime(() => readAnswer(cids)));
      answers = answer;
      return answer.catch((error) => {
        stream.abort(error instanceof Error ? error : new Error(String(error)));
        throw error;
      });
    },
    close: async () => {
      if (stream.status === 'open') await stream.close({ signal: AbortSignal.timeout(1_000) });
    },
  };
}

const unsupported = (cid: CID): VouchError =>
  new VouchError({
    code: 'block.cid_unsupported',
    message: `${cid.toString()} is not a CIDv1 of dag-cbor or raw and sha2-256.`,
    hint: 'Name the block by CIDv1 with sha2-256.',
    details: { field: 'cid', cid: cid.toString() },
  });
