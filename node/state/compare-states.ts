import type { Connection, Libp2p } from '@libp2p/interface';
import type { StateView } from '../../protocol/api/state.ts';
import { networkLimits } from '../p2p/network-limits.ts';
import type { Clock, Log } from '../p2p/ports.ts';
import { repeat } from '../p2p/repeat.ts';
import { findDifference } from './find-difference.ts';
import { askState, type StateTeller, serveState, stateProtocol } from './state-protocol.ts';

type ComparedPeer = StateView['peers'][number];

/** Whether the indexes of connected peers are equal to this one. */
export interface StateComparison {
  /** As last compared, newest first. */
  peers(): ComparedPeer[];
  /** Compares at once. */
  now(): void;
  stop(): Promise<void>;
}

export interface CompareStatesOptions {
  libp2p: Libp2p;
  teller: StateTeller;
  clock: Clock;
  log: Log;
}

/**
 * Answers peers about this node's index and compares it with theirs from time to time. A peer may say anything, so one that
 * disagrees is a question to the operator, and most of them disagreeing is an alarm.
 */
export async function compareStates(options: CompareStatesOptions): Promise<StateComparison> {
  const { libp2p, teller, clock, log } = options;
  const compared = new Map<string, ComparedPeer>();
  await serveState(options);

  const compare = async (connection: Connection): Promise<void> => {
    const peerId = connection.remotePeer.toString();
    const { peerStore } = libp2p;
    const known = await peerStore.get(connection.remotePeer).catch(() => undefined);
    if (!known?.protocols.includes(stateProtocol)) return;
    const theirs = askState(connection);
    const [own, told] = await Promise.all([teller.digests(), theirs.digests()]);
    if (own.schema !== told.schema) return;
    const mine = new Map(own.digests.map((each) => [each.block, each]));
    const common = told.digests.find(({ block }) => mine.has(block));
    if (common === undefined) return;
    const { block } = common;
    const before = compared.get(peerId);
    const held = mine.get(block);
    if (held?.digest === common.digest) {
      if (before?.agrees === false) log.info({ peer: peerId, block }, 'the index of a peer is equal again');
      compared.set(peerId, { peerId, block, agrees: true, difference: null, at: clock() });
      return;
    }
    const isNew = before === undefined || before.agrees;
    const isDue = isNew || before.difference === null || clock() - before.at >= networkLimits.stateDrillSeconds;
    if (!isDue) return;
    const difference =
      held?.hash === common.hash
        ? await findDifference(teller, theirs, block).catch((error: unknown) => {
            log.debug({ err: error, peer: peerId }, 'where a peer differs could not be found now');
            return null;
          })
        : { table: 'blocks', key: String(block) };
    compared.set(peerId, { peerId, block, agrees: false, difference, at: clock() });
    if (isNew || difference !== null)
      log.error({ peer: peerId, block, difference }, 'the index differs from that of a peer: one of the two is wrong');
  };

  const round = repeat(
    { seconds: networkLimits.stateEverySeconds, name: 'Comparing the index with peers', log },
    async () => {
      const connections = new Map(libp2p.getConnections().map((each) => [each.remotePeer.toString(), each]));
      for (const peerId of compared.keys()) if (!connections.has(peerId)) compared.delete(peerId);
      for (const connection of connections.values())
        await compare(connection).catch((error: unknown) =>
          log.debug({ err: error, peer: connection.remotePeer.toString() }, 'a peer did not tell of its index'),
        );
    },
  );
  // Peers tell which protocols they speak a moment after they connected.
  libp2p.addEventListener('peer:identify', round.now);
  return {
    peers: () => [...compared.values()].sort((a, b) => b.at - a.at || (a.peerId < b.peerId ? -1 : 1)),
    now: round.now,
    stop: async () => {
      libp2p.removeEventListener('peer:identify', round.now);
      await round.stop();
    },
  };
}
