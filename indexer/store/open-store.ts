import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import type { Log } from '../log.ts';
import { checkReachable, type ServerParameters, startServer, withConnection } from './connect.ts';
import { restoreIndexes } from './deferred-indexes.ts';
import { checkSchema, migrate } from './migrate.ts';
import { createPool, type PoolName, type PoolSettings, poolSettings, type ReadPoolName } from './pools.ts';
import { readPool } from './read-pool.ts';
import { type ReplicaState, watchReplicas } from './replicas.ts';
import type { Database } from './schema.ts';

/** Where pages and searches read. They have connections of their own beside the writer's, and go to replicas first. */
export interface StoreReader {
  /** Reads of shop pages and API. Throws VouchError `store.busy` when the database cannot keep up. */
  reads: Kysely<Database>;
  /** Searches and trust questions. Throws VouchError `search.busy` when there are too many, or one takes too long. */
  search: Kysely<Database>;
  /** State of the read replicas. */
  replicas(): ReplicaState[];
  stop(): Promise<void>;
}

/** The database of a node. */
export interface Store extends StoreReader {
  /** Typed statements of the node's own upkeep: they see the newest rows and may write. */
  db: Kysely<Database>;
  /** Hand-written batches of the indexer. */
  pool: pg.Pool;
}

export interface ReadOptions {
  /** Streaming replicas that pages and searches read from. */
  replicaUrls?: readonly string[];
  /** A replica further behind is left out. Default 5. */
  replicaLagSeconds?: number;
  /** Other sizes and time limits than the usual ones. */
  pools?: Partial<Record<PoolName, PoolSettings>>;
  log: Log;
}

export type OpenStoreParameters = ReadOptions & ServerParameters;

/**
 * Opens the node's database, starting and creating what is missing, and brings it to the newest schema.
 * @throws VouchError `store.unreachable`, those of `migrate`, and those of `startCluster`
 */
export async function openStore(parameters: OpenStoreParameters): Promise<Store> {
  const { log } = parameters;
  const server = await startServer(parameters);
  const { url } = server;
  try {
    await withConnection(url, log, async (pool, db) => {
      // A process that was killed while it read a chain from its beginning left them out.
      await restoreIndexes(pool);
      await migrate(db);
    });
    const reader = await openReads(url, parameters);
    const pool = createPool(url, 'writer', { ...poolSettings, ...parameters.pools }.writer, log);
    const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    const stop = async () => {
      await Promise.all([reader.stop(), pool.end()]);
      await server.stop();
    };
    return { ...reader, db, pool, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * Opens a database that another process writes to, for reading alone.
 * @param databaseUrl its server, which may itself be a replica
 * @throws VouchError `store.unreachable`, those of `checkSchema`
 */
export async function openStoreReader(databaseUrl: string, options: ReadOptions): Promise<StoreReader> {
  const reader = await openReads(databaseUrl, options);
  try {
    await checkReachable(sql`select 1`.execute(reader.reads));
    await checkSchema(reader.reads);
    return reader;
  } catch (error) {
    await reader.stop();
    throw error;
  }
}

async function openReads(url: string, options: ReadOptions): Promise<StoreReader> {
  const { replicaUrls = [], replicaLagSeconds = 5, log } = options;
  const settings = { ...poolSettings, ...options.pools };
  const primaries = {
    reads: createPool(url, 'reads', settings.reads, log),
    search: createPool(url, 'search', settings.search, log),
  };
  const replicas = await watchReplicas({
    urls: replicaUrls,
    primary: primaries.reads,
    settings,
    mostLagSeconds: replicaLagSeconds,
    log,
  });
  const reading = (name: ReadPoolName) => {
    const pool = readPool({ name, settings: settings[name], primary: primaries[name], replicas });
    return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  };
  return {
    reads: reading('reads'),
    search: reading('search'),
    replicas: replicas.states,
    stop: async () => {
      await replicas.stop();
      // Not by `destroy`, which leaves a pool open that was never used.
      await Promise.all([primaries.reads.end(), primaries.search.end()]);
    },
  };
}
