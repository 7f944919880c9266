import type { Deployment } from '../protocol/deployment.ts';
import { VouchError } from '../protocol/errors.ts';
import { createBell } from './bell.ts';
import { createBloomCheck } from './follow/bloom-check.ts';
import type { Checkpoint } from './follow/checkpoint.ts';
import { Follower } from './follow/follower.ts';
import { createVerifier } from './follow/verify.ts';
import { takeWriterLock, type WriterLock } from './follow/writer-lock.ts';
import { createDecodeLog, followedAddresses } from './handlers/decode-log.ts';
import type { Log } from './log.ts';
import type { EndpointView } from './rpc/endpoint.ts';
import { createEndpoints } from './rpc/endpoints.ts';
import { watchHeads } from './rpc/heads.ts';
import { keepSearch } from './search/keep-search.ts';
import { ensureState } from './state/keep-state.ts';
import { stateSchemaOf } from './state/state-schema.ts';
import type { Store } from './store/open-store.ts';
import { openPartitions } from './store/partitions.ts';
import { readTableShapes } from './store/table-shapes.ts';
import { createFunderLook } from './trust/funding/find-funders.ts';
import { refreshTrust } from './trust/refresh-trust.ts';

export interface IndexerOptions {
  /** Pause between two looks at the chain's head. Default 250. */
  pollMilliseconds?: number;
  /** A block so far below the head counts as final. Left out: what the chain calls final, or 64 where it has no word. */
  finalityBlocks?: number | undefined;
  /** WebSocket endpoints that tell of new blocks. Default none. */
  headUrls?: readonly string[];
  /** Empties the chain's tables first. Default false. */
  rebuild?: boolean;
  /** Milliseconds since 1970. Default `Date.now`. */
  clock?: () => number;
  /** Numbers from 0 to 1 that nobody can foresee. Default `Math.random`. */
  draw?: () => number;
}

export interface StartIndexerParameters {
  store: Pick<Store, 'pool'>;
  /** The chain's endpoints, at least one; others than the first are asked whether it says the truth. */
  rpcUrls: readonly string[];
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
  /** Newest block of which another endpoint said the same; null while nobody did. */
  confirmed: number | null;
  endpoints: EndpointView[];
  /** Subscriptions to new blocks that stand. */
  headWatches: number;
  /** What stands in the way now; null while all is well. */
  lastError: VouchError | null;
  /** True while that needs the operator: it does not go away by itself. */
  halted: boolean;
}

/** A block whose rows have just been committed. After a reorganisation the number is lower than before. */
export type BlockListener = (block: { number: number; hash: string; time: number }) => void;

export interface Indexer {
  status(): IndexerStatus;
  /** Addresses of the chain's endpoints, the healthiest first. */
  rpcUrls(): string[];
  /** @returns a function that ends the subscription */
  onBlock(listener: BlockListener): () => void;
  /** Ends after the step in hand. */
  stop(): Promise<void>;
}

const LONGEST_PAUSE_MILLISECONDS = 10_000;
/** Pause between two looks while somebody tells of new blocks. */
const WATCHED_PAUSE_MILLISECONDS = 2_000;
const HEADS_MILLISECONDS = 15_000;
/** Waiting does not help against these. */
const halting: ReadonlySet<string> = new Set([
  'indexer.reorg_too_deep',
  'indexer.wrong_chain',
  'rpc.no_majority',
  'rpc.none_trusted',
]);

/**
 * Follows the contracts of a deployment into the tables of a store, for ever: an error is shown in the status, and tried
 * again after a pause that grows to ten seconds.
 * @throws VouchError `indexer.second_writer` when another process writes to the same database
 */
export async function startIndexer(parameters: StartIndexerParameters): Promise<Indexer> {
  const { store, rpcUrls, deployment, log, options = {} } = parameters;
  const { pollMilliseconds = 250, finalityBlocks, headUrls = [], rebuild = false } = options;
  const { clock = Date.now, draw = Math.random } = options;
  let lock: WriterLock | undefined = await takeWriterLock(store.pool);
  const listeners = new Set<BlockListener>();
  const stopped = new AbortController();
  const bell = createBell();
  const status: Omit<IndexerStatus, 'endpoints' | 'headWatches' | 'halted'> = {
    block: deployment.block - 1,
    blockTime: 0,
    finalized: 0,
    chainHead: 0,
    synced: false,
    confirmed: null,
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
  const endpoints = createEndpoints(rpcUrls, clock, log);
  const addresses = followedAddresses(deployment.contracts);
  const bloom = createBloomCheck(deployment.contracts);
  const follower = new Follower({
    pool: store.pool,
    shapes,
    partitions: await openPartitions(store.pool),
    endpoints,
    verifier: createVerifier({ endpoints, addresses, bloom, draw, log }),
    decode: createDecodeLog(deployment.contracts),
    addresses,
    chainId: deployment.chainId,
    firstBlock: deployment.block,
    finalityBlocks,
    log,
    moved,
    confirmed: (block) => Object.assign(status, { confirmed: block }),
    stopping: () => stopped.signal.aborted,
  });

  const findFunders = createFunderLook({
    pool: store.pool,
    rpc: () => endpoints.choose().rpc,
    contracts: new Set(addresses),
    log,
    clock,
  });
  const search = keepSearch(store.pool, log);
  const look = async (): Promise<void> => {
    if (lock?.isHeld() !== true) {
      const lost = lock;
      lock = undefined;
      await lost?.release();
      lock = await takeWriterLock(store.pool);
    }
    // Blocks do not wait for the dictionary.
    void search.look();
    const { head, isSynced } = await follower.step();
    const { checkpoint } = follower;
    const told = (): void => {
      Object.assign(status, { chainHead: head.number, synced: isSynced, lastError: null });
      if (checkpoint !== undefined) announce(checkpoint);
    };
    // Nobody waits for records and flags to hear of a block.
    if (isSynced && checkpoint !== undefined) await refreshTrust(store.pool, checkpoint.time, told);
    else told();
    if (isSynced && checkpoint !== undefined) await findFunders(checkpoint.finalized);
    if (isSynced && (await ensureState(store.pool, stateSchema))) log.info({}, 'the digest over all rows was taken');
  };

  let headsAt = clock();
  const compareHeads = async (): Promise<void> => {
    if (endpoints.count === 1 || clock() - headsAt < HEADS_MILLISECONDS) return;
    headsAt = clock();
    await endpoints.compareHeads();
  };

  const follow = async (): Promise<void> => {
    let mustRebuild = rebuild;
    for (let failures = 0; !stopped.signal.aborted; ) {
      try {
        if (mustRebuild) await follower.rebuild();
        mustRebuild = false;
        await look();
        await compareHeads();
        failures = 0;
      } catch (error) {
        failures += 1;
        follower.reload();
        const before = status.lastError?.code;
        Object.assign(status, { synced: false, lastError: explain(error) });
        if (isHalted(status) && status.lastError?.code !== before)
          log.error({ err: error }, 'indexing stopped: it goes on once the operator has looked into it');
        else log.warn({ err: error, failures }, 'indexing paused');
      }
      if (failures === 0 && !status.synced) continue;
      const usual = watch.live() > 0 ? Math.max(pollMilliseconds, WATCHED_PAUSE_MILLISECONDS) : pollMilliseconds;
      // Another endpoint may do better at once; when each has had its turn, all get time.
      const isTried = failures >= endpoints.count || !endpoints.isReady();
      const backOff = Math.min(LONGEST_PAUSE_MILLISECONDS, pollMilliseconds * 2 ** Math.min(failures, 10));
      await bell.pause(failures > 0 ? (isTried ? backOff : 0) : usual, stopped.signal);
    }
  };

  const watch = watchHeads(headUrls, bell.ring, log);
  const running = follow();
  return {
    status: () => ({
      ...status,
      endpoints: endpoints.views(),
      headWatches: watch.live(),
      halted: isHalted(status),
    }),
    rpcUrls: endpoints.urls,
    onBlock: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      if (stopped.signal.aborted) return await running;
      stopped.abort();
      watch.stop();
      await running;
      await search.stop();
      await lock?.release();
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

const isHalted = ({ lastError }: Pick<IndexerStatus, 'lastError'>): boolean =>
  lastError !== null && halting.has(lastError.code);
