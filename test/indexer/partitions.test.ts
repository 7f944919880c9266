import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { migrate } from '../../indexer/store/migrate.ts';
import { migrations } from '../../indexer/store/migrations/all.ts';
import { FIRST_PARTITION_BLOCKS } from '../../indexer/store/migrations/partitioned-steps.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { openPartitions } from '../../indexer/store/partitions.ts';
import type { Database } from '../../indexer/store/schema.ts';
import { transaction } from '../../indexer/store/transaction.ts';
import { openPool } from './fixtures/pool.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const FIRST = FIRST_PARTITION_BLOCKS;
const stepAt = (block: number) => [`0x${block.toString(16).padStart(64, '0')}`, block, 0, 'paid', 1, '0x'];
const INSERT = 'insert into order_steps (order_id, block, log, event, at, transaction) values ($1, $2, $3, $4, $5, $6)';

/** Blocks of rows by the partition that holds them. */
const placesOf = async ({ pool }: Pick<Store, 'pool'>) =>
  (await pool.query(`select tableoid::regclass::text as place, block from order_steps order by block`)).rows;

test('partitions are made ahead, wider while they stay small', async (t) => {
  const store = await stores.store(t);
  const partitions = await openPartitions(store.pool);
  await partitions.cover(5);
  assert.deepEqual(await upperEnds(store), [FIRST]);
  await partitions.cover(FIRST - 50_000);
  assert.deepEqual(await upperEnds(store), [FIRST, 9 * FIRST], 'before the newest one is full');
  for (const block of [3, FIRST - 1, FIRST, 8 * FIRST]) await store.pool.query(INSERT, stepAt(block));
  assert.deepEqual(await placesOf(store), [
    { place: 'order_steps_first', block: 3 },
    { place: 'order_steps_first', block: FIRST - 1 },
    { place: `order_steps_${FIRST}`, block: FIRST },
    { place: `order_steps_${FIRST}`, block: 8 * FIRST },
  ]);
  const { rows } = await store.pool.query(`explain (costs off) select * from order_steps where block < 10`);
  assert.doesNotMatch(JSON.stringify(rows), /order_steps_1000000/, 'a range reads its own partitions only');
});

test('a deployment that starts far up the chain, and the last block of all, have a place', async (t) => {
  const store = await stores.store(t);
  const partitions = await openPartitions(store.pool);
  await partitions.cover(250_000_000);
  await store.pool.query(INSERT, stepAt(250_000_000));
  await partitions.cover(2 ** 31 - 2);
  await store.pool.query(INSERT, stepAt(2 ** 31 - 2));
  assert.equal((await placesOf(store)).length, 2);
  assert.ok((await upperEnds(store)).length < 12);
});

test('a partition that came out large is followed by narrower ones', async (t) => {
  const store = await stores.store(t);
  await store.pool.query(
    `insert into order_steps select 'x' || n, n, 0, 'paid', 1, repeat('y', 66) from generate_series(1, 2000) n`,
  );
  const { rows } = await store.pool.query<{ bytes: number }>(`select pg_table_size('order_steps_first') as bytes`);
  const partitions = await openPartitions(store.pool, (rows[0]?.bytes ?? 0) / 4);
  await partitions.cover(FIRST - 1);
  assert.deepEqual(await upperEnds(store), [FIRST, FIRST + FIRST / 4]);
});

test('changes in any partition are journaled under the table and undone', async (t) => {
  const store = await stores.store(t);
  const partitions = await openPartitions(store.pool);
  await partitions.cover(FIRST);
  await store.pool.query(INSERT, stepAt(FIRST - 2));
  const before_ = await placesOf(store);
  for (const block of [FIRST - 1, FIRST])
    await transaction(store.pool, async (client) => {
      await client.query(`select set_config('indexer.block', $1, true)`, [String(block)]);
      await client.query(INSERT, stepAt(block));
    });
  await transaction(store.pool, async (client) => {
    await client.query(`select set_config('indexer.block', $1, true)`, [String(FIRST + 1)]);
    await client.query(`delete from order_steps where block = $1`, [FIRST - 2]);
  });
  const { rows } = await store.pool.query('select distinct table_name from journal');
  assert.deepEqual(rows, [{ table_name: 'order_steps' }]);
  await transaction(store.pool, (client) => client.query('select revert_to($1)', [FIRST - 2]));
  assert.deepEqual(await placesOf(store), before_);
});

test('rows of an older release become the first partition, whatever their blocks', async (t) => {
  const { pool, db } = await olderDatabase(t, '0018-partitioned-steps');
  for (const block of [1, 777, 21_345_678]) await pool.query(INSERT, stepAt(block));
  const rowsOf = async () => (await pool.query('select * from order_steps order by block')).rows;
  const rows = await rowsOf();
  await migrate(db);
  assert.deepEqual(await rowsOf(), rows);
  const partitions = await openPartitions(pool);
  await partitions.cover(21_999_999);
  await pool.query(INSERT, stepAt(21_999_999));
  await pool.query(INSERT, stepAt(22_000_000));
  assert.deepEqual((await placesOf({ pool })).at(-1), { place: 'order_steps_22000000', block: 22_000_000 });
  await assert.rejects(pool.query(INSERT, stepAt(777)), { code: '23505' }, 'the key is still unique');
});

const upperEnds = async ({ pool }: Pick<Store, 'pool'>): Promise<number[]> => {
  const { rows } = await pool.query<{ bound: string }>(
    `select pg_get_expr(c.relpartbound, c.oid) as bound from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'order_steps'::regclass`,
  );
  return rows.map(({ bound }) => Number(/TO \('?(\d+)/.exec(bound)?.[1])).sort((a, b) => a - b);
};

/** A database as it was before one change of the schema. */
async function olderDatabase(t: TestContext, before: string): Promise<{ pool: pg.Pool; db: Kysely<Database> }> {
  const pool = openPool(t, await stores.emptyDatabase());
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  await migrate(
    db,
    Object.keys(migrations).filter((name) => name < before),
  );
  return { pool, db };
}
