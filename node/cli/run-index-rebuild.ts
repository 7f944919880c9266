import { setTimeout as delay } from 'node:timers/promises';
import { type Indexer, startIndexer } from '../../indexer/start-indexer.ts';
import { openStore } from '../../indexer/store/open-store.ts';
import { readConfig } from '../config.ts';
import { readDeployment } from '../deployment-file.ts';
import { createLog } from '../log.ts';
import type { CommandInput } from './command.ts';
import { text } from './options.ts';
import { showProgress } from './progress.ts';

const LOOK_MILLISECONDS = 100;
/** A problem that lasts so long is told, instead of waited for. */
const PATIENCE_MILLISECONDS = 60_000;

/**
 * Rebuilds the index. Catalogues, messages and notes stay. When it is ended before it is done, the node goes on with it.
 * @throws VouchError what keeps the index from reading the chain, and `store.in_use` or `indexer.second_writer` while the node runs
 */
export async function runIndexRebuild({ console, values, env }: CommandInput): Promise<number> {
  const config = readConfig(settingsOf(env, text(values, 'data-dir')));
  const log = createLog(config);
  const deployment = await readDeployment(config.deploymentFile);
  const store = await openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log });
  try {
    const indexer = await startIndexer({
      store,
      rpcUrls: config.rpcUrls,
      deployment,
      log,
      options: { rebuild: true, finalityBlocks: config.finalityBlocks },
    });
    try {
      const progress = showProgress(console, 'Blocks');
      const block = await synced(indexer, (done, total) =>
        progress.update(done - deployment.block + 1, total - deployment.block + 1),
      );
      progress.end();
      console.err(`The index was made anew up to block ${block}.\n`);
      return 0;
    } finally {
      await indexer.stop();
    }
  } finally {
    await store.stop();
  }
}

/** Only what concerns chain and database: the rest of a node's settings need not fit here. */
const settingsOf = (env: NodeJS.ProcessEnv, dataDir: string | undefined): NodeJS.ProcessEnv => ({
  DATA_DIR: dataDir ?? env.DATA_DIR,
  RPC_URL: env.RPC_URL,
  DEPLOYMENT: env.DEPLOYMENT,
  DATABASE_URL: env.DATABASE_URL,
  FINALITY_BLOCKS: env.FINALITY_BLOCKS,
  LOG_LEVEL: env.LOG_LEVEL ?? 'error',
});

/** Waits until the index has what the chain has. @returns its newest block */
async function synced(indexer: Indexer, progress: (done: number, total: number) => void): Promise<number> {
  let failingSince: number | undefined;
  for (;;) {
    const { block, chainHead, synced: isDone, lastError, halted } = indexer.status();
    if (isDone) return block;
    progress(block, chainHead);
    failingSince = lastError === null ? undefined : (failingSince ?? performance.now());
    const isLasting = failingSince !== undefined && performance.now() - failingSince > PATIENCE_MILLISECONDS;
    if (lastError !== null && (halted || isLasting)) throw lastError;
    await delay(LOOK_MILLISECONDS);
  }
}
