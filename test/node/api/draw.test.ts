import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keccak256 } from 'viem';
import { headerOf } from '../../../node/chain/header-of.ts';
import { startAnvil } from '../../indexer/fixtures/anvil.ts';
import { FakeChain } from '../../indexer/fixtures/fake-chain.ts';

test('the header of a block hashes to its hash, and there is none before the block', async (t) => {
  const { url, client } = await startAnvil(t);
  await client.mine({ blocks: 3 });
  for (const block of [0, 1, 3]) {
    const header = await headerOf([url], block);
    assert.ok(header);
    assert.equal(keccak256(header), (await client.getBlock({ blockNumber: BigInt(block) })).hash);
  }
  assert.equal(await headerOf([url], 4), null);
});

test('a chain that refuses, has other headers or is gone is said to be unavailable', async (t) => {
  const chain = await FakeChain.start(t);
  chain.plainHeaders = true;
  await assert.rejects(headerOf([chain.url], 0), { code: 'chain.unavailable' });
  chain.failing = true;
  await assert.rejects(headerOf([chain.url], 0), { code: 'chain.unavailable' });
  await assert.rejects(headerOf(['http://127.0.0.1:9'], 0), { code: 'chain.unavailable' });
});
