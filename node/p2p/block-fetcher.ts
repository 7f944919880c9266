import type { Connection, Libp2p, PeerId } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { BlockAnswer } from '../../protocol/wire/blocks.ts';
import { peerError } from '../../protocol/wire/frames.ts';
import type { BannedPeers } from './banned-peers.ts';
import { type BlockSession, openBlockSession } from './block-client.ts';
import { networkLimits } from './network-limits.ts';
import { onePerPeer } from './network-view.ts';
import type { Log } from './ports.ts';

const mostPeers = 1_000;

/** Where a replication reads blocks that are not in the store: peers, or the staging area. */
export interface BlockSource {
  /**
   * Gives the blocks in batches, in no certain order, each with its hash checked and under the CID object that it was asked by.
   * @throws VouchError `catalogue.block_missing` (retryable) when some are nowhere
   */
  fetch(cids: readonly CID[], blocksPerBatch?: number): AsyncIterable<Block[]>;
  /** Ends streams that are open. */
  close(): Promise<void>;
}

/** Asks connected peers for blocks. */
export interface BlockFetcher {
  /** Opens a source that asks the preferred peers first, then all others. Streams stay open until it is closed. */
  open(preferred: readonly PeerId[]): BlockSource;
}

/** Makes the fetcher. Peers whose blocks do not match their hashes are banned and left. */
export function createBlockFetcher(options: {
  libp2p: Libp2p;
  banned: BannedPeers;
  log: Log;
  received: (bytes: number) => void;
}): BlockFetcher {
  const { libp2p, banned, log, received } = options;

  // How often a peer failed since it last answered: the more, the later it is asked.
  const failures = new Map<string, number>();

  const candidates = (preferred: readonly PeerId[]): Connection[] => {
    const order = new Map(preferred.map((peer, index) => [peer.toString(), index]));
    const place = ({ remotePeer }: Connection) =>
      (failures.get(remotePeer.toString()) ?? 0) * mostPeers + (order.get(remotePeer.toString()) ?? order.size);
    const open = libp2p.getConnections().filter(({ status }) => status === 'open');
    return onePerPeer(open)
      .filter(({ remotePeer }) => !banned.has(remotePeer))
      .sort((a, b) => place(a) - place(b));
  };

  return {
    open: (preferred) => {
      const sessions = new Map<string, Promise<BlockSession>>();
      const sessionWith = (connection: Connection) => {
        const peer = connection.remotePeer.toString();
        const session = sessions.get(peer) ?? openBlockSession(connection, received);
        sessions.set(peer, session);
        return session;
      };
      const leave = async (connection: Connection, error: unknown) => {
        const peer = connection.remotePeer;
        sessions.delete(peer.toString());
        failures.set(peer.toString(), (failures.get(peer.toString()) ?? 0) + 1);
        const [oldest] = failures.keys();
        if (failures.size > mostPeers && oldest !== undefined) failures.delete(oldest);
        log.debug({ err: error, peer: peer.toString() }, 'A peer could not be asked for blocks.');
        if (!(error instanceof VouchError) || error.code !== 'peer.false_block') return;
        log.warn({ peer: peer.toString() }, 'A peer sent a false block and is left.');
        banned.ban(peer);
        await libp2p.hangUp(peer).catch((cause) => log.debug({ err: cause }, 'Hanging up failed.'));
      };

      return {
        fetch: async function* (cids, blocksPerBatch = networkLimits.blocksPerRequest) {
          let open = [...cids];
          for (const connection of candidates(preferred)) {
            if (open.length === 0) return;
            const got = new Set<CID>();
            try {
              const session = await sessionWith(connection);
              for await (const { blocks } of askAll(session, open, blocksPerBatch)) {
                failures.delete(connection.remotePeer.toString());
                for (const { cid } of blocks) got.add(cid);
                if (blocks.length > 0) yield blocks;
              }
            } catch (error) {
              await leave(connection, error);
            }
            open = open.filter((cid) => !got.has(cid));
          }
          if (open[0] !== undefined) throw blockMissing(open[0], open.length);
        },
        close: async () => {
          const opened = await Promise.allSettled(sessions.values());
          sessions.clear();
          await Promise.allSettled(
            opened.map((each) => (each.status === 'fulfilled' ? each.value.close() : undefined)),
          );
        },
      };
    },
  };
}

/** Asks for blocks batch by batch, one request ahead of the answer that is being worked on. */
async function* askAll(session: BlockSession, cids: readonly CID[], perBatch: number): AsyncGenerator<BlockAnswer> {
  const queue = [...cids];
  const next = () => (queue.length === 0 ? undefined : session.ask(queue.splice(0, perBatch)));
  let current = next();
  while (current !== undefined) {
    const ahead = next();
    // An answer that fails while another is worked on is seen when its turn comes.
    ahead?.catch(() => undefined);
    const answer = await current;
    queue.unshift(...answer.later);
    yield answer;
    // What came before an answer broke off is kept; the rest is asked of another peer, as is what a busy peer puts off.
    if (answer.broken !== null) throw answer.broken;
    // Only a full answer puts blocks off: who gives one at a time, and says so just in time, would take days for a shop.
    if (answer.later.length > 0 && sizeOf(answer) < networkLimits.answerBytes / 2)
      throw peerError('busy', 'The peer has no room for answers now.', true);
    current = ahead ?? next();
  }
}

const sizeOf = ({ blocks }: BlockAnswer): number => blocks.reduce((sum, { bytes }) => sum + bytes.length, 0);

const blockMissing = (cid: CID, count: number): VouchError =>
  new VouchError({
    code: 'catalogue.block_missing',
    message: `${count === 1 ? 'A block is' : `${count} blocks are`} missing, the first is ${cid.toString()}.`,
    hint: 'Upload it, or wait until a peer serves it.',
    retryable: true,
    details: { field: 'cid', cid: cid.toString(), count },
  });
