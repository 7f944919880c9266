import pg from 'pg';
import type { Log } from '../log.ts';

const INT8 = 20;

/** How many connections a pool has, and how long one statement and the wait for a connection may take. */
export interface PoolSettings {
  connections: number;
  /** Zero: no limit. */
  statementMilliseconds: number;
  /** Longest wait for a connection; zero waits for ever. */
  waitMilliseconds: number;
  /** Statements that may wait for a connection at one time. */
  mostWaiting: number;
}

export type ReadPoolName = 'reads' | 'search';
export type PoolName = 'writer' | ReadPoolName;

/**
 * Each kind of work has connections of its own, so that shop pages never wait for a search, nor the indexer for either.
 * Together they leave room in the own cluster's 40 connections for a second process.
 */
export const poolSettings: Record<PoolName, PoolSettings> = {
  writer: {
    connections: 10,
    statementMilliseconds: 300_000,
    waitMilliseconds: 0,
    mostWaiting: Number.POSITIVE_INFINITY,
  },
  reads: { connections: 10, statementMilliseconds: 5_000, waitMilliseconds: 10_000, mostWaiting: 1_000 },
  search: { connections: 5, statementMilliseconds: 2_000, waitMilliseconds: 3_000, mostWaiting: 100 },
};

/** Counts, times and versions are int8 and stay below 2^53, so they may be numbers; amounts stay decimal strings. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/** A server's process takes some 7 MB: those that a burst needed go soon after it. */
const IDLE_MILLISECONDS = 10_000;
/** What stays for the next who asks: opening a connection, and reading the catalogue for it, takes longer than most answers. */
const LEAST_CONNECTIONS = 1;

/** Opens a pool; it connects when the first statement comes. */
export function createPool(connectionString: string, name: PoolName, settings: PoolSettings, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: settings.connections,
    min: LEAST_CONNECTIONS,
    statement_timeout: settings.statementMilliseconds,
    connectionTimeoutMillis: settings.waitMilliseconds,
    idleTimeoutMillis: IDLE_MILLISECONDS,
    types,
    application_name: `vouch ${name}`,
    ...(name === 'writer' ? {} : { options: '-c default_transaction_read_only=on' }),
  });
  // A connection in use ends with an event beside the error of its statement; without a listener it would end the process.
  pool.on('connect', (client) =>
    client.on('error', (err) => log.debug({ err, pool: name }, 'database connection lost')),
  );
  pool.on('error', (err) => log.warn({ err, pool: name }, 'idle database connection lost'));
  return pool;
}
