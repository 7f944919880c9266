import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { StatusView } from '../../../protocol/api/status.ts';
import { runCli } from '../../support/cli.ts';
import { getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { type NodeProcess, runNodeToEnd, startNodeProcess } from '../../support/node-process.ts';
import { draft, openShop, publish } from '../../support/shop.ts';
import { buy, confirm, listingOf, orderAfter, ship, termsOf, writeReview } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
let seller: ChainAccount;
let order: OrderDetail;
let file: string;
/** What a reader sees that must be the same afterwards. */
let before_: unknown;
let status: StatusView;

const cli = (command: 'backup' | 'restore', name: string, dataDir: string, ...options: string[]) =>
  runCli([command, name, ...options], { DATA_DIR: dataDir });

/** Everything that readers see of the shop: texts from its blocks, its order and review from the chain. */
async function seen(url: string): Promise<unknown> {
  const listing = await listingOf(url, seller.address, 'cup');
  const shop = await getJson(`${url}/api/v1/shops/${seller.address}`);
  const reviews = await getJson(`${url}/api/v1/reviews?shop=${seller.address}`);
  const search = await getJson(`${url}/api/v1/listings?q=tea`);
  const block = Buffer.from(await (await fetch(`${url}/ipfs/${listing.cid}`)).arrayBuffer()).toString('hex');
  return { listing, shop, reviews, search, block, order: await getJson(`${url}/api/v1/orders/${order.id}`) };
}

const reviewText = async (url: string): Promise<string | undefined> =>
  (await getJson<{ items: { content: { text: string } | null }[] }>(`${url}/api/v1/reviews?shop=${seller.address}`))
    .items[0]?.content?.text;

before(async () => {
  market = await startMarket();
  seller = await openShop(market);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup', title: 'Tea cup' })]);
  const buyer = market.account('buyer');
  const { block } = await buy(market, buyer, await listingOf(market.node.url, seller.address, 'cup'));
  order = await orderAfter(market.node.url, buyer.address, block);
  await ship(market, seller, termsOf(order));
  await confirm(market, buyer, termsOf(order));
  await until('the order to complete', async () => {
    order = await getJson<OrderDetail>(`${market.node.url}/api/v1/orders/${order.id}`);
    return order.state === 'completed';
  });
  const review = writeReview(market, buyer, order, 4, 'A fine cup.');
  await market.client.content(review.block.bytes, 'application/vnd.ipld.dag-cbor');
  await review.post();
  await until('the review', async () => (await reviewText(market.node.url)) === 'A fine cup.');
  await runCli(['policy', 'deny', `0x${'12'.repeat(20)}`, '--reason', 'court order'], {
    DATA_DIR: market.node.dataDir,
  });
  await until('the scores', async () => {
    const { synced } = await getJson<{ synced: boolean }>(`${market.node.url}/healthz`);
    return synced;
  });
  file = path.join(market.folder, 'backup.car');
});
after(() => market.stop());

/** Starts a node on a restored folder and waits until it has read the chain. */
async function startRestored(name: string): Promise<NodeProcess> {
  const node = await startNodeProcess({ name, folder: market.folder, env: market.nodeEnv });
  await until('the chain to be read again', async () => {
    const now = await getJson<StatusView>(`${node.url}/api/v1/status`);
    return now.synced && now.block >= status.block;
  });
  return node;
}

test('a running node is not backed up, and nothing is written', async () => {
  const { code, err } = await cli('backup', file, market.node.dataDir);
  assert.equal(code, 1);
  assert.match(err, /^store\.locked: /);
  assert.ok(!existsSync(file) && !existsSync(`${file}.part`));
});

test('a backup brings the node back with all that the chain does not have, under a new name', async (t) => {
  before_ = await seen(market.node.url);
  status = await getJson<StatusView>(`${market.node.url}/api/v1/status`);
  await market.node.stop();
  const made = await cli('backup', file, market.node.dataDir);
  assert.equal(made.code, 0, made.err);
  assert.match(made.err, /Tables \d+\/\d+\n/);
  assert.match(made.err, /\d+ rows, \d+ rows of the block store and 1 files written/);
  const dataDir = path.join(market.folder, 'restored');
  const back = await cli('restore', file, dataDir);
  assert.equal(back.code, 0, back.err);
  assert.match(back.err, /Start the node/);

  // Without peers: what is there came out of the file.
  const node = await startRestored('restored');
  t.after(() => node.stop());
  assert.deepEqual(await seen(node.url), before_);
  const { peerId } = await getJson<StatusView>(`${node.url}/api/v1/status`);
  assert.notEqual(peerId, status.peerId, 'keys stay out of a backup');
  const { denials } = await getJson<{ denials: unknown[] }>(`${node.url}/api/v1/policy`);
  assert.equal(denials.length, 1);
});

test('with --keys the node keeps its name', async (t) => {
  const withKeys = `${file}.keys`;
  const { code, err } = await cli('backup', withKeys, market.node.dataDir, '--keys');
  assert.equal(code, 0, err);
  const dataDir = path.join(market.folder, 'same');
  // What a start compiled that then failed is no node.
  await mkdir(path.join(dataDir, 'compiled'), { recursive: true });
  assert.equal((await cli('restore', withKeys, dataDir)).code, 0);
  const node = await startRestored('same');
  t.after(() => node.stop());
  assert.equal((await getJson<StatusView>(`${node.url}/api/v1/status`)).peerId, status.peerId);
});

test('nothing is written over', async () => {
  const dataDir = path.join(market.folder, 'mine');
  await mkdir(dataDir);
  await writeFile(path.join(dataDir, 'letter.txt'), 'dear reader');
  const { code, err } = await cli('restore', file, dataDir);
  assert.equal(code, 1);
  assert.match(err, /^restore\.not_empty: /);
  assert.equal(await readFile(path.join(dataDir, 'letter.txt'), 'utf8'), 'dear reader');
});

test('a damaged, cut or foreign file is refused before anything is made', async () => {
  const bytes = await readFile(file);
  const damaged = path.join(market.folder, 'damaged.car');
  const dataDir = path.join(market.folder, 'none');
  const refused = async (what: string, code: RegExp) => {
    const answer = await cli('restore', damaged, dataDir);
    assert.equal(answer.code, 1, what);
    assert.match(answer.err, code, what);
    assert.ok(!existsSync(dataDir), `${what}: nothing was made`);
  };
  for (const at of [0.2, 0.5, 0.9]) {
    const flipped = Buffer.from(bytes);
    const index = Math.floor(bytes.length * at);
    flipped[index] = (flipped[index] ?? 0) ^ 1;
    await writeFile(damaged, flipped);
    await refused(`a byte at ${at}`, /^backup\.invalid: /);
  }
  for (const cut of [1, 100, Math.floor(bytes.length / 2), bytes.length]) {
    await writeFile(damaged, bytes);
    await truncate(damaged, bytes.length - cut);
    await refused(`cut by ${cut}`, /^backup\.invalid: /);
  }
  await writeFile(damaged, 'a letter to the reader, and no backup at all');
  await refused('a letter', /^backup\.invalid: /);
  assert.match((await cli('restore', path.join(market.folder, 'missing.car'), dataDir)).err, /^backup\.unreadable: /);
});

test('a node does not start on a restore that was cut short', async () => {
  const dataDir = path.join(market.folder, 'half');
  await mkdir(dataDir);
  await writeFile(path.join(dataDir, 'restore-unfinished'), '');
  const { code, err } = await runNodeToEnd({ ...market.nodeEnv, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' });
  assert.equal(code, 1);
  assert.match(err, /^restore\.unfinished: /);
});
