import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../scripts/economics/random.ts';
import { enginePid, isAlive, runChain, until } from './chain-process.ts';
import {
  ask,
  type Block,
  blockAt,
  get,
  type Receipt,
  receiptOf,
  sink,
  temporaryFolder,
  transfer,
} from './test-chain.ts';

const rounds = 6;
const senders = 4;
const seed = Number(process.env.SEED ?? 20_261);

test(`whatever was acknowledged or seen survives kill -9 at random moments under load (seed ${seed})`, async (context) => {
  const random = seededRandom(seed);
  const dataDir = join(temporaryFolder(context), 'chain');
  const acknowledged = new Set<`0x${string}`>();
  const seenReceipts = new Map<`0x${string}`, Receipt>();
  const seenBlocks = new Map<string, Block>();
  const nonces = Array.from({ length: senders }, () => 0);
  let running = true;
  let over = false;
  // Few entries per snapshot, so that kills also meet snapshots.
  const flags = ['--snapshot-entries', '25'];
  let chain = await runChain(dataDir, flags);
  context.after(() => {
    over = true;
    running = false;
    chain.child.kill('SIGKILL');
  });

  /** Like a careful wallet: repeats a transaction until the chain knows it, never makes another in its place. */
  const send = async (from: number) => {
    while (running) {
      const { raw, hash } = await transfer(from, nonces[from]!);
      while (!over) {
        const answer = await ask(chain.url, 'eth_sendRawTransaction', [raw]).catch(() => undefined);
        if (answer?.result === hash) acknowledged.add(hash);
        // Its first sending was journaled, and a kill took the answer.
        if (answer?.result === hash || answer?.error?.message === 'nonce too low') break;
        assert.ok(!answer?.error || answer.error.data?.retryable, JSON.stringify(answer));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      nonces[from]! += 1;
    }
  };

  /** Remembers what readers were told; errors mean that the chain is just being killed. */
  const watchReceipts = async () => {
    while (running) {
      const unseen = [...acknowledged].find((hash) => !seenReceipts.has(hash));
      const answer = unseen && (await ask(chain.url, 'eth_getTransactionReceipt', [unseen]).catch(() => undefined));
      if (unseen && answer?.result) seenReceipts.set(unseen, answer.result);
      else await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const watchHeads = async () => {
    while (running) {
      const answer = await ask(chain.url, 'eth_getBlockByNumber', ['latest', false]).catch(() => undefined);
      if (answer?.result) seenBlocks.set(answer.result.hash, answer.result);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  const work = [...Array.from({ length: senders }, (_, from) => send(from)), watchReceipts(), watchHeads()];
  for (let round = 0; round < rounds; round += 1) {
    const enough = acknowledged.size + 5 + random() * 50;
    const seen = seenReceipts.size + 10;
    await until('more transactions', () => acknowledged.size >= enough && seenReceipts.size >= seen);
    await new Promise((resolve) => setTimeout(resolve, random() * 100));
    const engine = enginePid(dataDir);
    const choice = random();
    if (choice < 0.3) {
      // The engine alone: the process starts it again by itself, on the same port.
      process.kill(engine, 'SIGKILL');
      await until('another engine answers', () => {
        try {
          return enginePid(dataDir) !== engine;
        } catch {
          return false;
        }
      });
    } else {
      if (choice < 0.65) process.kill(engine, 'SIGKILL');
      chain.child.kill('SIGKILL');
      await chain.exited;
      chain = await runChain(dataDir, flags);
      assert.equal(isAlive(engine), false);
    }
  }
  running = false;
  await Promise.all(work);

  const total = nonces.reduce((sum, count) => sum + count, 0);
  assert.ok(
    acknowledged.size > 100 && seenReceipts.size > 50,
    `load too small: ${acknowledged.size}, ${seenReceipts.size}`,
  );
  for (const hash of acknowledged) {
    const receipt = await receiptOf(chain.url, hash);
    assert.equal(receipt.status, '0x1');
    const seen = seenReceipts.get(hash);
    if (seen) assert.deepEqual(receipt, seen);
  }
  for (const block of seenBlocks.values()) assert.deepEqual(await blockAt(chain.url, block.number), block);
  assert.equal(Number(await get(chain.url, 'eth_getBalance', [sink, 'latest'])), total);
  const head = Number(await get(chain.url, 'eth_blockNumber'));
  let parent = await blockAt(chain.url, 0);
  for (let number = 1; number <= head; number += 1) {
    const block = await blockAt(chain.url, number);
    assert.equal(block.parentHash, parent.hash);
    assert.ok(Number(block.timestamp) > Number(parent.timestamp));
    parent = block;
  }
  context.diagnostic(
    `${total} transactions, ${seenReceipts.size} receipts and ${seenBlocks.size} heads seen, ${head} blocks`,
  );
  chain.child.kill('SIGTERM');
  assert.equal(await chain.exited, 0);
});
