import { setTimeout as delay } from 'node:timers/promises';
import type { Deployment } from '../protocol/deployment.ts';
import { VouchError } from '../protocol/errors.ts';
import type { Checkpoint } from './follow/checkpoint.ts';
import { Follower } from './follow/follower.ts';
import { takeWriterLock, type WriterLock } from './follow/writer-lock.ts';
import { createDecodeLog, followedAddresses } from './handlers/decode-log.ts';
import type { Log } from './log.ts';
import { connectRpc } from './rpc/rpc.ts';
import { keepSearch } from './search/keep-search.ts';
import { ensureState } from './state/keep-state.ts';
import { stateSchemaOf } from './state/state-schema.ts';
import type { Store } from './store/open-store.ts';
import { readTableShapes } from './store/table-shapes.ts';
import { refreshTrust } from './trust/refresh-trust.ts';

export interface IndexerOptions {
  /** Pause between two looks at the chain's head. Default 250. */
  pollMilliseconds?: number;
  /** A block so far below the head counts as final. Default 64. */
  finalityBlocks?: number;
  /** Empties the chain's tables first. Default false. */
  rebuild?: boolean;
}

export interface StartIndexerParameters {
  store: Pick<Store, 'pool'>;
  rpcUrl: string;
  deployment: Deployment;
  log: Log;
  options?: IndexerOptions;
}

/** How far the index is. */
export interface IndexerStatus {
  /** Newest indexed block; the one before the deployment's first when there is none. */
  block: number;
  /** Its time in Unix seconds. */
  blockTime: number;
  /** Newest block that cannot be undone. */
  finalized: number;
  chainHead: number;
  /** True when the newest look at the chain found nothing that is not indexed. */
  synced: boolean;
  /** What stands in the way now; null while all is well. */
  lastError: VouchError | null;
}

/** A block whose rows have just been committed. After a reorganisation the number is lower than before. */
export type BlockListener = (block: { number: number; hash: string; time: number }) => void;

export interface Indexer {
  status(): IndexerStatus;
  /** @returns a function that ends the subscription */
  onBlock(listener: BlockListener): () => void;
  /** Ends after the step in hand. */
  stop(): Promise<void>;
}

const LONGEST_PAUSE_MILLISECONDS = 10_000;

/**
 * Follows the contracts of a deployment into the tables of a store, for ever: an error is shown in the status, and tried
 * again after a pause that grows to ten seconds.
 * @throws VouchError `indexer.second_writer` when another process writes to the same database
 */
export async function startIndexer(parameters: StartIndexerParameters): Promise<Indexer> {
  const { store, rpcUrl, deployment, log, options = {} } = parameters;
  const { pollMilliseconds = 250, finalityBlocks = 64, rebuild = false } = options;
  let lock: WriterLock = await takeWriterLock(store.pool);
  const listeners = new Set<BlockListener>();
  const stopped = new AbortController();
  const status: IndexerStatus = {
    block: deployment.block - 1,
    blockTime: 0,
    finalized: 0,
    chainHead: 0,
    synced: false,
    lastError: null,
  };

  const moved = ({ block, time, finalized }: Checkpoint) =>
    Object.assign(status, { block, blockTime: time, finalized });
  let announced = '';
  /** Listeners hear of rows and the scores that follow from them at once. */
  const announce = ({ block, hash, time }: Checkpoint): void => {
    if (hash === announced) return;
    announced = hash;
    for (const listener of listeners) listener({ number: block, hash, time });
  };
  const shapes = await readTableShapes(store.pool);
  const stateSchema = stateSchemaOf(shapes);
  const follower = new Follower({
    pool: store.pool,
    shapes,
    rpc: connectRpc(rpcUrl),
    decode: createDecodeLog(deployment.contracts),
    addresses: followedAddresses(deployment.contracts),
    chainId: deployment.chainId,
    firstBlock: deployment.block,
    finalityBlocks,
    log,
    moved,
    stopping: () => stopped.signal.aborted,
  });

  const keepDictionary = keepSearch(store.pool);
  const look = async (): Promise<void> => {
    if (!lock.isHeld()) {
      await lock.release();
      lock = await takeWriterLock(store.pool);
    }
    await keepDictionary();
    const { head, isSynced } = await follower.step();
    const { checkpoint } = follower;
    if (isSynced && checkpoint !== undefined) await refreshTrust(store.pool, checkpoint.time);
    Object.assign(status, { chainHead: head.number, synced: isSynced, lastError: null });
    if (checkpoint !== undefined) announce(checkpoint);
    if (isSynced && (await ensureState(store.pool, stateSchema))) log.info('the digest over all rows was taken');
  };

  const follow = async (): Promise<void> => {
    let mustRebuild = rebuild;
    for (let failures = 0; !stopped.signal.aborted; ) {
      try {
        if (mustRebuild) await follower.rebuild();
        mustRebuild = false;
        await look();
        failures = 0;
      } catch (error) {
        failures += 1;
        follower.reload();
        Object.assign(status, { synced: false, lastError: explain(error) });
        log.warn({ err: error, failures }, 'indexing paused');
      }
      const isBehind = failures === 0 && !status.synced;
      const pause =
        failures === 0
          ? pollMilliseconds
          : Math.min(LONGEST_PAUSE_MILLISECONDS, pollMilliseconds * 2 ** Math.min(failures, 10));
      if (!isBehind) await pauseFor(pause, stopped.signal);
    }
  };

  const running = follow();
  return {
    status: () => ({ ...status }),
    onBlock: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      if (stopped.signal.aborted) return await running;
      stopped.abort();
      await running;
      await lock.release();
    },
  };
}

const explain = (error: unknown): VouchError =>
  error instanceof VouchError
    ? error
    : new VouchError({
        code: 'indexer.interrupted',
        message: 'The chain node or the database did not answer as expected.',
        hint: 'Check that both run; the indexer goes on by itself.',
        cause: error,
        retryable: true,
      });

/** Waits, or ends early when stopped. */
async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch {
    // Stopping is the only thing that ends a pause early.
  }
}
