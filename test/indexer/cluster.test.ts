import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { journaledTables } from '../../indexer/store/migrations/journaled-tables.ts';
import { openStore } from '../../indexer/store/open-store.ts';
import { readTableShapes } from '../../indexer/store/table-shapes.ts';
import { quietLog, temporaryFolder } from './fixtures/stores.ts';

async function folderOf(t: TestContext): Promise<string> {
  const folder = await temporaryFolder();
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('a database is created, kept between starts, and only open to this machine', async (t) => {
  const dataDir = await folderOf(t);
  const store = await openStore({ dataDir, log: quietLog });
  await store.db
    .insertInto('shops')
    .values({ address: '0xaa', profile: '0x', encryption_key: '0x', lowest_version: '0', opened_at: 1 })
    .execute();
  const settings = await store.pool.query(
    `select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'password_encryption') order by name`,
  );
  assert.deepEqual(
    settings.rows.map(({ setting }) => setting),
    ['on', '127.0.0.1', 'scram-sha-256'],
  );
  await store.stop();
  const { mode } = await stat(join(dataDir, 'postgres', 'password'));
  assert.equal(mode & 0o077, 0, 'the password is readable by its owner alone');

  const again = await openStore({ dataDir, log: quietLog });
  assert.equal((await again.db.selectFrom('shops').selectAll().execute()).length, 1);
  const shapes = await readTableShapes(again.pool);
  for (const [table, key] of Object.entries(journaledTables)) {
    assert.ok(
      key.every((column) => shapes.get(table)?.has(column)),
      `${table} has its key`,
    );
  }
  await again.stop();
});

test('after kill -9 the server that was left behind is taken over, and one that is in use is refused', async (t) => {
  const dataDir = await folderOf(t);
  const child = fork(new URL('./fixtures/store-process.ts', import.meta.url), [dataDir], { stdio: 'inherit' });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  await assert.rejects(openStore({ dataDir, log: quietLog }), { code: 'store.in_use' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const store = await openStore({ dataDir, log: quietLog });
  const { rows } = await store.pool.query(
    `select current_setting('port')::int as port, (select count(*) from shops) as shops`,
  );
  assert.deepEqual(rows, [{ port, shops: 1 }]);
  await store.stop();
});

test('a database that does not answer is named as such', async (t) => {
  const dataDir = await folderOf(t);
  const opening = openStore({ dataDir, databaseUrl: 'postgresql://nobody@127.0.0.1:1/none', log: quietLog });
  await assert.rejects(opening, { code: 'store.unreachable' });
});
