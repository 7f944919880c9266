import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { StatusView } from '../../../protocol/api/status.ts';
import { getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { runNodeToEnd } from '../../support/node-process.ts';
import { draft, mint, openShop, publish, WHOLE } from '../../support/shop.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
before(async () => {
  market = await startMarket();
});
after(() => market.stop());

const health = () => getJson<{ synced: boolean; block: number; problem: string | null }>(`${market.node.url}/healthz`);
const status = () => getJson<StatusView>(`${market.node.url}/api/v1/status`);
const isWell = () =>
  until('the node to follow the chain', async () => {
    const { synced, problem } = await health();
    return synced && problem === null;
  });

test('a data folder that another node uses is refused at once, and the other goes on', async () => {
  const ended = await runNodeToEnd({
    ...market.nodeEnv,
    PORT: '0',
    DATA_DIR: market.node.dataDir,
    LOG_LEVEL: 'silent',
  });
  assert.equal(ended.code, 1, ended.err);
  assert.match(ended.err, /^store\.locked: .*\n.+/);
  await isWell();
});

test('SIGTERM ends the node cleanly, and the next start has the same name and shops', async () => {
  const seller = await openShop(market);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup' })]);
  const { peerId } = await status();
  assert.equal(await market.node.stop(), 'exit code 0');
  assert.match(await market.node.log(), /"reason":"SIGTERM","msg":"node stops"/);
  assert.ok(
    !existsSync(path.join(market.node.dataDir, 'postgres', 'data', 'postmaster.pid')),
    'PostgreSQL stopped too',
  );
  const leftovers = ['peer.key', 'publishers/0x12.json'].map((name) => `${name}.${randomUUID()}.draft`);
  await mkdir(path.join(market.node.dataDir, 'publishers'), { recursive: true });
  for (const name of leftovers) await writeFile(path.join(market.node.dataDir, name), 'left by a kill');
  await market.node.start();
  const again = await status();
  assert.deepEqual([again.peerId, again.listings], [peerId, 1]);
  for (const name of leftovers) assert.ok(!existsSync(path.join(market.node.dataDir, name)), `${name} is gone`);
});

test('a node that starts before its chain waits for it and then follows it', async () => {
  await market.node.stop();
  await market.chain.stop();
  await market.node.start();
  const { items } = await getJson<{ items: unknown[] }>(`${market.node.url}/api/v1/listings`);
  assert.equal(items.length, 1, 'what is known needs no chain');
  assert.equal((await fetch(market.node.url)).status, 200);
  await until('the node to notice', async () => (await health()).problem !== null);
  await market.chain.start();
  await isWell();
});

test('a chain that is killed and comes back is followed on without a restart', async () => {
  await market.chain.kill();
  await until('the node to notice', async () => (await health()).problem !== null);
  await market.chain.start();
  await isWell();
  const { block } = await mint(market, market.account('buyer'), WHOLE);
  await until('the new block', async () => BigInt((await health()).block) >= block);
});
