import type { Queries } from '../indexer/queries/queries.ts';
import type { Indexer } from '../indexer/start-indexer.ts';
import type { StatusView } from '../protocol/api/status.ts';
import type { Deployment } from '../protocol/deployment.ts';
import type { Config } from './config.ts';
import type { Network } from './p2p/network.ts';
import { perBlock } from './per-block.ts';
import { recent } from './recent.ts';
import type { BlockStore } from './store/block-store.ts';
import { version } from './version.ts';

/** How long counts are kept: every page shows them, and nobody needs them exact. */
const COUNTS_MILLISECONDS = 1_000;

/** Makes the reader of a node's status. Counts are at most a second old, the rest is of the moment. */
export function createStatus(parts: {
  config: Config;
  deployment: Deployment;
  queries: Queries;
  indexer: Pick<Indexer, 'status'>;
  network: Network;
  blockStore: BlockStore;
}): () => Promise<StatusView> {
  const { config, deployment, queries, indexer, network, blockStore } = parts;
  const contracts = Object.fromEntries(
    Object.entries(deployment.contracts).filter(([, address]) => address !== undefined),
  );
  const readCounts = async () => ({
    ...(await queries.countRows()),
    blocksStored: await blockStore.count(),
  });
  const counts = recent(COUNTS_MILLISECONDS, readCounts);
  const register = perBlock(async () => ({
    operator: (config.hostPayout && (await queries.operatorOf(config.hostPayout))) ?? null,
    tokens: await queries.listTokens(),
  }));
  return async () => {
    const { block, blockTime, chainHead, synced } = indexer.status();
    return {
      version,
      peerId: network.peerId,
      addresses: network.addresses(),
      peers: network.peers().length,
      chainId: deployment.chainId,
      contracts,
      host: config.hostPayout ?? null,
      arbitrator: config.arbitrator ?? null,
      block,
      blockTime,
      chainHead,
      synced,
      demo: config.demo,
      ...(await register(block)),
      ...(await counts()),
    };
  };
}
