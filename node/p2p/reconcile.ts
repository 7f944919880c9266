import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import { VouchError } from '../../protocol/errors.ts';
import { peerError } from '../../protocol/wire/frames.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';
import { answerExchange, beginExchange, type ExchangeOutcome } from './reconcile-exchange.ts';
import { channelOf, nameOf, reconcileProtocol, setNameBytes } from './reconcile-protocol.ts';
import { createRefusedItems, type RefusedItems } from './reconcile-refused.ts';
import type { ReconciledSet } from './reconciled-set.ts';
import { repeat } from './repeat.ts';
import { createShopRates } from './shop-rates.ts';

/** Keeps the sets of this node equal to those of its peers. */
export interface Reconciler {
  /** Exchanges all sets with one peer now. Does not wait; what fails is logged. */
  with(connection: Connection): void;
  /** Asks some peers again for what came too early. Does not wait. */
  again(): void;
  stop(): Promise<void>;
}

export interface ReconcilerOptions {
  libp2p: Libp2p;
  sets: readonly ReconciledSet[];
  clock: Clock;
  log: Log;
  /** Asked before an exchange is begun by this node, which is left out while the answer is yes. */
  rests: () => boolean;
  /** A peer sent what no honest peer sends. */
  faulty: (peer: string) => void;
  /** An exchange that this node began ended: `complete`, `partial` or the code of the error. */
  ended?: ((set: string, outcome: string) => void) | undefined;
}

/** Answers peers that reconcile, and begins exchanges: with each peer that this node dialled, and by and by with any. */
export async function startReconciler(options: ReconcilerOptions): Promise<Reconciler> {
  const { libp2p, sets, clock, log, rests, faulty, ended } = options;
  const memory = { clock, most: networkLimits.refusedItems };
  const refusedOf = new Map<string, RefusedItems>(sets.map(({ name }) => [name, createRefusedItems(memory)]));
  const refusedIn = (set: ReconciledSet | undefined): RefusedItems =>
    (set && refusedOf.get(set.name)) ?? createRefusedItems(memory);
  const rates = createShopRates({
    burst: networkLimits.exchangesBurst,
    perSecond: networkLimits.exchangesPerSecond,
  });

  const guarded = async <T>(stream: Stream, connection: Connection, work: () => Promise<T>): Promise<T> => {
    const timer = setTimeout(() => stream.abort(new Error('too long')), networkLimits.exchangeSeconds * 1_000);
    try {
      const result = await work();
      await stream.close({ signal: AbortSignal.timeout(networkLimits.requestSeconds * 1_000) });
      return result;
    } catch (error) {
      if (error instanceof VouchError && !error.retryable) faulty(connection.remotePeer.toString());
      stream.abort(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };

  const answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const channel = channelOf(stream);
    await guarded(stream, connection, async () => {
      if (!rates.take(connection.remotePeer.toString(), clock())) {
        throw peerError('rate_exceeded', 'The peer reconciles too often.', true);
      }
      const name = nameOf(await channel.receive(setNameBytes));
      const set = sets.find((each) => each.name === name);
      await answerExchange({ set, channel, connection, refused: refusedIn(set) });
    });
  };

  await libp2p.handle(
    reconcileProtocol,
    (stream, connection) =>
      answer(stream, connection).catch((error) =>
        log.debug({ err: error, peer: connection.remotePeer.toString() }, 'Reconciling with a peer ended early.'),
      ),
    {
      maxInboundStreams: networkLimits.reconcileStreamsPerPeer,
      maxOutboundStreams: networkLimits.reconcileStreamsPerPeer,
      runOnLimitedConnection: true,
    },
  );

  const exchange = async (connection: Connection, set: ReconciledSet): Promise<ExchangeOutcome> => {
    const stream = await connection.newStream(reconcileProtocol, {
      signal: AbortSignal.timeout(networkLimits.dialSeconds * 1_000),
      maxOutboundStreams: networkLimits.reconcileStreamsPerPeer,
      runOnLimitedConnection: true,
    });
    const channel = channelOf(stream);
    return guarded(stream, connection, () => beginExchange({ set, channel, connection, refused: refusedIn(set) }));
  };

  /** Exchanges until the sets are equal, or an exchange moves nothing. */
  const reconcile = async (connection: Connection, set: ReconciledSet): Promise<void> => {
    for (let left = networkLimits.exchangesInARow; left > 0 && !rests(); left--) {
      const { complete, kept, sent } = await exchange(connection, set);
      ended?.(set.name, complete ? 'complete' : 'partial');
      if (complete || kept + sent === 0) return;
    }
  };

  const underway = new Map<string, Promise<void>>();
  const attempt = (connection: Connection, set: ReconciledSet): Promise<void> => {
    const key = `${connection.remotePeer} ${set.name}`;
    const known = underway.get(key);
    if (known !== undefined) return known;
    const work = reconcile(connection, set)
      .catch((error) => {
        ended?.(set.name, error instanceof VouchError ? error.code : 'failed');
        log.debug({ err: error, peer: connection.remotePeer.toString(), set: set.name }, 'A peer does not reconcile.');
      })
      .finally(() => underway.delete(key));
    underway.set(key, work);
    return work;
  };

  const withAll = async (connection: Connection): Promise<void> => {
    for (const set of sets) await attempt(connection, set);
  };

  const opened = ({ detail: connection }: CustomEvent<Connection>): void => {
    // One of the two begins, or both would send the same.
    if (connection.direction === 'outbound') void withAll(connection);
  };
  libp2p.addEventListener('connection:open', opened);

  /** So many connections by chance, or all where there are fewer. */
  const some = (most: number): Connection[] => {
    const open = libp2p.getConnections().filter(({ status }) => status === 'open');
    const first = Math.floor(Math.random() * open.length);
    return [...open.slice(first), ...open.slice(0, first)].slice(0, most);
  };
  const rounds = repeat({ seconds: networkLimits.reconcileEverySeconds, name: 'Reconciling', log }, async () => {
    for (const connection of some(1)) await withAll(connection);
  });

  return {
    with: (connection) => void withAll(connection),
    again: () => {
      for (const refused of refusedOf.values()) refused.forgetLater();
      for (const connection of some(networkLimits.askAgainPeers)) void withAll(connection);
    },
    stop: async () => {
      libp2p.removeEventListener('connection:open', opened);
      await rounds.stop();
      await Promise.all(underway.values());
    },
  };
}
