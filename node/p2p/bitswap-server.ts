import { withBitswap } from '@helia/bitswap';
import type { Libp2p } from '@libp2p/interface';
import type { Blockstore } from 'interface-blockstore';

type Host = Parameters<typeof withBitswap>[0];
type Mixin = Parameters<Host['addMixin']>[0];

/**
 * Serves the store by bitswap, so that other IPFS software reads it. Bitswap asks its host for a store, a logger and libp2p
 * alone; all of Helia around it would hold 40 MB of code in memory that no node uses.
 * @returns what ends it
 */
export async function serveBitswap(options: { libp2p: Libp2p; blockstore: Blockstore }): Promise<() => Promise<void>> {
  const { libp2p, blockstore } = options;
  const brokers: { stop(): Promise<void> }[] = [];
  const mixins: Mixin[] = [];
  // Safety: these are all the members that bitswap 4 reads; the test of a plain Helia node fails should that change.
  const host = {
    status: 'starting',
    libp2p,
    blockstore,
    logger: libp2p.logger,
    hasBlockBroker: () => false,
    addBlockBroker: (broker: { stop(): Promise<void> }) => brokers.push(broker),
    addMixin: (mixin: Mixin) => mixins.push(mixin),
  } as unknown as Host;
  withBitswap(host);
  for (const mixin of mixins) await mixin.start?.(host);
  return async () => {
    await Promise.all(brokers.map((broker) => broker.stop()));
  };
}
