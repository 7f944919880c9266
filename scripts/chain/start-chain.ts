import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { VouchError } from '../../protocol/errors.ts';
import { startAnvil } from './anvil-process.ts';
import { openMeta } from './chain-meta.ts';
import { chainPaths } from './chain-paths.ts';
import { CHAIN_ID, type Clock, chainLimits, presentSeconds } from './chain-settings.ts';
import { createEngine } from './engine.ts';
import { createEngineClient, engineUnavailable } from './engine-client.ts';
import { lockFolder } from './folder-lock.ts';
import { Ledger } from './ledger.ts';
import { createMiner } from './miner.ts';
import { recover } from './recovery.ts';
import { writeMethods } from './rpc-extensions.ts';
import { closeServer, createRpcServer, listen } from './rpc-proxy.ts';
import { createRouter } from './rpc-router.ts';
import { createSnapshots, snapshotBytes } from './snapshot.ts';
import { createSubmissions } from './submissions.ts';

export interface ChainOptions {
  /** Holds all of the chain; created if missing. One running chain per folder. */
  dataDir: string;
  /** `0` lets the system choose. */
  port: number;
  host?: string;
  log: Logger;
  /** Milliseconds since 1970. */
  clock: Clock;
  /** Time of the first block, used at the folder's first start only. By default 90 days ago, so there is room for a past. */
  genesisTimestampSeconds?: number;
  /** Lets tests remove blocks with `vouch_reorg`. */
  allowReorg?: boolean;
  /** Entries of the journal (transactions and blocks) after which the state is written whole; more when the state is big. */
  snapshotEntries?: number;
  /** Empty blocks that follow one with transactions, and the pause before each. */
  trailingBlocks?: number;
  trailingMilliseconds?: number;
}

export interface Chain {
  /** JSON-RPC over HTTP. */
  url: string;
  chainId: typeof CHAIN_ID;
  /** Settles if engine or disk fail; then stop it and start again: nothing acknowledged is lost. */
  failed: Promise<VouchError>;
  /** Mines what is ready, writes a snapshot, and ends the engine. */
  stop(): Promise<void>;
}

/**
 * Starts the local chain: an engine that keeps its state in memory, behind a proxy that keeps it on disk.
 * A killed chain comes back with every acknowledged transaction in the same block with the same hash.
 * @returns the chain, ready for requests
 * @throws VouchError `chain.folder_in_use`, `chain.port_unavailable`, `chain.engine_missing`, `chain.engine_failed`,
 * `chain.replay_mismatch`, `chain.journal_damaged`, `chain.journal_missing` or `chain.meta_invalid`
 */
export async function startChain(options: ChainOptions): Promise<Chain> {
  const { dataDir, port, host = '127.0.0.1', log, clock, allowReorg = false } = options;
  const {
    snapshotEntries = chainLimits.snapshotEntries,
    trailingBlocks = chainLimits.trailingBlocks,
    trailingMilliseconds = chainLimits.trailingMilliseconds,
  } = options;
  // What was started ends in the opposite order, also when a later step fails.
  const endings: (() => Promise<void>)[] = [];
  const end = async () => {
    for (const ending of endings.splice(0).reverse()) {
      await ending().catch((error) => log.error({ err: error }, 'chain did not stop cleanly'));
    }
  };
  let stopping: Promise<void> | undefined;
  try {
    await mkdir(dataDir, { recursive: true });
    const lock = await lockFolder(dataDir);
    endings.push(lock.release);
    const paths = chainPaths(dataDir);
    const born = options.genesisTimestampSeconds ?? presentSeconds(clock) - chainLimits.pastSeconds;
    const { genesisTimestampSeconds } = await openMeta(paths.meta, born);
    const bytes = await snapshotBytes(paths.snapshot);
    const anvil = await startAnvil({
      home: paths.engineHome,
      genesisTimestampSeconds,
      ...(bytes > 0 && { snapshotPath: paths.snapshot }),
      log,
    });
    endings.push(anvil.kill);
    await lock.noteEngine(anvil.pid);
    const client = createEngineClient(anvil.port);
    endings.push(async () => client.close());
    await client.call('anvil_setLoggingEnabled', [false]);
    const engine = createEngine(client);
    const recovered = await recover({ engine, journalPath: paths.journal, hasSnapshot: bytes > 0, log });
    const ledger = new Ledger({ engine, ...recovered, log, clock });
    anvil.exited.then((reason) => ledger.fail(engineUnavailable(reason)));
    endings.push(() => ledger.close());

    const snapshots = createSnapshots({ ledger, paths, log, bytes, everyEntries: snapshotEntries });
    const afterBlock = snapshots.takeIfDue;
    const miner = createMiner({ ledger, afterBlock, trailingBlocks, trailingMilliseconds });
    endings.push(async () => {
      await miner.stop();
      // A chain that failed has nothing to add to its journal.
      if (!ledger.hasFailed) await snapshots.take();
    });
    const submit = createSubmissions({ ledger, onAccepted: miner.wake });
    const writers = writeMethods({ ledger, clock, submit, afterBlock, allowReorg });
    const server = createRpcServer({ router: createRouter({ client, ledger, writers }), log });
    endings.push(() => closeServer(server));
    const listeningPort = await listen(server, { host, port });
    if (ledger.state.pending.size > 0) miner.wake();
    return {
      url: `http://${host}:${listeningPort}`,
      chainId: CHAIN_ID,
      failed: ledger.failed,
      stop: () => (stopping ??= end()),
    };
  } catch (error) {
    await end();
    throw error;
  }
}
