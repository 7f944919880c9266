import type { Indexer } from '../indexer/start-indexer.ts';
import type { Store } from '../indexer/store/open-store.ts';
import { createMetrics, type Metrics } from './api/metrics.ts';
import type { LiveHub } from './live/live-hub.ts';
import type { Network } from './p2p/network.ts';
import type { NodePolicy } from './policy/policy.ts';
import type { StateComparison } from './state/compare-states.ts';
import type { BlockStore } from './store/block-store.ts';

/**
 * Makes the metrics of a whole node, read from its parts when they are asked for.
 * @param parts those that start later are functions: whoever asks for metrics does so when all of them run
 */
export const nodeMetrics = (parts: {
  indexer: Pick<Indexer, 'status'>;
  store: Pick<Store, 'replicas'>;
  blockStore: Pick<BlockStore, 'count' | 'size'>;
  live: () => Pick<LiveHub, 'readers'>;
  network: () => Pick<Network, 'peers' | 'shopCount' | 'health' | 'usedBytes' | 'counts'>;
  policy: () => Pick<NodePolicy, 'view'>;
  comparison: () => Pick<StateComparison, 'peers'>;
}): Metrics => {
  const { indexer, store, blockStore, live, network, policy, comparison } = parts;
  return createMetrics(
    {
      indexedBlock: () => indexer.status().block,
      chainHead: () => indexer.status().chainHead,
      isIndexing: () => indexer.status().lastError === null,
      liveReaders: () => live().readers(),
      readReplicas: store.replicas,
    },
    {
      peers: () => network().peers().length,
      shops: () => network().shopCount(),
      blocksStored: () => blockStore.count(),
      health: () => network().health(),
      index: indexer.status,
      keptBytes: () => network().usedBytes(),
      diskBytes: async () => (await blockStore.size()).diskBytes,
      denials: () => policy().view().denials.length,
      network: () => network().counts(),
      comparedPeers: () => comparison().peers(),
    },
  );
};
