import type { Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import { shopKey } from '../../protocol/shop-key.ts';
import type { PeerNode } from './libp2p-node.ts';
import { networkLimits } from './network-limits.ts';
import type { Clock, Log } from './ports.ts';
import { type Repeated, repeat } from './repeat.ts';
import { createShopRates } from './shop-rates.ts';

const perMinute = networkLimits.providesPerMinute;

/** A market, which keys of shops belong to. */
export interface MarketName {
  chainId: number;
  market: Address;
}

/**
 * Tells the table which shops this node holds completely, one after another and no more than so many a minute: those never
 * told first, then those whose record is the oldest. A record is renewed well before it ends; with more shops than the rate
 * renews in that time, each is found part of the time, by whom it matters: other nodes that hold it tell at other times.
 * @param options `held` are the heads of shops held completely
 */
export function provideShops(options: {
  libp2p: PeerNode;
  of: MarketName;
  held: () => Iterable<Head>;
  clock: Clock;
  log: Log;
}): Repeated {
  const { libp2p, of, held, clock, log } = options;
  const { dht } = libp2p.services;
  const toldAt = new Map<Address, number>();
  const rate = createShopRates({ burst: perMinute, perSecond: perMinute / 60 });

  const next = (): Address | undefined => {
    let chosen: { shop: Address; at: number } | undefined;
    for (const { catalogue } of held()) {
      const { shop } = catalogue;
      const at = toldAt.get(shop) ?? 0;
      if (chosen === undefined || at < chosen.at) chosen = { shop, at };
      if (at === 0) break;
    }
    const isDue = chosen !== undefined && clock() - chosen.at >= networkLimits.provideAgainHours * 3_600;
    return isDue ? chosen?.shop : undefined;
  };
  const forgetDropped = async (): Promise<void> => {
    const now = new Set(Array.from(held(), ({ catalogue }) => catalogue.shop));
    for (const shop of toldAt.keys()) {
      if (now.has(shop)) continue;
      toldAt.delete(shop);
      await dht.cancelReprovide(shopKey({ ...of, shop }));
    }
  };

  const tell = async (shop: Address): Promise<void> => {
    toldAt.set(shop, clock());
    const signal = AbortSignal.timeout(networkLimits.lookupSeconds * 1_000);
    let told = 0;
    try {
      for await (const event of dht.provide(shopKey({ ...of, shop }), { signal }))
        if (event.name === 'PEER_RESPONSE' && event.messageName === 'ADD_PROVIDER') told++;
    } catch (error) {
      log.debug({ err: error, shop }, 'Telling who has a shop ended early.');
    }
    // Nobody took it: it is told again with the others that wait, not at once.
    if (told === 0)
      toldAt.set(shop, clock() - networkLimits.provideAgainHours * 3_600 + networkLimits.provideRetrySeconds);
  };

  return repeat({ seconds: networkLimits.provideEverySeconds, name: 'Telling who has a shop', log }, async () => {
    // Without anybody in the table, a lookup only waits.
    if (dht.routingTable.size === 0) return;
    await forgetDropped();
    for (let shop = next(); shop !== undefined && rate.take('provides', clock()); shop = next()) await tell(shop);
  });
}
