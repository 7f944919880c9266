import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { createLibp2p } from 'libp2p';
import { serveBlocks } from '../../../node/p2p/block-server.ts';
import { readFrames } from '../../../node/p2p/frames.ts';
import { type Block, digestOf } from '../../../protocol/block.ts';
import { encodeHead, type Head } from '../../../protocol/head.ts';
import {
  decodeHeadsRequest,
  encodeHeadsAnswer,
  headsGetProtocol,
  headsRequestBytes,
} from '../../../protocol/wire/heads.ts';

/** A peer that gives what a test wants, whether it is true or not. */
export interface BarePeer {
  addresses: string[];
  stop(): Promise<void>;
}

/** Starts a peer on a free port that speaks the two protocols that browsers read with. */
export async function startBarePeer(options: {
  head: Head;
  blocks: readonly Block[];
  /** Changes blocks before they are sent. */
  tamper?: (bytes: Uint8Array) => Uint8Array;
}): Promise<BarePeer> {
  const { head, blocks, tamper = (bytes) => bytes } = options;
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0/ws'] },
    transports: [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify() },
  });
  const known = new Map(blocks.map((block) => [digestOf(block.cid), tamper(block.bytes)]));
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  await serveBlocks({
    libp2p: node,
    getMany: async (cids) => cids.map((cid) => known.get(digestOf(cid))),
    log,
    sent: () => undefined,
  });
  await node.handle(headsGetProtocol, async (stream) => {
    const request = await readFrames(stream, { seconds: 30, mostWaiting: headsRequestBytes + 4 }).frame(
      headsRequestBytes,
    );
    const shops = request === null ? [] : decodeHeadsRequest(request);
    stream.send(encodeHeadsAnswer(shops.includes(head.catalogue.shop) ? [encodeHead(head).bytes] : []));
    await stream.close();
  });
  return { addresses: node.getMultiaddrs().map(String), stop: async () => node.stop() };
}
