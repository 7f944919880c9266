import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pg from 'pg';
import { startCluster } from '../../indexer/store/cluster.ts';
import { refuseTaken } from '../../indexer/store/cluster-checks.ts';
import { choosePlace } from '../../indexer/store/cluster-place.ts';
import { journaledTables } from '../../indexer/store/migrations/journaled-tables.ts';
import { openStore } from '../../indexer/store/open-store.ts';
import { readTableShapes } from '../../indexer/store/table-shapes.ts';
import type { VouchError } from '../../protocol/errors.ts';
import { placeDatabase } from '../support/database-template.ts';
import { until } from '../support/until.ts';
import { quietLog, temporaryFolder } from './fixtures/stores.ts';

async function folderOf(t: TestContext): Promise<string> {
  const folder = await temporaryFolder();
  t.after(() => rm(folder, { recursive: true, maxRetries: 5 }));
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

test('a server that cannot write everything down in time is ended at once, and nothing that was committed is lost', async (t) => {
  const dataDir = await folderOf(t);
  await placeDatabase(dataDir);
  const open = { dataDir, port: undefined, log: quietLog };
  const cluster = await startCluster({ ...open, stopSeconds: 1 });
  const client = new pg.Client({ connectionString: cluster.url('vouch') });
  await client.connect();
  await client.query(`insert into stale_scores values ('0xaa')`);
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
  );
  await client.end();
  // A clean stop waits for this one, as it does for a slow disk.
  process.kill(rows[0]?.pid ?? Number.NaN, 'SIGSTOP');
  await cluster.stop();

  const again = await startCluster(open);
  const reader = new pg.Client({ connectionString: again.url('vouch') });
  await reader.connect();
  assert.deepEqual((await reader.query('select * from stale_scores')).rows, [{ shop: '0xaa' }]);
  await reader.end();
  await again.stop();
});

/** Ends the server of a folder as a crash does, and says under which user it ran. */
async function killServer(dataDir: string, port: number): Promise<{ pidFile: string; uid: number; gid: number }> {
  const place = await choosePlace(dataDir);
  const pidFile = join(place.folder, 'data', 'postmaster.pid');
  process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL');
  await until('the port to be free', () =>
    refuseTaken(port).then(
      () => true,
      () => false,
    ),
  );
  const { uid, gid } = await stat(pidFile);
  return { pidFile, uid, gid };
}

test('a lock file whose process number another program has by now does not keep the server down', async (t) => {
  const dataDir = await folderOf(t);
  const child = fork(new URL('./fixtures/store-process.ts', import.meta.url), [dataDir], { stdio: 'inherit' });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { pidFile, uid, gid } = await killServer(dataDir, port);
  const stranger = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid, gid } : {});
  t.after(() => stranger.kill('SIGKILL'));
  const lines = (await readFile(pidFile, 'utf8')).split('\n');
  await writeFile(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'));

  const store = await openStore({ dataDir, log: quietLog });
  assert.equal((await store.db.selectFrom('shops').selectAll().execute()).length, 1);
  await store.stop();
  assert.equal(stranger.exitCode, null, 'the other program is left alone');
});

test('data of another major version is refused with the way to take it over', async (t) => {
  const dataDir = await folderOf(t);
  await (await openStore({ dataDir, log: quietLog })).stop();
  const { folder } = await choosePlace(dataDir);
  await writeFile(join(folder, 'data', 'PG_VERSION'), '17\n');
  await assert.rejects(openStore({ dataDir, log: quietLog }), (error: VouchError) => {
    assert.equal(error.code, 'store.other_major');
    assert.match(error.message, /PostgreSQL 17.* PostgreSQL 18/);
    assert.match(error.hint ?? '', /vouch backup .*vouch restore .*docs\/operators\.md/);
    return true;
  });
});

test('a folder that cannot be used, and data without its password, are named and left as they are', async (t) => {
  const dataDir = await folderOf(t);
  await writeFile(join(dataDir, 'postgres'), 'a file');
  await assert.rejects(openStore({ dataDir, log: quietLog }), { code: 'store.folder_unusable' });

  const other = await folderOf(t);
  await (await openStore({ dataDir: other, log: quietLog })).stop();
  const { folder } = await choosePlace(other);
  await rename(join(folder, 'password'), join(folder, 'aside'));
  await assert.rejects(openStore({ dataDir: other, log: quietLog }), { code: 'store.password_missing' });
  await rename(join(folder, 'aside'), join(folder, 'password'));
  await (await openStore({ dataDir: other, log: quietLog })).stop();
});

test('a creation that was cut short begins anew or is finished', async (t) => {
  const dataDir = await folderOf(t);
  const { folder } = await choosePlace(dataDir);
  await mkdir(join(folder, 'data.new'));
  await writeFile(join(folder, 'data.new', 'PG_VERSION'), '18\n');
  await writeFile(join(folder, 'password.new'), 'half');
  await (await openStore({ dataDir, log: quietLog })).stop();
  await rename(join(folder, 'password'), join(folder, 'password.new'));
  await (await openStore({ dataDir, log: quietLog })).stop();
  assert.ok((await readdir(folder)).includes('password'));
});

test('a port that something else listens on is named', async (t) => {
  const dataDir = await folderOf(t);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  await assert.rejects(openStore({ dataDir, port, log: quietLog }), {
    code: 'store.port_taken',
    message: new RegExp(`Port ${port} `),
  });
});

test('the database runs for a user who is not root', {
  skip: process.getuid?.() !== 0 && 'the tests are such a user',
}, async (t) => {
  const dataDir = await folderOf(t);
  const nobody = 65_534;
  await chown(dataDir, nobody, nobody);
  const child = fork(new URL('./fixtures/store-process.ts', import.meta.url), [dataDir], {
    stdio: 'inherit',
    uid: nobody,
    gid: nobody,
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const { uid } = await stat(join(dataDir, 'postgres', 'data', 'postmaster.pid'));
  assert.equal(uid, nobody);
  child.kill('SIGKILL');
  await once(child, 'exit');
  process.kill(
    Number((await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]),
    'SIGINT',
  );
  await until('the server to stop', () =>
    refuseTaken(port).then(
      () => true,
      () => false,
    ),
  );
});
