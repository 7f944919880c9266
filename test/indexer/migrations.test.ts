import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { migrate } from '../../indexer/store/migrate.ts';
import { migrations } from '../../indexer/store/migrations/all.ts';
import { openStore, openStoreReader } from '../../indexer/store/open-store.ts';
import type { Database } from '../../indexer/store/schema.ts';
import { openPool } from './fixtures/pool.ts';
import { quietLog, TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** The schema of an earlier release: its last change. */
const OLDER = '0010-carried';
/** Tables that later releases named anew. */
const renamed: Record<string, string> = { held_details: 'held_sealed' };
/** Computed from other tables: a later release may count otherwise, and fills them anew. */
const derived = ['shop_scores', 'listing_scores', 'stale_scores', 'score_day'];

interface Column {
  table_name: string;
  column_name: string;
  data_type: string;
  numeric_precision: number | null;
  is_identity: 'YES' | 'NO';
}

/** A value of a column that keeps every constraint of the tables. */
function fillerOf({ column_name, data_type, numeric_precision }: Column): unknown {
  if (column_name === 'id' && data_type === 'integer') return 1;
  if (data_type === 'jsonb') return column_name === 'key' || column_name === 'was' ? { id: 1 } : {};
  if (data_type === 'ARRAY') return column_name === 'histogram' ? [1, 0, 0, 0, 2] : ['a', 'b'];
  if (data_type === 'boolean') return true;
  if (data_type === 'bytea') return Buffer.from([0, 255]);
  if (data_type === 'tsvector') return `'cup':1`;
  if (data_type === 'numeric') return '9'.repeat(Math.min(numeric_precision ?? 30, 77));
  return /^(integer|bigint)$/.test(data_type) ? 7 : `0x${'ab'.repeat(20)}`;
}

/** One row in every table of the database, as JSON. Search vectors are computed from other columns. */
async function fillAll(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows: columns } = await pool.query<Column>(
    `select table_name, column_name, data_type, numeric_precision, is_identity from information_schema.columns
     where table_schema = 'public' and table_name not like 'kysely%' order by ordinal_position`,
  );
  const kept = new Map<string, string>();
  const byTable = Map.groupBy(columns, ({ table_name }) => table_name);
  const client = await pool.connect();
  // Rows refer to each other by values that are all alike.
  await client.query(`set session_replication_role = 'replica'`);
  const fill = async (table: string, all: readonly Column[]): Promise<void> => {
    const own = all.filter(({ is_identity }) => is_identity === 'NO');
    const names = own.map(({ column_name }) => `"${column_name}"`);
    const { rows } = await client.query<{ row: string }>(
      `insert into "${table}" as t (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})
       returning (to_jsonb(t) - 'search')::text as row`,
      own.map(fillerOf),
    );
    kept.set(table, rows[0]?.row ?? '');
  };
  try {
    for (const [table, all] of byTable) await fill(table, all);
  } finally {
    client.release(true);
  }
  return kept;
}

test('a database of an older release keeps every row', async (t) => {
  const url = await stores.emptyDatabase();
  const pool = openPool(t, url);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  await migrate(
    db,
    Object.keys(migrations).filter((name) => name <= OLDER),
  );
  const kept = await fillAll(pool);
  assert.ok(kept.size > 40);
  const store = await openStore({ dataDir: stores.folder, databaseUrl: url, log: quietLog });
  t.after(() => store.stop());
  for (const [table, row] of kept) {
    if (derived.includes(table)) continue;
    const { rows } = await store.pool.query(
      `select to_jsonb(t) @> $1::jsonb as kept, to_jsonb(t)::text as row from "${renamed[table] ?? table}" t`,
      [row],
    );
    assert.equal(rows.length, 1, table);
    assert.ok(rows[0].kept, `${table} lost something: ${row} became ${rows[0].row}`);
  }
});

test('a change that fails leaves the database as it was, and is named', async (t) => {
  const url = await stores.emptyDatabase();
  const pool = openPool(t, url);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  await migrate(
    db,
    Object.keys(migrations).filter((name) => name <= OLDER),
  );
  await pool.query('create table notes (mine text)');
  await assert.rejects(openStore({ dataDir: stores.folder, databaseUrl: url, log: quietLog }), {
    code: 'store.migration_failed',
    details: { migration: '0011-notes' },
  });
  const { rows } = await pool.query('select max(name) as newest from kysely_migration');
  assert.deepEqual(rows, [{ newest: OLDER }]);
});

test('a database that a newer release has used is refused', async (t) => {
  const url = await stores.database();
  const pool = openPool(t, url);
  await pool.query(`insert into kysely_migration values ('9999-future', now()::text)`);
  const refusal = { code: 'store.newer_release', message: /9999-future/ };
  await assert.rejects(openStore({ dataDir: stores.folder, databaseUrl: url, log: quietLog }), refusal);
  await assert.rejects(openStoreReader(url, { log: quietLog }), refusal);
});

test('a process that only reads waits for the writer to change the schema', async (t) => {
  const url = await stores.emptyDatabase();
  const pool = openPool(t, url);
  await migrate(
    new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    Object.keys(migrations).filter((name) => name <= OLDER),
  );
  await assert.rejects(openStoreReader(url, { log: quietLog }), { code: 'store.older_release', retryable: true });
});
