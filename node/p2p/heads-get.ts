import type { Connection, Libp2p } from '@libp2p/interface';
import { encodeHead } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { peerError } from '../../protocol/wire/frames.ts';
import {
  decodeHeadsAnswer,
  decodeHeadsRequest,
  encodeHeadsAnswer,
  encodeHeadsRequest,
  headsAnswerBytes,
  headsGetProtocol,
  headsPerGet,
  headsRequestBytes,
} from '../../protocol/wire/heads.ts';
import { readFrames, sendBytes } from './frames.ts';
import type { HeadBook } from './head-book.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';
import { createShopRates } from './shop-rates.ts';

/** Answers peers and browsers that ask for the heads of certain shops: one request a stream. */
export async function serveHeads(options: {
  libp2p: Libp2p;
  book: Pick<HeadBook, 'held'>;
  clock: Clock;
  log: Log;
}): Promise<void> {
  const { libp2p, book, clock, log } = options;
  const rates = createShopRates({ burst: networkLimits.headsGetBurst, perSecond: networkLimits.headsGetPerSecond });
  await libp2p.handle(
    headsGetProtocol,
    async (stream, connection) => {
      const peer = connection.remotePeer.toString();
      const reader = readFrames(stream, { seconds: networkLimits.silenceSeconds, mostWaiting: 2 * headsRequestBytes });
      try {
        if (!rates.take(peer, clock())) throw peerError('rate_exceeded', 'The peer asks for heads too often.', true);
        const request = await reader.frame(headsRequestBytes);
        if (request !== null) {
          const shops = new Set(decodeHeadsRequest(request));
          const heads = [...shops].flatMap((shop) => book.held(shop) ?? []);
          const answer = encodeHeadsAnswer(heads.map((head) => encodeHead(head).bytes));
          await sendBytes(stream, answer, networkLimits.requestSeconds);
        }
        await stream.close({ signal: AbortSignal.timeout(networkLimits.requestSeconds * 1_000) });
      } catch (error) {
        log.debug({ err: error, peer }, 'A request for heads ended early.');
        stream.abort(error instanceof Error ? error : new Error(String(error)));
      }
    },
    {
      maxInboundStreams: networkLimits.headsGetStreamsPerPeer,
      maxOutboundStreams: networkLimits.headsGetStreamsPerPeer,
      runOnLimitedConnection: true,
    },
  );
}

/**
 * Asks a peer for the heads of shops.
 * @param shops at most `headsPerGet` are asked for
 * @returns encoded heads, in no certain order and not checked: each goes the way of a head from gossip
 * @throws VouchError `peer.closed`, `peer.timeout`, `peer.frame_too_large`, `peer.frame_malformed`
 */
export async function askHeads(connection: Connection, shops: readonly Address[]): Promise<Uint8Array[]> {
  const stream = await connection.newStream(headsGetProtocol, {
    signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
    maxOutboundStreams: networkLimits.headsGetStreamsPerPeer,
    runOnLimitedConnection: true,
  });
  try {
    const reader = readFrames(stream, { seconds: networkLimits.requestSeconds, mostWaiting: headsAnswerBytes + 4 });
    await sendBytes(stream, encodeHeadsRequest(shops.slice(0, headsPerGet)), networkLimits.requestSeconds);
    const answer = await reader.frame(headsAnswerBytes);
    if (answer === null) throw peerError('closed', 'The peer closed the stream without an answer.', true);
    const heads = decodeHeadsAnswer(answer);
    await stream.close({ signal: AbortSignal.timeout(networkLimits.requestSeconds * 1_000) });
    return heads;
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
