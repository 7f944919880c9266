import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { Log } from '../log.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { migrate } from './migrate.ts';
import type { Database } from './schema.ts';

const DATABASE = 'vouch';
const CONNECTIONS = 12;
const INT8 = 20;

/** The database of a node: typed reads through `db`, hand-written batches through `pool`. */
export interface Store {
  db: Kysely<Database>;
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
  log: Log;
}

/**
 * Opens the node's database, starting and creating what is missing, and brings it to the newest schema.
 * @throws VouchError `store.unreachable`, `store.migration_failed`, and those of `startCluster`
 */
export async function openStore({ dataDir, databaseUrl, port, log }: OpenStoreParameters): Promise<Store> {
  const cluster = databaseUrl === undefined ? await startCluster({ dataDir, port, log }) : undefined;
  try {
    if (cluster !== undefined) await createDatabase(cluster);
    const pool = createPool(databaseUrl ?? cluster?.url(DATABASE) ?? '', log);
    const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    try {
      await checkReachable(pool);
      await migrate(db);
    } catch (error) {
      await db.destroy();
      throw error;
    }
    return {
      db,
      pool,
      stop: async () => {
        await db.destroy();
        await cluster?.stop();
      },
    };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

/** Counts, times and versions are int8 and stay below 2^53, so they may be numbers; amounts stay decimal strings. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
};

function createPool(connectionString: string, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS, types, application_name: 'vouch' });
  pool.on('error', (err) => log.warn({ err }, 'idle database connection lost'));
  return pool;
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
