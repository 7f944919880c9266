import type { Connection, Libp2p, PrivateKey } from '@libp2p/interface';
import { VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type Receipt, type SignedReceipt, signReceipt } from '../../protocol/receipt.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { HeadBook } from './head-book.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';
import { askReceipts, serveReceipts } from './receipts-protocol.ts';
import { repeat } from './repeat.ts';
import { createShopRates } from './shop-rates.ts';

/** Who holds a shop, as far as this node could ask. */
export interface Replicas {
  /** The head that this node holds. */
  head: Head;
  /** Receipts of peers that are at most a day old, and this node's own, by peer ID. */
  receipts: Map<string, Receipt>;
  /** Peers that were asked in the last round. */
  asked: number;
  /** Unix seconds of the last round. */
  askedAt: number;
}

/** Receipts of this node and of its peers. */
export interface Receipts {
  /** Notes that receipts of a shop are wanted from now on, because it is published here. */
  track(shop: Address): void;
  /**
   * Tells who holds a shop; asks all connected peers first unless that was done a moment ago.
   * @returns null when this node does not hold the shop
   */
  replicas(shop: Address): Promise<Replicas | null>;
  /** Asks peers about all shops whose receipts are wanted. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

interface Tracked {
  receipts: Map<string, Receipt>;
  asked: number;
  askedAt: number;
  /** The round under way. */
  asking?: Promise<void>;
}

/**
 * Signs receipts for peers and collects theirs: for shops published here or asked about, as many as fit, the least asked
 * about go first.
 * @param options `received` counts what peers answered: `accepted`, or the code of the error
 */
export async function startReceipts(options: {
  libp2p: Libp2p;
  privateKey: PrivateKey;
  book: Pick<HeadBook, 'held'>;
  store: Pick<BlockStore, 'catalogues'>;
  clock: Clock;
  log: Log;
  received?: (code: string) => void;
}): Promise<Receipts> {
  const { libp2p, privateKey, book, store, clock, log, received } = options;
  // A Map keeps its order of insertion, so re-inserting on use makes it a least-recently-used list.
  const tracked = new Map<Address, Tracked>();
  const questions = createShopRates({
    burst: networkLimits.receiptRoundsBurst,
    perSecond: networkLimits.receiptRoundsPerSecond,
  });
  const peer = libp2p.peerId.toMultihash().bytes;

  const receiptOf = async (shop: Address): Promise<SignedReceipt | null> => {
    const head = book.held(shop);
    if (head === undefined) return null;
    const { version, root } = head.catalogue;
    const complete = await store.catalogues.isComplete(shop);
    return signReceipt({ v: 1, type: 'receipt', shop, version, root, complete, peer, at: clock() }, (message) =>
      privateKey.sign(message),
    );
  };
  await serveReceipts({ libp2p, receiptOf, clock, log });

  const entryOf = (shop: Address): Tracked => {
    const entry = tracked.get(shop) ?? { receipts: new Map(), asked: 0, askedAt: 0 };
    tracked.delete(shop);
    tracked.set(shop, entry);
    const [oldest] = tracked.keys();
    if (tracked.size > networkLimits.receiptShops && oldest !== undefined) tracked.delete(oldest);
    return entry;
  };

  const askPeer = async (connection: Connection, shops: readonly Address[]): Promise<void> => {
    const from = connection.remotePeer.toString();
    try {
      const answered = new Map((await askReceipts(connection, shops, clock())).map((each) => [each.shop, each]));
      for (const shop of shops) {
        const receipt = answered.get(shop);
        // A peer that answers and leaves a shop out no longer holds it.
        if (receipt === undefined) tracked.get(shop)?.receipts.delete(from);
        else tracked.get(shop)?.receipts.set(from, receipt);
      }
      received?.('accepted');
    } catch (error) {
      const code = error instanceof VouchError ? error.code : 'peer.unavailable';
      received?.(code);
      log.debug({ err: error, peer: from }, 'A peer gave no receipts.');
    }
  };

  const askAll = async (shops: readonly Address[]): Promise<void> => {
    const connections = peersOf(libp2p);
    await Promise.all(connections.map((connection) => askPeer(connection, shops)));
    for (const shop of shops) {
      const entry = tracked.get(shop);
      if (entry === undefined) continue;
      const oldest = clock() - networkLimits.receiptKeepSeconds;
      for (const [from, { at }] of entry.receipts) if (at < oldest) entry.receipts.delete(from);
      entry.asked = connections.length;
      entry.askedAt = clock();
    }
  };

  const round = async (): Promise<void> => {
    const shops = [...tracked.keys()];
    for (let start = 0; start < shops.length; start += networkLimits.receiptsPerRequest) {
      await askAll(shops.slice(start, start + networkLimits.receiptsPerRequest));
    }
  };
  const rounds = repeat({ seconds: networkLimits.receiptsEverySeconds, name: 'Collecting receipts', log }, round);

  return {
    track: (shop) => void entryOf(shop),
    replicas: async (shop) => {
      const head = book.held(shop);
      if (head === undefined) return null;
      const entry = entryOf(shop);
      const isDue = entry.askedAt + networkLimits.receiptFreshSeconds <= clock();
      // All questions together have a rate: whoever asks for many shops gets what is known.
      if (entry.asking === undefined && isDue && questions.take('all', clock())) {
        entry.asking = askAll([shop]).finally(() => delete entry.asking);
      }
      await entry.asking;
      const own = await receiptOf(shop);
      const receipts = new Map(entry.receipts);
      if (own !== null) receipts.set(libp2p.peerId.toString(), own.receipt);
      return { head: book.held(shop) ?? head, receipts, asked: entry.asked, askedAt: entry.askedAt };
    },
    round,
    stop: () => rounds.stop(),
  };
}

/** One connection to each peer, at most so many peers. */
function peersOf(libp2p: Libp2p): Connection[] {
  const open = libp2p.getConnections().filter(({ status }) => status === 'open');
  const byPeer = new Map(open.map((connection) => [connection.remotePeer.toString(), connection]));
  return [...byPeer.values()].slice(0, networkLimits.receiptPeers);
}
