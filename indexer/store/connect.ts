import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { Log } from '../log.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { createPool, poolSettings } from './pools.ts';
import type { Database } from './schema.ts';

const DATABASE = 'vouch';

/** A database that answers. */
export interface DatabaseServer {
  url: string;
  /** Stops the own cluster; nothing for an operator's server. */
  stop(): Promise<void>;
}

export interface ServerParameters {
  /** The node's data folder; the own cluster lives in `postgres` below it. */
  dataDir: string;
  /** An operator's own server, instead of the own cluster. */
  databaseUrl?: string | undefined;
  /** Port of the own cluster on 127.0.0.1; a free one when undefined. */
  port?: number | undefined;
  log: Log;
}

/**
 * Starts the own cluster with its database, or takes the operator's server.
 * @throws those of `startCluster`
 */
export async function startServer({ dataDir, databaseUrl, port, log }: ServerParameters): Promise<DatabaseServer> {
  if (databaseUrl !== undefined) return { url: databaseUrl, stop: async () => undefined };
  const cluster = await startCluster({ dataDir, port, log });
  try {
    await createDatabase(cluster);
    return { url: cluster.url(DATABASE), stop: cluster.stop };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/**
 * Works on one connection without a time limit: for changes of the schema, backups and their return.
 * @throws VouchError `store.unreachable`
 */
export async function withConnection<T>(
  url: string,
  log: Log,
  work: (pool: pg.Pool, db: Kysely<Database>) => Promise<T>,
): Promise<T> {
  const pool = createPool(url, 'writer', { ...poolSettings.writer, connections: 1, statementMilliseconds: 0 }, log);
  try {
    await checkReachable(pool.query('select 1'));
    return await work(pool, new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }));
  } finally {
    await pool.end();
  }
}

/** @throws VouchError `store.unreachable` when the answer is an error */
export async function checkReachable(answer: Promise<unknown>): Promise<void> {
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
