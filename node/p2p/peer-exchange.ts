import * as dagCbor from '@ipld/dag-cbor';
import type { Connection, Libp2p } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';
import { PeerRecord, RecordEnvelope } from '@libp2p/peer-record';
import { multiaddr } from '@multiformats/multiaddr';
import { z } from 'zod';
import { framed, peerError } from '../../protocol/wire/frames.ts';
import { createPrivateCheck } from './address-kinds.ts';
import { decodeMessage } from './decode-message.ts';
import type { KnownPeer, KnownPeers } from './discovery-known.ts';
import { readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';
import { createShopRates } from './shop-rates.ts';

/**
 * Peer exchange. Who opens a stream gets one frame, a dag-cbor array of signed peer records in libp2p's form: some peers,
 * chosen by lot, that the answering node dialled lately with success. Records are signed by the peers that they describe,
 * so nobody can make others dial an address in somebody's name.
 */
export const peersProtocol = '/vouch/1/peers';

const answerBytes = networkLimits.peersPerExchange * (networkLimits.peerRecordBytes + 8) + 16;
const answerSchema = z
  .array(z.instanceof(Uint8Array).refine((record) => record.length <= networkLimits.peerRecordBytes, 'is too large'))
  .max(networkLimits.peersPerExchange);

/** A peer and the addresses that it signed for itself. */
export interface SignedPeer {
  peerId: string;
  addresses: string[];
}

/**
 * Answers peers that want to know others, within a rate for each.
 * @param options `allowPrivate` also tells of peers in private networks, `clock` in Unix seconds
 */
export async function servePeers(options: {
  libp2p: Libp2p;
  known: Pick<KnownPeers, 'lately'>;
  allowPrivate: boolean;
  clock: Clock;
  log: Log;
}): Promise<void> {
  const { libp2p, known, allowPrivate, clock, log } = options;
  const leadsInside = createPrivateCheck();
  const isTold = ({ addresses }: KnownPeer) => allowPrivate || addresses.some((each) => !leadsInside(multiaddr(each)));
  const rates = createShopRates({
    burst: networkLimits.peerExchangesBurst,
    perSecond: networkLimits.peerExchangesPerSecond,
  });
  await libp2p.handle(
    peersProtocol,
    async (stream, connection) => {
      try {
        const asking = connection.remotePeer.toString();
        if (!rates.take(asking, clock())) throw peerError('flood', 'The peer asks too often.', false);
        const others = known.lately().filter((peer) => peer.peerId !== asking && isTold(peer));
        const records = await recordsOf(libp2p, sample(others, networkLimits.peersPerExchange));
        await sendBytes(stream, framed(dagCbor.encode(records)), networkLimits.requestSeconds);
        await stream.close({ signal: AbortSignal.timeout(networkLimits.requestSeconds * 1_000) });
      } catch (error) {
        log.debug({ err: error, peer: connection.remotePeer.toString() }, 'A question for peers was not answered.');
        stream.abort(error instanceof Error ? error : new Error(String(error)));
      }
    },
    { maxInboundStreams: 1, maxOutboundStreams: 1, runOnLimitedConnection: true },
  );
}

/**
 * Asks a peer for others.
 * @returns those whose records are signed by the peers that they describe
 * @throws VouchError `peer.record_false` for a record that is not, `peer.frame_malformed`, `peer.frame_too_large`,
 * `peer.timeout`, `peer.closed`
 */
export async function askPeers(connection: Connection): Promise<SignedPeer[]> {
  const stream = await connection.newStream(peersProtocol, {
    signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
    maxOutboundStreams: 1,
    runOnLimitedConnection: true,
  });
  try {
    const reader = readFrames(stream, { seconds: networkLimits.silenceSeconds, mostWaiting: answerBytes + 4 });
    const records = decodeMessage(await reader.frame(answerBytes), answerSchema);
    await stream.close({ signal: AbortSignal.timeout(1_000) });
    return await Promise.all(records.map(opened));
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function opened(bytes: Uint8Array): Promise<SignedPeer> {
  try {
    const envelope = await RecordEnvelope.openAndCertify(bytes, PeerRecord.DOMAIN);
    const record = PeerRecord.createFromProtobuf(envelope.payload);
    // The signature proves that the key's owner wrote it; whom it is about is in the record.
    if (!record.peerId.publicKey?.equals(envelope.publicKey)) throw new Error('The record is about somebody else.');
    return { peerId: record.peerId.toString(), addresses: record.multiaddrs.map(String) };
  } catch (cause) {
    throw peerError('record_false', 'The peer sent a record that is not signed by whom it describes.', false, cause);
  }
}

async function recordsOf(libp2p: Libp2p, peers: readonly { peerId: string }[]): Promise<Uint8Array[]> {
  const stored = await Promise.allSettled(peers.map(({ peerId }) => libp2p.peerStore.get(peerIdFromString(peerId))));
  return stored.flatMap((found) => {
    const record = found.status === 'fulfilled' ? found.value.peerRecordEnvelope : undefined;
    return record !== undefined && record.length <= networkLimits.peerRecordBytes ? [record] : [];
  });
}

/** So many of the items, chosen by lot. */
export function sample<T>(items: readonly T[], most: number): T[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, most)
    .map(({ item }) => item);
}
