import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createQueries } from '../../indexer/queries/queries.ts';
import { openStore } from '../../indexer/store/open-store.ts';
import { poolSettings } from '../../indexer/store/pools.ts';
import { transaction } from '../../indexer/store/transaction.ts';
import { problemOf } from '../../node/api/problems.ts';
import { until } from '../support/until.ts';
import { quietLog, TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** A statement that ends when the gate opens, or at its time limit. */
const GATE = 4711;
const waitAtGate = sql`select pg_advisory_lock_shared(${GATE}), pg_advisory_unlock_shared(${GATE})`;

test('searches that jam their pool are refused as busy, and shop pages answer meanwhile', async (t) => {
  const search = { connections: 2, statementMilliseconds: 0, waitMilliseconds: 1_000, mostWaiting: 1 };
  const url = await stores.database();
  const store = await openStore({ dataDir: stores.folder, databaseUrl: url, pools: { search }, log: quietLog });
  const gate = await store.pool.connect();
  t.after(async () => {
    gate.release(true);
    await store.stop();
  });
  await gate.query('select pg_advisory_lock($1)', [GATE]);
  const jam = [waitAtGate.execute(store.search), waitAtGate.execute(store.search)];
  const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => 1 });

  const late = await Promise.allSettled([
    queries.listListings({ q: 'kettle', limit: 5 }),
    queries.listListings({ q: 'teapot', limit: 5 }),
  ]);
  for (const each of late) {
    assert.equal(each.status, 'rejected');
    const { code, status, retryable } = problemOf(each.reason);
    assert.deepEqual({ code, status, retryable }, { code: 'search.busy', status: 503, retryable: true });
  }
  assert.deepEqual(await queries.listListings({ limit: 5 }), { items: [], nextCursor: null });
  assert.deepEqual((await queries.listShops({ limit: 5 })).items, []);

  await gate.query('select pg_advisory_unlock($1)', [GATE]);
  await Promise.all(jam);
  assert.deepEqual((await queries.listListings({ q: 'kettle', limit: 5 })).items, [], 'the pool is free again');
});

test('a search or a read that takes too long is ended by the server', async (t) => {
  const short = { ...poolSettings.search, statementMilliseconds: 500 };
  const store = await openStore({
    dataDir: stores.folder,
    databaseUrl: await stores.database(),
    pools: { search: short, reads: short },
    log: quietLog,
  });
  t.after(() => store.stop());
  await assert.rejects(sql`select pg_sleep(600)`.execute(store.search), { code: 'search.busy', retryable: true });
  await assert.rejects(sql`select pg_sleep(600)`.execute(store.reads), { code: 'store.busy', retryable: true });
  // The server tells of the end first, and then ends it.
  await until('both to be ended', async () => {
    const { rows } = await store.pool.query(`select from pg_stat_activity
      where state = 'active' and query like '%pg_sleep(600)%' and pid <> pg_backend_pid()
        and datname = current_database()`);
    return rows.length === 0;
  });
  assert.equal((await sql<{ one: number }>`select 1 as one`.execute(store.reads)).rows[0]?.one, 1);
});

test('each pool has its own time limit for statements', async (t) => {
  const store = await stores.store(t);
  const limit = sql<{ limit: string }>`select setting as limit from pg_settings where name = 'statement_timeout'`;
  for (const name of ['reads', 'search'] as const) {
    const { rows } = await limit.execute(store[name]);
    assert.equal(Number(rows[0]?.limit), poolSettings[name].statementMilliseconds);
  }
  assert.ok(poolSettings.search.statementMilliseconds < poolSettings.reads.statementMilliseconds);
});

test('a connection that the server ends in the middle of a transaction fails that transaction alone', async (t) => {
  const store = await stores.store(t);
  const lost = transaction(store.pool, async (client) => {
    await client.query(`insert into stale_scores values ('0xaa')`);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    await store.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await client.query(`insert into stale_scores values ('0xbb')`);
  });
  await assert.rejects(lost);
  assert.deepEqual((await store.pool.query('select * from stale_scores')).rows, []);
});
