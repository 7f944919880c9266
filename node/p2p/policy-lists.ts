import * as dagCbor from '@ipld/dag-cbor';
import type { Connection, Libp2p } from '@libp2p/interface';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { addressSchema } from '../../protocol/primitives.ts';
import { framed, peerError } from '../../protocol/wire/frames.ts';
import type { NodePolicy } from '../policy/policy.ts';
import { decodeMessage } from './decode-message.ts';
import { readFrames, sendBytes } from './frames.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';
import { type Repeated, repeat } from './repeat.ts';
import { createShopRates } from './shop-rates.ts';

/**
 * The protocol of lists of denials. A request is a frame of dag-cbor: authors with the version that the asking node holds. The
 * answer has a frame for each author, in their order: the newer list as it was signed, or nothing. One request per stream.
 */
export const listsProtocol = '/vouch/1/lists';

const questionSchema = z.tuple([addressSchema, z.int().min(0).max(Number.MAX_SAFE_INTEGER)]);
const requestSchema = z.array(questionSchema).min(1).max(limits.policyLists);
const requestBytes = limits.policyLists * 64 + 16;

type Lists = Pick<NodePolicy, 'subscriptions' | 'listOf'> & Partial<Pick<NodePolicy, 'receive'>>;

/**
 * Serves the lists that are here, and asks peers for newer versions of those that the operator subscribes to: when a peer
 * comes, now and again, and sooner while one is not here: its author may have published it a moment ago.
 * @param options `received` counts lists that peers sent: `accepted`, or the code of the error
 */
export async function exchangePolicyLists(options: {
  libp2p: Libp2p;
  lists: Lists;
  clock: Clock;
  log: Log;
  received?: (code: string) => void;
}): Promise<Repeated> {
  const { libp2p, lists, clock, log, received } = options;
  const rates = createShopRates({
    burst: networkLimits.listRequestsBurst,
    perSecond: networkLimits.listRequestsPerSecond,
  });
  await libp2p.handle(
    listsProtocol,
    async (stream, connection) => {
      const peer = connection.remotePeer.toString();
      try {
        const reader = readFrames(stream, { seconds: networkLimits.requestSeconds, mostWaiting: requestBytes + 4 });
        const asked = decodeMessage(await reader.frame(requestBytes), requestSchema);
        if (!rates.take(peer, clock())) throw peerError('flood', 'The peer asks too often.', false);
        for (const [author, version] of asked) {
          const found = lists.listOf(author);
          const body = found !== undefined && found.version > version ? found.bytes : new Uint8Array();
          await sendBytes(stream, framed(body), networkLimits.requestSeconds);
        }
        await stream.close({ signal: AbortSignal.timeout(networkLimits.requestSeconds * 1_000) });
      } catch (error) {
        log.debug({ err: error, peer }, 'A question for lists was not answered.');
        stream.abort(error instanceof Error ? error : new Error(String(error)));
      }
    },
    { maxInboundStreams: networkLimits.listStreamsPerPeer, maxOutboundStreams: networkLimits.listStreamsPerPeer },
  );

  const ask = async (connection: Connection): Promise<void> => {
    const wanted = lists.subscriptions();
    if (wanted.length === 0 || lists.receive === undefined) return;
    const peer = connection.remotePeer.toString();
    try {
      for (const bytes of await askLists(connection, wanted)) {
        const taken = await lists.receive(bytes);
        // A second peer may send what the first one sent a moment ago.
        if (taken.ok || taken.error.code !== 'policy_list.stale') received?.(taken.ok ? 'accepted' : taken.error.code);
        if (!taken.ok) log.debug({ err: taken.error, peer }, 'A list from a peer was not taken.');
      }
    } catch (error) {
      received?.(error instanceof VouchError ? error.code : 'peer.unavailable');
      log.debug({ err: error, peer }, 'A peer gave no lists.');
    }
  };
  libp2p.addEventListener('peer:identify', ({ detail: { connection } }) => void ask(connection));
  /** Rounds in vain since all lists were here or the operator changed something. */
  let inVain = 0;
  const pause = (): number => {
    const { listsEverySeconds, missingListSeconds } = networkLimits;
    if (lists.subscriptions().some(({ version }) => version === 0))
      return Math.min(listsEverySeconds, missingListSeconds * 2 ** inVain++);
    inVain = 0;
    return listsEverySeconds;
  };
  const asking = repeat({ seconds: pause, name: 'Asking for lists', log }, async () => {
    const open = libp2p.getConnections().filter(({ status }) => status === 'open');
    const byPeer = new Map(open.map((connection) => [connection.remotePeer.toString(), connection]));
    for (const connection of [...byPeer.values()].slice(0, networkLimits.listPeers)) await ask(connection);
  });
  return {
    now: () => {
      inVain = 0;
      asking.now();
    },
    stop: asking.stop,
  };
}

/** Asks one peer. @returns what it sent, not yet looked at */
async function askLists(connection: Connection, wanted: ReturnType<Lists['subscriptions']>): Promise<Uint8Array[]> {
  const stream = await connection.newStream(listsProtocol, {
    signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
    maxOutboundStreams: networkLimits.listStreamsPerPeer,
  });
  try {
    const mostWaiting = wanted.length * (limits.policyListBytes + 4);
    const reader = readFrames(stream, { seconds: networkLimits.silenceSeconds, mostWaiting });
    const request = dagCbor.encode(wanted.map(({ author, version }) => [author, version]));
    await sendBytes(stream, framed(request), networkLimits.requestSeconds);
    const lists: Uint8Array[] = [];
    for (const _ of wanted) {
      const body = await reader.frame(limits.policyListBytes);
      if (body === null) throw peerError('closed', 'The peer closed the stream before its answer was complete.', true);
      if (body.length > 0) lists.push(body);
    }
    await stream.close({ signal: AbortSignal.timeout(1_000) });
    return lists;
  } catch (error) {
    stream.abort(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
