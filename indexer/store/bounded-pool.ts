import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { VouchError } from '../../protocol/errors.ts';
import type { PoolName, PoolSettings } from './pools.ts';

/** PostgreSQL's code for a statement that ran into its time limit or was cancelled. */
const CANCELED = '57014';
/** How node-postgres says that no connection became free in time. */
const NO_CONNECTION = 'timeout exceeded when trying to connect';

/**
 * A pool whose users hear "busy" instead of waiting for long: when too many wait already, when no connection becomes free
 * in time, and when a statement takes longer than it may.
 * @throws VouchError (from its members) `search.busy` or `store.busy`, both retryable
 */
export function boundedPool(pool: pg.Pool, name: PoolName, settings: PoolSettings): PostgresPool {
  const busy = (cause?: unknown): VouchError => busyError(name, settings, cause);
  /** Only the methods that are used here are wrapped; one wrapper per connection, because Kysely keeps them in a map. */
  const wrappers = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const known = wrappers.get(client);
    if (known !== undefined) return known;
    const query = async (text: string, values: unknown[]) => {
      try {
        return await client.query(text, values);
      } catch (error) {
        throw (error as { code?: unknown }).code === CANCELED ? busy(error) : error;
      }
    };
    // Safety: cursors, the other form of `query`, are not used.
    const wrapper = { query, release: (destroy?: boolean) => client.release(destroy) } as unknown as PostgresPoolClient;
    wrappers.set(client, wrapper);
    return wrapper;
  };
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      if (pool.waitingCount >= settings.mostWaiting) throw busy();
      try {
        return wrap(await pool.connect());
      } catch (error) {
        throw error instanceof Error && error.message === NO_CONNECTION ? busy(error) : error;
      }
    },
  };
}

function busyError(name: PoolName, { statementMilliseconds }: PoolSettings, cause: unknown): VouchError {
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
