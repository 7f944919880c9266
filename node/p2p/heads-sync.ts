import * as dagCbor from '@ipld/dag-cbor';
import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import { z } from 'zod';
import { encodeHead, type Head } from '../../protocol/head.ts';
import { limits } from '../../protocol/limits.ts';
import { addressSchema, bytes32Schema } from '../../protocol/primitives.ts';
import { type FrameReader, framed, peerError } from '../../protocol/wire/frames.ts';
import { readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';

/**
 * Reconciles the heads of two peers. The caller sends summaries of all heads that it holds, in frames that end with an empty
 * one. The other answers with a frame of the shops whose heads it wants, then with heads that the caller lacks, in frames
 * that end with an empty one; then the caller sends the wanted heads likewise. Both sides then hold the newer of each.
 */
export const syncProtocol = '/vouch/1/heads/sync';

const summarySchema = z.tuple([addressSchema, z.int().min(1), bytes32Schema]);
type Summary = z.infer<typeof summarySchema>;
const headsSchema = z.array(z.instanceof(Uint8Array)).max(networkLimits.headsPerFrame);
const shopsSchema = z.array(addressSchema).max(networkLimits.summariesPerExchange);

/** What reconciliation reads and feeds. */
export interface SyncPorts {
  /** All heads held. */
  all(): Iterable<Head>;
  held(shop: Summary[0]): Head | undefined;
  /** Takes a head that the peer sent; checks are the receiver's. */
  receive(bytes: Uint8Array, connection: Connection): Promise<void>;
  log: Log;
}

/** Answers peers that reconcile. */
export async function serveSync(libp2p: Libp2p, ports: SyncPorts): Promise<void> {
  await libp2p.handle(
    syncProtocol,
    async (stream, connection) => {
      try {
        await answer(stream, connection, ports);
        await stream.close();
      } catch (error) {
        ports.log.debug({ err: error, peer: connection.remotePeer.toString() }, 'Reconciling with a peer ended early.');
        stream.abort(error instanceof Error ? error : new Error(String(error)));
      }
    },
    { maxInboundStreams: networkLimits.syncStreamsPerPeer, maxOutboundStreams: networkLimits.syncStreamsPerPeer },
  );
}

/**
 * Reconciles with one peer.
 * @throws VouchError `peer.timeout`, `peer.closed`, `peer.frame_malformed`
 */
export async function syncWith(connection: Connection, ports: SyncPorts): Promise<void> {
  const stream = await connection.newStream(syncProtocol, {
    signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
    maxOutboundStreams: networkLimits.syncStreamsPerPeer,
  });
  try {
    const reader = readerOf(stream);
    const summaries = [...ports.all()].slice(0, networkLimits.summariesPerExchange).map(summaryOf);
    await sendFrames(stream, summaries, networkLimits.summariesPerFrame);
    const wanted = decodeFrame(await reader.frame(networkLimits.frameBytes * 4), shopsSchema);
    for await (const heads of framesOf(reader, headsSchema)) {
      for (const bytes of heads) await ports.receive(bytes, connection);
    }
    const heads = wanted.flatMap((shop) => ports.held(shop) ?? []);
    await sendFrames(stream, heads.map(bytesOf), networkLimits.headsPerFrame);
    await stream.close({ signal: AbortSignal.timeout(networkLimits.requestSeconds * 1_000) });
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function answer(stream: Stream, connection: Connection, ports: SyncPorts): Promise<void> {
  const reader = readerOf(stream);
  const theirs = new Map<string, Summary>();
  for await (const page of framesOf(reader, z.array(summarySchema).max(networkLimits.summariesPerFrame))) {
    for (const summary of page) theirs.set(summary[0], summary);
    if (theirs.size > networkLimits.summariesPerExchange)
      throw peerError('flood', 'The peer has too many heads.', false);
  }
  const wanted = [...theirs.values()].filter((summary) => differs(summary, ports.held(summary[0]), 'theirs'));
  await sendBytes(stream, framed(dagCbor.encode(wanted.map(([shop]) => shop))), networkLimits.requestSeconds);
  const lacking = [...ports.all()].filter((head) => {
    const summary = theirs.get(head.catalogue.shop);
    return summary === undefined || differs(summary, head, 'ours');
  });
  await sendFrames(stream, lacking.map(bytesOf), networkLimits.headsPerFrame);
  for await (const heads of framesOf(reader, headsSchema)) {
    for (const bytes of heads) await ports.receive(bytes, connection);
  }
}

/** True when one side's head is to be sent: it is newer, or both sides are to see an equivocation. */
function differs([, version, root]: Summary, held: Head | undefined, newer: 'ours' | 'theirs'): boolean {
  if (held === undefined) return newer === 'theirs';
  const { catalogue } = held;
  if (version !== catalogue.version)
    return newer === 'theirs' ? version > catalogue.version : catalogue.version > version;
  return root !== catalogue.root;
}

const summaryOf = ({ catalogue }: Head): Summary => [catalogue.shop, catalogue.version, catalogue.root];
const bytesOf = (head: Head): Uint8Array => encodeHead(head).bytes;

const readerOf = (stream: Stream): FrameReader =>
  readFrames(stream, { seconds: networkLimits.requestSeconds, mostWaiting: 8 * networkLimits.frameBytes });

/** Sends items in frames and an empty frame after the last. */
async function sendFrames(stream: Stream, items: readonly unknown[], perFrame: number): Promise<void> {
  for (let start = 0; start < items.length; start += perFrame) {
    const body = dagCbor.encode(items.slice(start, start + perFrame));
    await sendBytes(stream, framed(body), networkLimits.requestSeconds);
  }
  await sendBytes(stream, framed(new Uint8Array()), networkLimits.requestSeconds);
}

/** Reads frames until an empty one; their number is bounded by what an exchange may hold. */
async function* framesOf<T>(reader: FrameReader, schema: z.ZodType<T>): AsyncGenerator<T> {
  const most = Math.ceil(networkLimits.summariesPerExchange / networkLimits.headsPerFrame);
  for (let count = 0; count <= most; count++) {
    const body = await reader.frame(
      Math.max(networkLimits.frameBytes, networkLimits.headsPerFrame * (limits.headBytes + 8)),
    );
    if (body !== null && body.length === 0) return;
    yield decodeFrame(body, schema);
  }
  throw peerError('flood', 'The peer sends more frames than an exchange has.', false);
}

function decodeFrame<T>(body: Uint8Array | null, schema: z.ZodType<T>): T {
  if (body === null) throw peerError('closed', 'The peer closed the stream before its message was complete.', true);
  try {
    return schema.parse(dagCbor.decode(body));
  } catch (cause) {
    throw peerError('frame_malformed', 'The peer sent a message that is not in its form.', false, cause);
  }
}
