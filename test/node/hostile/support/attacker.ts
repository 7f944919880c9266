import { hash } from 'node:crypto';
import type { TestContext } from 'node:test';
import { type GossipSub, gossipsub, StrictNoSign } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { tls } from '@libp2p/tls';
import { yamux } from '@libp2p/yamux';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { readFrames } from '../../../../node/p2p/frames.ts';
import { type Block, digestOf } from '../../../../protocol/block.ts';
import { until } from '../../p2p/support/node-parts.ts';
import { blocksProtocol, headsTopic } from './protocols.ts';

/** A peer that speaks libp2p and follows none of its manners. */
export interface Attacker {
  libp2p: Libp2p<{ pubsub: GossipSub; identify: unknown }>;
  connection: Connection;
  /** Sends bytes under a topic to the target, as a message of this peer. */
  gossip(bytes: Uint8Array, topic?: string): Promise<void>;
  /** Opens a stream of a protocol to the target. */
  open(protocol: string): Promise<Stream>;
}

/** Starts a peer that is connected with the target and subscribed to its topics. */
export async function attack(
  context: TestContext,
  target: readonly string[],
  options: { gossips?: boolean; serves?: readonly Block[]; drips?: boolean } = {},
): Promise<Attacker> {
  const libp2p: Attacker['libp2p'] = await createLibp2p({
    transports: [tcp()],
    connectionEncrypters: [tls(), noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { enabled: false },
    services: {
      identify: identify(),
      pubsub: gossipsub({
        allowPublishToZeroTopicPeers: true,
        ignoreDuplicatePublishError: true,
        globalSignaturePolicy: StrictNoSign,
        msgIdFn: ({ data }) => hash('sha256', data, 'buffer'),
      }),
    },
  });
  context.after(() => libp2p.stop());
  if (options.serves !== undefined) await serveBlocks(libp2p, options.serves, options.drips ?? false);
  const { pubsub } = libp2p.services;
  pubsub.subscribe(headsTopic);
  const connection = await libp2p.dial(addressesOf(target));
  if (options.gossips !== false) {
    await until('gossip with the target', () => pubsub.getSubscribers(headsTopic).length > 0);
  }
  return {
    libp2p,
    connection,
    gossip: async (bytes, topic = headsTopic) => {
      await pubsub.publish(topic, bytes);
    },
    open: (protocol) => connection.newStream(protocol, { maxOutboundStreams: 10_000 }),
  };
}

export const addressesOf = (texts: readonly string[]): Multiaddr[] => texts.map((text) => multiaddr(text));

/**
 * Answers requests for blocks as an honest peer would that holds just these.
 * @param drips answers each request with one block, after a while, and puts all others off
 */
async function serveBlocks(libp2p: Libp2p, blocks: readonly Block[], drips: boolean): Promise<void> {
  const known = new Map(blocks.map((block) => [digestOf(block.cid).slice(2), block.bytes]));
  await libp2p.handle(blocksProtocol, async (stream) => {
    const reader = readFrames(stream, { seconds: 60, mostWaiting: 2 ** 20 });
    for (let request = await reader.frame(2 ** 20); request !== null; request = await reader.frame(2 ** 20)) {
      for (let at = 0; at < request.length; at += 32) {
        if (drips && at > 0) {
          stream.send(lengthBytes(0xffff_fffe));
          continue;
        }
        if (drips) await new Promise((resolve) => setTimeout(resolve, 2_000));
        const bytes = known.get(Buffer.from(request.subarray(at, at + 32)).toString('hex'));
        stream.send(bytes === undefined ? lengthBytes(0xffff_ffff) : Buffer.concat([lengthBytes(bytes.length), bytes]));
      }
    }
  });
}

export function lengthBytes(length: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

/** Resolves once a stream is closed, from whichever side. */
export const closed = (stream: Stream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.status !== 'open') resolve();
    else stream.addEventListener('close', () => resolve(), { once: true });
  });
