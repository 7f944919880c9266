import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  ask,
  blockAt,
  get,
  openChain,
  type Receipt,
  receiptOf,
  sendMined,
  sink,
  temporaryFolder,
  transfer,
} from './test-chain.ts';

const allBlocks = async (url: string) => {
  const head = Number(await get(url, 'eth_blockNumber'));
  return Promise.all(Array.from({ length: head + 1 }, (_, number) => blockAt(url, number)));
};

test('removed transactions are mined again in a longer chain, and a crash afterwards ends in the same hashes', async (context) => {
  const root = temporaryFolder(context);
  const dataDir = join(root, 'a');
  const { url } = await openChain(context, { dataDir, allowReorg: true });
  const sent = [];
  for (let nonce = 0; nonce < 6; nonce += 1) {
    const one = await transfer(0, nonce);
    sent.push({ ...one, receipt: await sendMined(url, one) });
  }
  const before = await allBlocks(url);
  await get(url, 'vouch_reorg', [3]);
  const after = await allBlocks(url);
  assert.deepEqual(after.slice(0, 4), before.slice(0, 4));
  assert.equal(after.length, before.length + 1);
  for (const number of [4, 5, 6]) assert.notEqual(after[number]!.hash, before[number]!.hash);
  for (const [index, block] of after.entries()) if (index > 0) assert.equal(block.parentHash, after[index - 1]!.hash);
  for (const [nonce, { hash, receipt }] of sent.entries()) {
    const now = await receiptOf(url, hash);
    if (nonce < 3) assert.deepEqual(now, receipt);
    else assert.equal(now.blockHash, after[4]!.hash);
  }
  await get(url, 'vouch_reorg', [1]);
  await sendMined(url, await transfer(0, 6));
  const last = await allBlocks(url);
  cpSync(dataDir, join(root, 'b'), { recursive: true, filter: (path) => !path.endsWith('chain.lock') });
  const crashed = await openChain(context, { dataDir: join(root, 'b') });
  assert.deepEqual(await allBlocks(crashed.url), last);
  assert.equal(await get(crashed.url, 'eth_getBalance', [sink, 'latest']), '0x7');
});

test('given blocks replace the removed ones; what is in none of them is gone for good, what waited still waits', async (context) => {
  const root = temporaryFolder(context);
  const dataDir = join(root, 'a');
  const { url, stop } = await openChain(context, { dataDir, allowReorg: true });
  const kept = await transfer(0, 0);
  const lost = await transfer(0, 1);
  await sendMined(url, kept);
  await sendMined(url, lost);
  const waiting = await transfer(3, 4);
  await get(url, 'eth_sendRawTransaction', [waiting.raw]);
  const other = await transfer(1, 0);
  await get(url, 'vouch_reorg', [2, [[other.raw], [kept.raw]]]);
  const check = async (at: string) => {
    assert.equal((await get<Receipt>(at, 'eth_getTransactionReceipt', [other.hash])).blockNumber, '0x1');
    assert.equal((await get<Receipt>(at, 'eth_getTransactionReceipt', [kept.hash])).blockNumber, '0x2');
    assert.equal(await get(at, 'eth_getTransactionReceipt', [lost.hash]), null);
    assert.deepEqual(await get(at, 'txpool_status'), { pending: '0x0', queued: '0x1' });
    return allBlocks(at);
  };
  const blocks = await check(url);
  cpSync(dataDir, join(root, 'b'), { recursive: true, filter: (path) => !path.endsWith('chain.lock') });
  assert.deepEqual(await check((await openChain(context, { dataDir: join(root, 'b') })).url), blocks);
  await stop();
  assert.deepEqual(await check((await openChain(context, { dataDir })).url), blocks);
});

test('blocks of a snapshot can not be removed, nor more than the limit', async (context) => {
  const dataDir = temporaryFolder(context);
  const { url, stop } = await openChain(context, { dataDir, allowReorg: true });
  for (let nonce = 0; nonce < 3; nonce += 1) await sendMined(url, await transfer(0, nonce));
  assert.equal((await ask(url, 'vouch_reorg', [4])).error?.data?.code, 'chain.reorg_too_deep');
  assert.equal((await ask(url, 'vouch_reorg', [33])).error?.data?.code, 'chain.params.invalid');
  await stop();
  const again = await openChain(context, { dataDir, allowReorg: true });
  assert.equal((await ask(again.url, 'vouch_reorg', [1])).error?.data?.code, 'chain.reorg_too_deep');
  await sendMined(again.url, await transfer(0, 3));
  await get(again.url, 'vouch_reorg', [1, []]);
  assert.equal(await get(again.url, 'eth_blockNumber'), '0x3');
});
