import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { Log } from '../log.ts';
import { boundedPool } from './bounded-pool.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { migrate } from './migrate.ts';
import { createPool, type PoolName, type PoolSettings, poolSettings } from './pools.ts';
import type { Database } from './schema.ts';

const DATABASE = 'vouch';

/** The database of a node. Reads of pages and searches have connections of their own beside the writer's. */
export interface Store {
  /** Typed statements of the node's own upkeep: they see the newest rows and may write. */
  db: Kysely<Database>;
  /** Reads of shop pages and API. Throws VouchError `store.busy` when the database cannot keep up. */
  reads: Kysely<Database>;
  /** Searches and trust questions. Throws VouchError `search.busy` when there are too many, or one takes too long. */
  search: Kysely<Database>;
  /** Hand-written batches of the indexer. */
  pool: pg.Pool;
  stop(): Promise<void>;
}

export interface OpenStoreParameters {
  /** The node's data folder; the own cluster lives in `postgres` below it. */
  dataDir: string;
  /** An operator's own server, instead of the own cluster. */
  databaseUrl?: string | undefined;
  /** Port of the own cluster on 127.0.0.1; a free one when undefined. */
  port?: number | undefined;
  /** Other sizes and time limits than the usual ones. */
  pools?: Partial<Record<PoolName, PoolSettings>>;
  log: Log;
}

/**
 * Opens the node's database, starting and creating what is missing, and brings it to the newest schema.
 * @throws VouchError `store.unreachable`, `store.migration_failed`, and those of `startCluster`
 */
export async function openStore(parameters: OpenStoreParameters): Promise<Store> {
  const { dataDir, databaseUrl, port, log } = parameters;
  const cluster = databaseUrl === undefined ? await startCluster({ dataDir, port, log }) : undefined;
  try {
    if (cluster !== undefined) await createDatabase(cluster);
    const url = databaseUrl ?? cluster?.url(DATABASE) ?? '';
    const settings = { ...poolSettings, ...parameters.pools };
    const pool = createPool(url, 'writer', settings.writer, log);
    const database = (pool: PostgresPool) => new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    const bounded = (name: PoolName) => boundedPool(createPool(url, name, settings[name], log), name, settings[name]);
    const opened = [pool, bounded('reads'), bounded('search')] as const;
    const [db, reads, search] = [database(opened[0]), database(opened[1]), database(opened[2])];
    // Not by `destroy`, which leaves a pool open that was never used.
    const close = () => Promise.all(opened.map((each) => each.end()));
    try {
      await checkReachable(pool);
      await migrate(db);
    } catch (error) {
      await close();
      throw error;
    }
    return {
      db,
      reads,
      search,
      pool,
      stop: async () => {
        await close();
        await cluster?.stop();
      },
    };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

async function checkReachable(pool: pg.Pool): Promise<void> {
  try {
    await pool.query('select 1');
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
