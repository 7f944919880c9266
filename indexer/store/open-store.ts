import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { Log } from '../log.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { checkSchema, migrate } from './migrate.ts';
import { createPool, type PoolName, type PoolSettings, poolSettings, type ReadPoolName } from './pools.ts';
import { readPool } from './read-pool.ts';
import { type ReplicaState, watchReplicas } from './replicas.ts';
import type { Database } from './schema.ts';

const DATABASE = 'vouch';

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

export interface OpenStoreParameters extends ReadOptions {
  /** The node's data folder; the own cluster lives in `postgres` below it. */
  dataDir: string;
  /** An operator's own server, instead of the own cluster. */
  databaseUrl?: string | undefined;
  /** Port of the own cluster on 127.0.0.1; a free one when undefined. */
  port?: number | undefined;
}

/**
 * Opens the node's database, starting and creating what is missing, and brings it to the newest schema.
 * @throws VouchError `store.unreachable`, those of `migrate`, and those of `startCluster`
 */
export async function openStore(parameters: OpenStoreParameters): Promise<Store> {
  const { dataDir, databaseUrl, port, log } = parameters;
  const cluster = databaseUrl === undefined ? await startCluster({ dataDir, port, log }) : undefined;
  try {
    if (cluster !== undefined) await createDatabase(cluster);
    const url = databaseUrl ?? cluster?.url(DATABASE) ?? '';
    await prepare(url, log);
    const reader = await openReads(url, parameters);
    const pool = createPool(url, 'writer', { ...poolSettings, ...parameters.pools }.writer, log);
    const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    const stop = async () => {
      await Promise.all([reader.stop(), pool.end()]);
      await cluster?.stop();
    };
    return { ...reader, db, pool, stop };
  } catch (error) {
    await cluster?.stop();
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

/** Brings the schema up to date on a connection without a time limit: a large table may take long. */
async function prepare(url: string, log: Log): Promise<void> {
  const pool = createPool(url, 'writer', { ...poolSettings.writer, connections: 1, statementMilliseconds: 0 }, log);
  try {
    await checkReachable(pool.query('select 1'));
    await migrate(new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }));
  } finally {
    await pool.end();
  }
}

async function checkReachable(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (cause) {
    throw new VouchError({
      code: 'store.unreachable',
      message: 'The database does not answer.',
      hint: 'Check DATABASE_URL and that the server runs.',
      cause,
      retryable: true,
    });
  }
}

async function createDatabase(cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
