import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accountAt, ask, blockAt, get, openChain, sendMined, sink, temporaryFolder, transfer } from './test-chain.ts';

const day = 86_400;
const presentSeconds = () => Math.floor(Date.now() / 1000);

test('a past is written block by block, each with exactly its transactions, and survives a crash and a stop', async (context) => {
  const root = temporaryFolder(context);
  const dataDir = join(root, 'a');
  const first = await openChain(context, { dataDir });
  const genesis = Number((await blockAt(first.url, 0)).timestamp);
  assert.ok(Math.abs(genesis - (presentSeconds() - 90 * day)) <= 5);
  const blocks = [];
  for (let index = 0; index < 20; index += 1) {
    const transactions = [await transfer(0, index * 2), await transfer(1, index), await transfer(0, index * 2 + 1)];
    const raws = transactions.map(({ raw }) => raw);
    const timestampSeconds = genesis + (index + 1) * 4 * day;
    const block = await get<{ number: string; hash: string }>(first.url, 'vouch_mineAt', [timestampSeconds, raws]);
    const stored = await blockAt(first.url, index + 1);
    assert.deepEqual(
      stored.transactions,
      transactions.map(({ hash }) => hash),
    );
    assert.equal(Number(stored.timestamp), timestampSeconds);
    assert.equal(stored.hash, block.hash);
    blocks.push(stored);
  }
  cpSync(dataDir, join(root, 'b'), { recursive: true, filter: (path) => !path.endsWith('chain.lock') });
  await first.stop();
  const crashed = await openChain(context, { dataDir: join(root, 'b') });
  const second = await openChain(context, { dataDir });
  for (const { url } of [crashed, second]) {
    for (const block of blocks) assert.deepEqual(await blockAt(url, block.number), block);
  }
  assert.equal(await get(second.url, 'eth_getBalance', [sink, 'latest']), '0x3c');
  await get(second.url, 'vouch_mineAt', [genesis + 81 * day, []]);
  await sendMined(second.url, await transfer(2, 0));
  assert.ok(presentSeconds() - Number((await blockAt(second.url, 'latest')).timestamp) < 60);
});

test('a block that can not hold exactly its transactions changes nothing', async (context) => {
  const dataDir = temporaryFolder(context);
  const { url, stop } = await openChain(context, { dataDir });
  const genesis = Number((await blockAt(url, 0)).timestamp);
  const refusal = async (timestampSeconds: unknown, raws: unknown) => {
    const { error } = await ask(url, 'vouch_mineAt', [timestampSeconds, raws]);
    return error?.data?.code ?? error?.code;
  };
  const poor = await transfer(77, 0);
  const good = await transfer(0, 0);
  const gap = await transfer(0, 2);
  const almostAll = 6_000n * 10n ** 18n;
  const spendTwice = [await transfer(1, 0, { value: almostAll }), await transfer(1, 1, { value: almostAll })];
  const full = await Promise.all([2, 3, 4, 5, 6].map((from) => transfer(from, 0, { gas: 16_000_000n })));
  for (const at of [genesis + 10, genesis + 20]) {
    assert.equal(await refusal(at, [good.raw, poor.raw]), -32_003);
    assert.equal(await refusal(at, [good.raw, gap.raw]), 'chain.block_incomplete');
    assert.equal(
      await refusal(
        at,
        spendTwice.map(({ raw }) => raw),
      ),
      'chain.block_incomplete',
    );
    assert.equal(await refusal(at, [good.raw, '0x05']), 'chain.transaction_invalid');
    assert.equal(await refusal(at, 'none'), 'chain.params.invalid');
    assert.equal(await refusal(genesis, [good.raw]), 'chain.timestamp_invalid');
    assert.equal(await refusal(presentSeconds() + 100, [good.raw]), 'chain.timestamp_invalid');
    assert.deepEqual(await get(url, 'txpool_status'), { pending: '0x0', queued: '0x0' });
    const before = Number(await get(url, 'eth_blockNumber'));
    await get(url, 'vouch_mineAt', [at, before === 0 ? [(await transfer(8, 0)).raw] : full.map(({ raw }) => raw)]);
    assert.equal(Number(await get(url, 'eth_blockNumber')), before + 1);
  }
  const head = await blockAt(url, 'latest');
  await stop();
  const again = await openChain(context, { dataDir });
  assert.deepEqual(await blockAt(again.url, 'latest'), head);
});

test('the past closes when the head comes near the present, and stays closed over idle hours and restarts', async (context) => {
  const dataDir = temporaryFolder(context);
  let now = Date.now();
  const clock = () => now;
  const { url, stop } = await openChain(context, { dataDir, clock });
  const seconds = () => Math.floor(now / 1000);
  await get(url, 'vouch_mineAt', [seconds() - 3_700, [(await transfer(0, 0)).raw]]);
  await get(url, 'vouch_mineAt', [seconds() - 60, [(await transfer(0, 1)).raw]]);
  const isClosed = async (at: string) =>
    assert.equal((await ask(at, 'vouch_mineAt', [seconds() - 10, []])).error?.data?.code, 'chain.seeding_over');
  await isClosed(url);
  now += 30 * day * 1000;
  await isClosed(url);
  await stop();
  now += day * 1000;
  const again = await openChain(context, { dataDir, clock });
  await isClosed(again.url);
});

test('a waiting transaction keeps the past from being written around it', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  const genesis = Number((await blockAt(url, 0)).timestamp);
  await get(url, 'eth_sendRawTransaction', [(await transfer(0, 5)).raw]);
  const { error } = await ask(url, 'vouch_mineAt', [genesis + 5, []]);
  assert.equal(error?.data?.code, 'chain.pool_not_empty');
});

test('while the past is written, calls see the time just after the head', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  const genesis = Number((await blockAt(url, 0)).timestamp);
  const to = accountAt(9).address;
  const clockCode = { [to]: { code: '0x4260005260206000f3' } };
  assert.equal(Number(await get(url, 'eth_call', [{ to }, 'latest', clockCode])), genesis + 1);
  await get(url, 'vouch_mineAt', [genesis + 500, []]);
  assert.equal(Number(await get(url, 'eth_call', [{ to }, 'latest', clockCode])), genesis + 501);
});
