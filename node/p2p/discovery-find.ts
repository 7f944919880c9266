import type { Connection } from '@libp2p/interface';
import type { Address } from '../../protocol/primitives.ts';
import { shopKey } from '../../protocol/shop-key.ts';
import type { DiscoveryDialer } from './discovery-dialer.ts';
import type { MarketName } from './discovery-providers.ts';
import type { PeerNode } from './libp2p-node.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';
import { repeat } from './repeat.ts';
import { createShopRates } from './shop-rates.ts';

/** Finds shops that nobody connected has. */
export interface ShopFinder {
  /** Looks for a shop soon; asked again while it is looked for, or a moment after, it does nothing. Does not wait. */
  want(shop: Address): void;
  stop(): Promise<void>;
}

/**
 * Makes the finder: wanted shops wait in a bounded line; for each, the table is asked who has it, some of those are dialled,
 * and what they hold is asked for.
 * @param options `missing` names shops of the chain that this node lacks, a few at a time; `ask` brings the head of a shop
 * from a peer and takes it in
 */
export function findShops(options: {
  libp2p: PeerNode;
  of: MarketName;
  dialer: Pick<DiscoveryDialer, 'dial'>;
  missing: () => Promise<readonly Address[]>;
  ask: (connection: Connection, shop: Address) => Promise<unknown>;
  clock: Clock;
  log: Log;
}): ShopFinder {
  const { libp2p, of, dialer, missing, ask, clock, log } = options;
  const { dht } = libp2p.services;
  const waiting = new Set<Address>();
  const lookedAt = new Map<Address, number>();

  const rate = createShopRates({ burst: networkLimits.findsPerMinute, perSecond: networkLimits.findsPerMinute / 60 });

  const queue = (shop: Address): boolean => {
    const isRecent = clock() - (lookedAt.get(shop) ?? 0) < networkLimits.findAgainSeconds;
    if (isRecent || waiting.size >= networkLimits.findsWaiting) return false;
    waiting.add(shop);
    return true;
  };

  /** Connections with peers that hold a shop, as far as they can be reached. */
  async function* holders(shop: Address): AsyncGenerator<Connection> {
    const own = libp2p.peerId.toString();
    const seen = new Set([own]);
    const signal = AbortSignal.timeout(networkLimits.lookupSeconds * 1_000);
    for await (const event of dht.findProviders(shopKey({ ...of, shop }), { signal })) {
      if (event.name !== 'PROVIDER' && event.name !== 'PEER_RESPONSE') continue;
      for (const { id, multiaddrs } of event.providers) {
        const peerId = id.toString();
        if (seen.has(peerId) || seen.size > networkLimits.providersPerFind) continue;
        seen.add(peerId);
        const [open] = libp2p.getConnections(id);
        const connection = open ?? (await dialer.dial({ peerId, addresses: multiaddrs.map(String) }));
        if (connection !== null) yield connection;
      }
      if (seen.size > networkLimits.providersPerFind) return;
    }
  }

  const find = async (shop: Address): Promise<void> => {
    lookedAt.delete(shop);
    lookedAt.set(shop, clock());
    const [oldest] = lookedAt.keys();
    if (lookedAt.size > networkLimits.findsRemembered && oldest !== undefined) lookedAt.delete(oldest);
    let found = 0;
    try {
      for await (const connection of holders(shop)) {
        found++;
        const peer = connection.remotePeer.toString();
        await ask(connection, shop).catch((error) => log.debug({ err: error, shop, peer }, 'A holder was no help.'));
      }
    } catch (error) {
      log.debug({ err: error, shop }, 'Looking for a shop ended early.');
    }
    log.info({ shop, found }, 'Looked for a shop that nobody connected has.');
  };

  const rounds = repeat({ seconds: networkLimits.findEverySeconds, name: 'Finding shops', log }, async () => {
    if (dht.routingTable.size === 0) return;
    if (waiting.size === 0) for (const shop of await missing()) queue(shop);
    for (const shop of waiting) {
      // The rest has its turn in a later round.
      if (!rate.take('finds', clock())) return;
      waiting.delete(shop);
      await find(shop);
    }
  });
  const want = (shop: Address): void => {
    if (queue(shop)) rounds.now();
  };
  return { want, stop: () => rounds.stop() };
}
