import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { PoolSettings, ReadPoolName } from './pools.ts';
import { preparedName } from './prepared.ts';
import type { Replica, Replicas } from './replicas.ts';

/** PostgreSQL's code for a statement that ran into its time limit or was cancelled. */
const CANCELED = '57014';
/** A replica's code for a statement that stood in the way of a change from the primary. */
const CONFLICT = '40001';
/** How node-postgres says that no connection could be opened, or became free, in time. */
const NOT_OPENED = 'Connection terminated due to connection timeout';
const NO_CONNECTION = new Set(['timeout exceeded when trying to connect', NOT_OPENED]);

export interface ReadPoolParameters {
  name: ReadPoolName;
  settings: PoolSettings;
  primary: pg.Pool;
  replicas: Pick<Replicas, 'usable' | 'failed'>;
}

/**
 * Connections for single reading statements: of a replica that is up to date, or else of the primary, where a statement is
 * also repeated when its replica fails. Users hear "busy" instead of waiting for long: when too many wait already, when
 * no connection becomes free in time, and when a statement takes longer than it may.
 * @throws VouchError (from its members) `search.busy` or `store.busy`, both retryable
 */
export function readPool({ name, settings, primary, replicas }: ReadPoolParameters): PostgresPool {
  const busy = (cause?: unknown): VouchError => busyError(name, settings, cause);
  const acquire = async (pool: pg.Pool): Promise<pg.PoolClient> => {
    if (pool.waitingCount >= settings.mostWaiting) throw busy();
    try {
      return await pool.connect();
    } catch (error) {
      throw error instanceof Error && NO_CONNECTION.has(error.message) ? busy(error) : error;
    }
  };
  const run = async (client: pg.PoolClient, statement: Statement) => {
    try {
      const [text, values] = statement;
      const name = preparedName(text);
      return await (name === undefined ? client.query(text, values) : client.query({ name, text, values }));
    } catch (error) {
      throw codeOf(error) === CANCELED ? busy(error) : error;
    }
  };
  const onPrimary = async (statement: Statement) => {
    const client = await acquire(primary);
    return await run(client, statement).finally(() => client.release());
  };
  const wrap = (client: pg.PoolClient, replica?: Replica): PostgresPoolClient => {
    const query = async (...statement: Statement) => {
      try {
        return await run(client, statement);
      } catch (error) {
        if (replica === undefined || !isServerFault(error)) throw error;
        if (codeOf(error) !== CONFLICT) replicas.failed(replica, error);
        return await onPrimary(statement);
      }
    };
    // Safety: cursors, the other form of `query`, are not used.
    return { query, release: (destroy?: boolean) => client.release(destroy) } as unknown as PostgresPoolClient;
  };
  return {
    options: primary.options,
    end: () => primary.end(),
    connect: async () => {
      for (const replica of replicas.usable()) {
        try {
          return wrap(await acquire(replica.pools[name]), replica);
        } catch (error) {
          // A busy replica is no reason to jam the primary too; one that cannot be reached is not busy.
          if (error instanceof VouchError && (error.cause as Error | undefined)?.message !== NOT_OPENED) throw error;
          replicas.failed(replica, error);
        }
      }
      return wrap(await acquire(primary));
    },
  };
}

type Statement = [text: string, values: unknown[]];

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** True when the server or the way to it failed, and not the statement. */
function isServerFault(error: unknown): boolean {
  if (error instanceof VouchError) return false;
  const code = codeOf(error);
  // Five characters are the code of an answer; classes 57P and 08 say that the server goes or the connection is lost.
  return typeof code !== 'string' || code.length !== 5 || code === CONFLICT || /^(57P|08)/.test(code);
}

function busyError(name: ReadPoolName, { statementMilliseconds }: PoolSettings, cause: unknown): VouchError {
  const isSearch = name === 'search';
  return new VouchError({
    code: isSearch ? 'search.busy' : 'store.busy',
    message: isSearch ? 'The node has too many searches to do at once.' : 'The database has too much to do.',
    hint: isSearch ? 'Try again in a moment, or with fewer or other words.' : 'Try again in a moment.',
    cause,
    retryable: true,
    details: { limit: `${statementMilliseconds} ms` },
  });
}
