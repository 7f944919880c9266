import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './chain-process.ts';
import { blockAt, get, openChain, sendMined, temporaryFolder, transfer } from './test-chain.ts';

test('a few empty blocks follow a transaction, and then the chain rests', async (context) => {
  const dataDir = temporaryFolder(context);
  const { url, stop } = await openChain(context, { dataDir, trailingBlocks: 4, trailingMilliseconds: 20 });
  const heightOf = async () => Number(await get<string>(url, 'eth_blockNumber'));
  assert.equal(await heightOf(), 0, 'nothing follows nothing');
  const { blockNumber } = await sendMined(url, await transfer(0, 0));
  const mined = Number(blockNumber);
  await until('the blocks after it', async () => (await heightOf()) === mined + 4);
  for (let number = mined + 1; number <= mined + 4; number += 1) {
    const block = await blockAt(url, number);
    assert.deepEqual(block.transactions, []);
    assert.ok(Number(block.timestamp) > Number((await blockAt(url, number - 1)).timestamp));
  }
  const next = await sendMined(url, await transfer(0, 1));
  assert.equal(Number(next.blockNumber), mined + 5, 'none was mined in between');
  await until('the blocks after that', async () => (await heightOf()) === mined + 9);

  const head = await blockAt(url, 'latest');
  await stop();
  const again = await openChain(context, { dataDir });
  assert.deepEqual(await blockAt(again.url, 'latest'), head, 'empty blocks are kept like others');
});

test('as many follow a transaction that comes while an empty block is being mined', async (context) => {
  const dataDir = temporaryFolder(context);
  const { url } = await openChain(context, { dataDir, trailingBlocks: 4, trailingMilliseconds: 15 });
  const heightOf = async () => Number(await get<string>(url, 'eth_blockNumber'));
  let mined = 0;
  for (let nonce = 0; nonce < 40; nonce++) {
    const sent = await transfer(0, nonce);
    if (nonce > 0) await until('the last but one empty block', async () => (await heightOf()) >= mined + (nonce % 4));
    mined = Number((await sendMined(url, sent)).blockNumber);
  }
  await until('the blocks after it', async () => (await heightOf()) >= mined + 4);
});
