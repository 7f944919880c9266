import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { createQueries } from '../indexer/queries/queries.ts';
import { startIndexer } from '../indexer/start-indexer.ts';
import { openStore } from '../indexer/store/open-store.ts';
import type { StatusView } from '../protocol/api/status.ts';
import { type Deployment, deploymentSchema } from '../protocol/deployment.ts';
import { unwrap, VouchError } from '../protocol/errors.ts';
import { validate } from '../protocol/validate.ts';
import { buildWeb } from '../web/build.ts';
import type { WebServerModule } from '../web/page-request.ts';
import type { ApiContext } from './api/context.ts';
import { createMetrics } from './api/metrics.ts';
import { createServer } from './api/server.ts';
import { createAuthority } from './authority.ts';
import type { Config } from './config.ts';
import { startNetwork } from './p2p/network.ts';
import { createPages } from './render/pages.ts';
import { createSink } from './sink.ts';
import { startBlockStore } from './store/block-store.ts';
import { version } from './version.ts';

/** A running node. */
export interface RunningNode {
  /** HTTP address of its pages and API. */
  url: string;
  peerId: string;
  stop(): Promise<void>;
}

/**
 * Starts every part of a node in one process: store, indexer, network, API and pages.
 * @param config what the operator set
 * @param log the node's log
 * @throws VouchError of the part that cannot start; what had started is stopped again
 */
export async function startNode(config: Config, log: Logger): Promise<RunningNode> {
  const clock = () => Math.floor(Date.now() / 1_000);
  const endings: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const ending of endings.splice(0).reverse()) await ending();
  };
  try {
    const deployment = await readDeployment(config.deploymentFile);
    const [store, blockStore] = await Promise.all([
      openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log: log.child({ part: 'store' }) }),
      startBlockStore(config.dataDir, { clock }),
    ]);
    endings.push(
      () => store.stop(),
      () => blockStore.stop(),
    );

    const indexer = await startIndexer({
      store,
      rpcUrl: config.rpcUrl,
      deployment,
      log: log.child({ part: 'indexer' }),
      options: { finalityBlocks: config.finalityBlocks },
    });
    endings.push(() => indexer.stop());

    const metrics = createMetrics({
      peers: () => network.peers().length,
      blocksStored: () => blockStore.count(),
      indexedBlock: () => indexer.status().block,
      chainHead: () => indexer.status().chainHead,
    });
    const network = await startNetwork({
      dataDir: config.dataDir,
      listen: config.listen,
      announce: config.announce,
      bootstrap: config.peers,
      blockStore,
      sink: createSink(store, clock),
      authority: createAuthority(store, config.rpcUrl),
      clock,
      log: log.child({ part: 'network' }),
      chainId: deployment.chainId,
      market: deployment.contracts.market,
    });
    endings.push(() => network.stop());
    endings.push(async () => unsubscribe());
    const unsubscribe = indexer.onBlock(() => network.contentsWanted());

    const queries = createQueries({ db: store.db, clock });
    const status = createStatus({ config, deployment, queries, indexer, network, blockStore });
    const context: ApiContext = {
      config,
      log,
      clock,
      deployment,
      queries,
      blocks: blockStore,
      uploads: {
        missing: (cids) => blockStore.missing(cids),
        async stage(block) {
          await blockStore.stage(block);
        },
        async publish(head) {
          const { changed, removed } = await network.publish(head);
          return {
            shop: head.catalogue.shop,
            version: head.catalogue.version,
            changed: changed.length,
            removed: removed.length,
          };
        },
        named: () => network.contentsWanted(),
      },
      status,
      metrics,
    };
    const { clientFolder, serverFile } = await buildWeb();
    const web = (await import(serverFile)) as WebServerModule;
    const server = await createServer(context, createPages(context, web, clientFolder));
    endings.push(() => server.close());
    const url = await server.listen({ port: config.port, host: config.host });
    return { url, peerId: network.peerId, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readDeployment(file: string): Promise<Deployment> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new VouchError({
      code: 'config.deployment_missing',
      message: `${file} cannot be read.`,
      hint: 'Set DEPLOYMENT to the file with chain ID and contract addresses.',
      cause,
      details: { field: 'DEPLOYMENT' },
    });
  }
  return unwrap(validate(deploymentSchema, JSON.parse(text), 'deployment'));
}

interface StatusParts {
  config: Config;
  deployment: Deployment;
  queries: ReturnType<typeof createQueries>;
  indexer: Awaited<ReturnType<typeof startIndexer>>;
  network: Awaited<ReturnType<typeof startNetwork>>;
  blockStore: Awaited<ReturnType<typeof startBlockStore>>;
}

/** How long counts are kept: every page shows them, and nobody needs them exact. */
const COUNTS_MILLISECONDS = 1_000;

function createStatus({
  config,
  deployment,
  queries,
  indexer,
  network,
  blockStore,
}: StatusParts): () => Promise<StatusView> {
  const readCounts = async () => ({
    ...(await queries.countRows()),
    tokens: await queries.listTokens(),
    blocksStored: await blockStore.count(),
  });
  let counts: { at: number; value: ReturnType<typeof readCounts> } | undefined;
  return async () => {
    const now = performance.now();
    if (counts === undefined || now - counts.at > COUNTS_MILLISECONDS) counts = { at: now, value: readCounts() };
    const { block, blockTime, chainHead, synced } = indexer.status();
    return {
      version,
      peerId: network.peerId,
      addresses: network.addresses(),
      peers: network.peers().length,
      chainId: deployment.chainId,
      contracts: Object.fromEntries(
        Object.entries(deployment.contracts).filter(([, address]) => address !== undefined),
      ),
      host: config.hostPayout ?? null,
      arbitrator: config.arbitrator ?? null,
      block,
      blockTime,
      chainHead,
      synced,
      demo: config.demo,
      ...(await counts.value),
    };
  };
}
