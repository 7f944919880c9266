import type { Libp2p, Stream } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import { cidFromDigest, RAW } from '../../protocol/block.ts';
import { DIGEST_BYTES, hexOf } from '../store/keys.ts';
import { peerError, readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';

/**
 * The block protocol. A request is a frame of sha2-256 digests, 32 bytes each; the answer has, in the order asked, a
 * 32-bit length and the bytes of each block. Instead of a length, `absent` says that the peer does not have the block, and
 * `later` that the answer is long enough and the block is to be asked for again. Any number of requests follow one
 * another on a stream.
 */
export const blocksProtocol = '/vouch/1/blocks';
export const absent = 0xffff_ffff;
export const later = 0xffff_fffe;

const sendChunkBytes = 128 * 1_024;

/** Answers peers' requests for blocks. */
export async function serveBlocks(options: {
  libp2p: Libp2p;
  getMany: (cids: CID[]) => Promise<(Uint8Array | undefined)[]>;
  log: Log;
  sent: (bytes: number) => void;
}): Promise<void> {
  const { libp2p, getMany, log, sent } = options;
  await libp2p.handle(
    blocksProtocol,
    async (stream, connection) => {
      try {
        await answerRequests(stream, getMany, sent);
        await stream.close();
      } catch (error) {
        log.debug({ err: error, peer: connection.remotePeer.toString() }, 'A block stream ended early.');
        stream.abort(error instanceof Error ? error : new Error(String(error)));
      }
    },
    { maxInboundStreams: networkLimits.blockStreamsPerPeer, maxOutboundStreams: networkLimits.blockStreamsPerPeer },
  );
}

async function answerRequests(
  stream: Stream,
  getMany: (cids: CID[]) => Promise<(Uint8Array | undefined)[]>,
  sent: (bytes: number) => void,
): Promise<void> {
  const most = networkLimits.blocksPerRequest * DIGEST_BYTES;
  const reader = readFrames(stream, { seconds: networkLimits.idleStreamSeconds, mostWaiting: 4 * most });
  for (;;) {
    const request = await reader.frame(most);
    if (request === null) return;
    const cids = digestsIn(request).map((digest) => cidFromDigest(`0x${hexOf(digest)}`, RAW));
    let answered = 0;
    // A request may name images of a megabyte each, so few blocks are read at a time until they turn out to be small.
    let ahead = 8;
    for (let start = 0; start < cids.length; ) {
      const slice = cids.slice(start, start + ahead);
      start += slice.length;
      const full = answered >= networkLimits.answerBytes;
      const found = full ? [] : await getMany(slice);
      const parts = slice.flatMap((_, index) => {
        const bytes = found[index];
        if (bytes === undefined) return [lengthBytes(full ? later : absent)];
        return [lengthBytes(bytes.length), bytes];
      });
      const answer = Buffer.concat(parts);
      answered += answer.length;
      ahead = answer.length < slice.length * 8_192 ? 64 : 8;
      for (let at = 0; at < answer.length; at += sendChunkBytes) {
        await sendBytes(stream, answer.subarray(at, at + sendChunkBytes), networkLimits.requestSeconds);
      }
      sent(answer.length);
    }
  }
}

function digestsIn(request: Uint8Array): Uint8Array[] {
  if (request.length === 0 || request.length % DIGEST_BYTES !== 0) {
    throw peerError('request_malformed', 'A request for blocks is not a list of digests.', false);
  }
  return Array.from({ length: request.length / DIGEST_BYTES }, (_, index) =>
    request.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES),
  );
}

const lengthBytes = (length: number): Uint8Array => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
};
