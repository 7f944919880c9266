import assert from 'node:assert/strict';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { startAnvil } from '../../scripts/chain/anvil-process.ts';
import { createEngine } from '../../scripts/chain/engine.ts';
import { createEngineClient } from '../../scripts/chain/engine-client.ts';
import type { Journal } from '../../scripts/chain/journal.ts';
import { Ledger } from '../../scripts/chain/ledger.ts';
import { createMiner } from '../../scripts/chain/miner.ts';
import { recover } from '../../scripts/chain/recovery.ts';
import { writeMethods } from '../../scripts/chain/rpc-extensions.ts';
import { createRouter } from '../../scripts/chain/rpc-router.ts';
import { createSubmissions } from '../../scripts/chain/submissions.ts';
import { until } from './chain-process.ts';
import { type RpcAnswer, silentLog, temporaryFolder, transfer } from './test-chain.ts';

/** A chain on a real engine whose disk does only what the test lets it. */
async function chainOnSlowDisk(context: TestContext) {
  const folder = temporaryFolder(context);
  const clock = Date.now;
  const anvil = await startAnvil({
    home: join(folder, 'engine'),
    genesisTimestampSeconds: 1_700_000_000,
    log: silentLog,
  });
  const client = createEngineClient(anvil.port);
  const engine = createEngine(client);
  const journalPath = join(folder, 'journal.ndjson');
  const { journal, state } = await recover({ engine, journalPath, hasSnapshot: false, log: silentLog });
  context.after(async () => {
    client.close();
    await anvil.kill();
    await journal.close();
  });
  const disk = { gate: Promise.resolve() };
  const slow: Journal = {
    entries: 0,
    bytes: 0,
    append: (entries) => disk.gate.then(() => journal.append(entries)),
    close: () => journal.close(),
  };
  const ledger = new Ledger({ engine, journal: slow, state, log: silentLog, clock });
  const afterBlock = async () => undefined;
  const miner = createMiner({ ledger, afterBlock, trailingBlocks: 0, trailingMilliseconds: 0 });
  const submit = createSubmissions({ ledger, onAccepted: miner.wake });
  const writers = writeMethods({ ledger, clock, submit, afterBlock, allowReorg: false });
  const router = createRouter({ client, ledger, writers });
  const ask = async (method: string, params: unknown[] = []): Promise<RpcAnswer> => {
    const outcome = await router.handle({ jsonrpc: '2.0', id: 1, method, params });
    return (outcome.kind === 'json' ? outcome.body : await json(outcome.body)) as RpcAnswer;
  };
  return { ask, disk, engine, ledger };
}

/** What became of a promise so far. */
function follow<T>(promise: Promise<T>): { value: T | undefined } {
  const seen: { value: T | undefined } = { value: undefined };
  promise.then((value) => {
    seen.value = value;
  });
  return seen;
}

test('the engine sees a transaction, and its sender an answer, only when it is on disk', async (context) => {
  const { ask, disk, engine } = await chainOnSlowDisk(context);
  const gate = Promise.withResolvers<void>();
  disk.gate = gate.promise;
  const { raw, hash } = await transfer(0, 1);
  const sent = follow(ask('eth_sendRawTransaction', [raw]));
  for (let look = 0; look < 5; look += 1) assert.deepEqual(await engine.poolSize(), { ready: 0, waiting: 0 });
  assert.equal(Object.values(sent)[0], undefined);
  gate.resolve();
  await until('the answer', () => sent.value !== undefined);
  assert.equal(sent.value?.result, hash);
  assert.deepEqual(await engine.poolSize(), { ready: 0, waiting: 1 });
});

test('a reader hears of a block only when it is on disk', async (context) => {
  const { ask, disk, engine } = await chainOnSlowDisk(context);
  const { raw, hash } = await transfer(0, 0);
  await ask('eth_sendRawTransaction', [raw]);
  const gate = Promise.withResolvers<void>();
  disk.gate = gate.promise;
  await until('the engine has the block', async () => (await engine.head()).number === 1);
  const receipt = follow(ask('eth_getTransactionReceipt', [hash]));
  const head = follow(ask('eth_blockNumber'));
  for (let look = 0; look < 5; look += 1) await engine.head();
  assert.deepEqual([receipt.value, head.value], [undefined, undefined]);
  gate.resolve();
  await until('both answers', () => receipt.value !== undefined && head.value !== undefined);
  assert.equal(receipt.value?.result.blockNumber, '0x1');
  assert.equal(head.value?.result, '0x1');
});

test('when the disk fails nobody hears of the block, and the chain takes nothing more', async (context) => {
  const { ask, disk, ledger } = await chainOnSlowDisk(context);
  const { raw, hash } = await transfer(0, 0);
  await ask('eth_sendRawTransaction', [raw]);
  const gate = Promise.withResolvers<void>();
  gate.promise.catch(() => undefined);
  disk.gate = gate.promise;
  await until('the engine has the block', async () => (await ledger.engine.head()).number === 1);
  const receipt = ask('eth_getTransactionReceipt', [hash]);
  gate.reject(new Error('no space left on device'));
  assert.equal((await receipt).error?.data?.code, 'chain.engine_unavailable');
  assert.equal((await ledger.failed).code, 'chain.failed');
  const later = await transfer(0, 1);
  assert.equal((await ask('eth_sendRawTransaction', [later.raw])).error?.data?.code, 'chain.failed');
  assert.equal((await ask('eth_blockNumber')).error?.data?.code, 'chain.engine_unavailable');
});
