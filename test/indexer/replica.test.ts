import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { type Cluster, startCluster } from '../../indexer/store/cluster.ts';
import { openStore, openStoreReader, type Store } from '../../indexer/store/open-store.ts';
import { until } from '../support/until.ts';
import { startReplica, type TestReplica } from './fixtures/replica.ts';
import { quietLog, temporaryFolder } from './fixtures/stores.ts';

let folder: string;
let primary: Cluster;
let replica: TestReplica;
before(async () => {
  folder = await temporaryFolder();
  primary = await startCluster({ dataDir: folder, port: undefined, log: quietLog });
  const store = await openStore({ dataDir: folder, databaseUrl: primary.url('postgres'), log: quietLog });
  await store.stop();
  replica = await startReplica(primary, folder);
});
after(async () => {
  await replica.kill();
  await primary.stop();
  await rm(folder, { recursive: true, maxRetries: 5 });
});

async function storeOver(t: TestContext, replicaUrls: string[], replicaLagSeconds = 5): Promise<Store> {
  const databaseUrl = primary.url('postgres');
  const store = await openStore({ dataDir: folder, databaseUrl, replicaUrls, replicaLagSeconds, log: quietLog });
  t.after(() => store.stop());
  return store;
}

let shops = 0;
/** Writes a shop on the primary. */
async function addShop({ db }: Pick<Store, 'db'>): Promise<string> {
  shops += 1;
  const address = `0x${String(shops).padStart(40, '0')}` as const;
  await db
    .insertInto('shops')
    .values({ address, profile: '0x', encryption_key: '0x', lowest_version: '0', opened_at: 1 })
    .execute();
  return address;
}

const hasShop = async ({ reads }: Pick<Store, 'reads'>, address: string): Promise<boolean> =>
  (await reads.selectFrom('shops').select('address').execute()).some((row) => row.address === address);

/** Which server answers. */
const portOf = async (db: Store['reads']): Promise<string | undefined> =>
  (await sql<{ port: string }>`select inet_server_port()::text as port`.execute(db)).rows[0]?.port;

const stateOf = ({ replicas }: Pick<Store, 'replicas'>) => replicas()[0]?.state;

const becomes = (store: Store, state: string) =>
  until(`a replica that is ${state}`, async () => stateOf(store) === state);

test('pages and searches read from a replica, and the indexer writes to the primary', async (t) => {
  const store = await storeOver(t, [replica.url('postgres')]);
  await becomes(store, 'usable');
  const port = new URL(replica.url('postgres')).port;
  assert.equal(await portOf(store.reads), port);
  assert.equal(await portOf(store.search), port);
  assert.equal(await portOf(store.db), new URL(primary.url('postgres')).port);
  const shop = await addShop(store);
  await until('the shop on the replica', () => hasShop(store, shop));
  assert.equal(store.replicas()[0]?.name, `127.0.0.1:${port}/postgres`);
});

test('a replica that lags is left out until it has caught up', async (t) => {
  const store = await storeOver(t, [replica.url('postgres')], 0.2);
  await becomes(store, 'usable');
  await replica.query('select pg_wal_replay_pause()');
  const shop = await addShop(store);
  await becomes(store, 'behind');
  assert.ok((store.replicas()[0]?.lagSeconds ?? 0) > 0.2);
  assert.ok(await hasShop(store, shop), 'the primary answers instead');
  await replica.query('select pg_wal_replay_resume()');
  await becomes(store, 'usable');
  assert.ok(await hasShop(store, shop));
});

test('a replica that was far behind from the start is not read from', async (t) => {
  await replica.query('select pg_wal_replay_pause()');
  t.after(() => replica.query('select pg_wal_replay_resume()'));
  const writer = await storeOver(t, []);
  const first = await addShop(writer);
  await sql`select pg_sleep(0.3)`.execute(writer.db);
  const store = await storeOver(t, [replica.url('postgres')], 0.2);
  assert.equal(stateOf(store), 'behind');
  assert.ok(await hasShop(store, first));
});

test('statements go on when their replica dies, and return to it once it is back', async (t) => {
  const store = await storeOver(t, [replica.url('postgres')]);
  await becomes(store, 'usable');
  const shop = await addShop(store);
  const underWay = sql<{ port: string }>`select inet_server_port()::text as port, pg_sleep(1)`.execute(store.reads);
  await until('the statement on the replica', async () => {
    const [row] =
      await replica.query(`select from pg_stat_activity where state = 'active' and query like '%pg_sleep(1)%'
      and pid <> pg_backend_pid()`);
    return row !== undefined;
  });
  await replica.kill();
  assert.equal((await underWay).rows[0]?.port, new URL(primary.url('postgres')).port);
  assert.ok(await hasShop(store, shop));
  await becomes(store, 'gone');
  await replica.start();
  await becomes(store, 'usable');
  assert.equal(await portOf(store.reads), new URL(replica.url('postgres')).port);
});

test('a server that is no replica is never read from', async (t) => {
  const store = await storeOver(t, [primary.url('template1')]);
  assert.equal(stateOf(store), 'primary');
  assert.deepEqual(await store.reads.selectFrom('orders').select('id').execute(), []);
});

test('a replica alone can be opened for reading, and nothing can be written through it', async (t) => {
  const reader = await openStoreReader(replica.url('postgres'), { log: quietLog });
  t.after(() => reader.stop());
  assert.deepEqual(await reader.reads.selectFrom('orders').select('id').execute(), []);
  await assert.rejects(reader.reads.deleteFrom('shops').execute(), { code: '25006' });
});

test('pages cannot write on the primary either', async (t) => {
  const store = await storeOver(t, []);
  await assert.rejects(store.reads.deleteFrom('shops').execute(), { code: '25006' });
  await assert.rejects(store.search.deleteFrom('shops').execute(), { code: '25006' });
});
