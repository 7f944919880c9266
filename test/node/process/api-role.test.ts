import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type Cluster, startCluster } from '../../../indexer/store/cluster.ts';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { connectNode } from '../../../node/shop/node-client.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { StatusView } from '../../../protocol/api/status.ts';
import { encodeDocument } from '../../../protocol/block.ts';
import { startReplica, type TestReplica } from '../../indexer/fixtures/replica.ts';
import { quietLog, temporaryFolder } from '../../indexer/fixtures/stores.ts';
import { runCli } from '../../support/cli.ts';
import { assertProblem, getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { type NodeProcess, runNodeToEnd, startNodeProcess } from '../../support/node-process.ts';
import { draft, openShop, profileOf, publish } from '../../support/shop.ts';
import { buy, listingOf, orderAfter, ship, termsOf } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

let folder: string;
let primary: Cluster;
let replica: TestReplica;
let market: TestMarket;
/** Two processes over one database: the first reads from the replica alone, the second prefers it. */
let apis: NodeProcess[] = [];
let seller: ChainAccount;
before(async () => {
  folder = await temporaryFolder();
  primary = await startCluster({ dataDir: folder, port: undefined, log: quietLog });
  replica = await startReplica(primary, folder);
  market = await startMarket({
    env: { DATABASE_URL: primary.url('postgres'), TRUSTED_PROXIES: '127.0.0.1' },
  });
  const env = { ...market.nodeEnv, ROLE: 'api', UPSTREAM_URL: market.node.url };
  const start = (name: string, more: NodeJS.ProcessEnv) =>
    startNodeProcess({ name, folder: market.folder, env: { ...env, ...more } });
  apis = [
    await start('api-1', { DATABASE_URL: replica.url('postgres') }),
    await start('api-2', { DATABASE_READ_URLS: replica.url('postgres') }),
  ];
  seller = await openShop(market);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup', title: 'Tea cup' })]);
});
after(async () => {
  await Promise.all(apis.map((api) => api.stop()));
  await market.stop();
  await replica.kill();
  await primary.stop();
  await rm(folder, { recursive: true, maxRetries: 5 });
});

/** What every process must say in the end. */
const everywhere = (what: string, holds: (url: string) => Promise<boolean>) =>
  Promise.all(apis.map(({ url }) => until(`${what} at ${url}`, () => holds(url))));

const urlOf = (number: number): string => apis[number]?.url ?? '';

test('what the node indexes is served by every API process from the replica', async () => {
  const listings = (url: string) => getJson<{ items: { handle: string }[] }>(`${url}/api/v1/listings?q=tea`);
  await everywhere('the listing', async (url) => (await listings(url)).items[0]?.handle === 'cup');
  const buyer = market.account('buyer');
  const { block } = await buy(market, buyer, await listingOf(urlOf(0), seller.address, 'cup'));
  const order = await orderAfter(urlOf(0), buyer.address, block);
  await ship(market, seller, termsOf(order));
  await everywhere('the shipped order', async (url) => {
    const { state } = await getJson<OrderDetail>(`${url}/api/v1/orders/${order.id}`);
    return state === 'shipped';
  });
  const usable = /vouch_read_replica_usable\{replica="127\.0\.0\.1:\d+\/postgres",state="usable"\} 1/;
  const metrics = await until('the replica to keep up', async () => {
    const text = await (await fetch(`${urlOf(1)}/metrics`)).text();
    return usable.test(text) && text;
  });
  assert.doesNotMatch(metrics, /vouch_peers/, 'a process without a network has no numbers of one');
});

test('pages, blocks and the rest of the API work as on the node itself', async () => {
  await everywhere('the page', async (url) =>
    (await (await fetch(`${url}/shop/${seller.address}`)).text()).includes('Tea cup'),
  );
  const { cid } = await listingOf(urlOf(0), seller.address, 'cup');
  const [own, through] = await Promise.all(
    [market.node.url, urlOf(0)].map(async (url) =>
      Buffer.from(await (await fetch(`${url}/ipfs/${cid}`)).arrayBuffer()),
    ),
  );
  assert.ok(own !== undefined && own.length > 0 && through?.equals(own), 'blocks come from the node behind');
  for (const page of ['/', '/search?q=tea', '/network', '/policy', '/hosts'])
    assert.equal((await fetch(`${urlOf(0)}${page}`)).status, 200, `${page} ${await apis[0]?.log()}`);
  const [status, upstream] = await Promise.all(
    [urlOf(0), market.node.url].map((url) => getJson<StatusView>(`${url}/api/v1/status`)),
  );
  assert.equal(status?.peerId, upstream?.peerId);
  assert.equal((await getJson<{ lists: unknown[] }>(`${urlOf(0)}/api/v1/policy`)).lists.length, 0);
  await assertProblem(await fetch(`${urlOf(0)}/api/v1/shops/0x12`), { status: 400, code: 'request.invalid' });
});

test('an API process counts page views where its database takes them, and says so where it does not', async () => {
  const reader = { accept: 'text/html', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0' };
  for (const { url } of apis)
    assert.equal((await fetch(`${url}/shop/${seller.address}`, { headers: reader })).status, 200);
  const client = new pg.Client({ connectionString: primary.url('postgres') });
  await client.connect();
  try {
    const views = await until('the view to be written', async () => {
      const { rows } = await client.query<{ views: string }>('select views from visits where shop = $1', [
        seller.address,
      ]);
      return rows.length > 0 && rows;
    });
    assert.deepEqual(views, [{ views: '1' }]);
  } finally {
    await client.end();
  }
  const [onReplica, onPrimary] = await Promise.all(apis.map((api) => api.log()));
  const isUncounted = /DATABASE_URL cannot be written to/;
  assert.match(onReplica ?? '', isUncounted);
  assert.doesNotMatch(onPrimary ?? '', isUncounted);
});

test('what is sent to an API process reaches the node and its database', async () => {
  const client = connectNode(urlOf(0));
  const profile = encodeDocument(profileOf(seller.address, 'Red Kiln'));
  assert.equal((await client.content(profile.bytes, 'application/vnd.ipld.dag-cbor')).cid, profile.cid.toString());
  const changed = draft(market, { shop: seller.address, handle: 'pot', title: 'Tea pot' });
  await publish(market, seller.account, [changed], { client });
  await everywhere('the new listing', async (url) => {
    const { items } = await getJson<{ items: { handle: string }[] }>(`${url}/api/v1/listings?shop=${seller.address}`);
    return items.some(({ handle }) => handle === 'pot');
  });
});

test('live events tell of a block once its rows can be read here', async () => {
  const stopped = new AbortController();
  const response = await fetch(`${urlOf(0)}/api/v1/live`, { signal: stopped.signal });
  const buyer = market.account('buyer', 1);
  const { block } = await buy(market, buyer, await listingOf(urlOf(0), seller.address, 'cup'));
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.includes(`"number":${block}`)) break;
  }
  stopped.abort();
  assert.match(text, /"kind":"order"/);
  const { items } = await getJson<{ items: unknown[] }>(`${urlOf(0)}/api/v1/orders?buyer=${buyer.address}`);
  assert.equal(items.length, 1);
});

test('a shop that the operator denies is refused here too', async () => {
  const other = await openShop(market, { seller: 1, name: 'Grey Kiln' });
  const env = { DATA_DIR: market.node.dataDir, DEPLOYMENT: market.deploymentFile };
  await everywhere('the shop', async (url) => (await fetch(`${url}/api/v1/shops/${other.address}`)).status === 200);
  const { code, err } = await runCli(['policy', 'deny', other.address, '--reason', 'court order 12'], env);
  assert.equal(code, 0, err);
  await everywhere('the refusal', async (url) => (await fetch(`${url}/api/v1/shops/${other.address}`)).status === 451);
});

test('while the node is away pages are served on, and what needs it says so', async () => {
  const { cid } = await listingOf(urlOf(0), seller.address, 'cup');
  await market.node.stop();
  const health = () => getJson<{ synced: boolean; problem: string | null }>(`${urlOf(0)}/healthz`);
  await until('the process to notice', async () => (await health()).problem === 'upstream.unavailable');
  assert.equal((await health()).synced, false);
  assert.match(await (await fetch(`${urlOf(0)}/shop/${seller.address}`)).text(), /Tea cup/);
  await assertProblem(await fetch(`${urlOf(0)}/ipfs/${cid}`), { status: 503, code: 'upstream.unavailable' });
  await market.node.start();
  await until('the process to go on', async () => (await health()).problem === null && (await health()).synced);
  assert.equal((await fetch(`${urlOf(0)}/ipfs/${cid}`)).status, 200);
});

test('an API process needs a database and a node', async () => {
  const { DATABASE_URL: _, ...without } = market.nodeEnv;
  const ended = await runNodeToEnd({ ...without, ROLE: 'api', UPSTREAM_URL: market.node.url });
  assert.equal(ended.code, 78);
  assert.match(ended.err, /DATABASE_URL/);
  const dataDir = path.join(folder, 'none');
  const env = { ...market.nodeEnv, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' };
  const alone = await runNodeToEnd({
    ...env,
    // As an operator starts it: without it, what it compiles goes into its own folder.
    NODE_COMPILE_CACHE: undefined,
    ROLE: 'api',
    DATABASE_URL: primary.url('postgres'),
    UPSTREAM_URL: 'http://127.0.0.1:1',
  });
  assert.equal(alone.code, 1);
  assert.match(alone.err, /^upstream\.unavailable: /);
  assert.deepEqual(await readdir(dataDir), ['compiled'], 'it keeps nothing but what it compiled');
});
