import assert from 'node:assert/strict';
import { copyFileSync, cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startChain } from '../../scripts/chain/start-chain.ts';
import {
  accountAt,
  type Block,
  blockAt,
  get,
  openChain,
  receiptOf,
  sendMined,
  silentLog,
  sink,
  temporaryFolder,
  transfer,
} from './test-chain.ts';

const journalOf = (dataDir: string) => join(dataDir, 'journal.ndjson');
const snapshotOf = (dataDir: string) => join(dataDir, 'snapshot.json');

/** What a kill -9 at this moment would leave behind; nothing is being written while it is copied. */
const crashImage = (dataDir: string, image: string) => {
  cpSync(dataDir, image, { recursive: true, filter: (path) => !path.endsWith('chain.lock') });
  return image;
};

const start = (dataDir: string) => startChain({ dataDir, port: 0, log: silentLog, clock: Date.now });
const refusesToStart = (dataDir: string, code: string) => assert.rejects(start(dataDir), { name: 'VouchError', code });

test('a journal cut at any byte of its end recovers all that stands before the cut', async (context) => {
  const root = temporaryFolder(context);
  const dataDir = join(root, 'a');
  const { url } = await openChain(context, { dataDir });
  const blocks: Block[] = [await blockAt(url, 0)];
  for (let nonce = 0; nonce < 4; nonce += 1) {
    await sendMined(url, await transfer(0, nonce));
    blocks.push(await blockAt(url, 'latest'));
  }
  const image = crashImage(dataDir, join(root, 'b'));
  const whole = readFileSync(journalOf(image));
  const lineEnds = [...whole.entries()].filter(([, byte]) => byte === 0x0a).map(([offset]) => offset + 1);
  // Cuts within and at the ends of the last two groups: transaction 4, block 4.
  const [beforeTransaction, beforeBlock, end] = lineEnds.slice(-3) as [number, number, number];
  const cuts = [beforeTransaction, beforeTransaction + 1, beforeBlock - 1, beforeBlock, beforeBlock + 40, end - 1, end];
  for (const cut of cuts) {
    writeFileSync(journalOf(image), whole);
    truncateSync(journalOf(image), cut);
    const chain = await start(image);
    const expected = cut === end ? blocks : blocks.slice(0, 4);
    for (const block of expected) assert.deepEqual(await blockAt(chain.url, block.number), block, `cut at ${cut}`);
    // Journaled but in no block: it is mined now. Not journaled: it is unknown, and can be sent again.
    const last = await transfer(0, 3);
    if (cut < beforeBlock) await get(chain.url, 'eth_sendRawTransaction', [last.raw]);
    assert.equal(Number((await receiptOf(chain.url, last.hash)).blockNumber), 4);
    await chain.stop();
    rmSync(snapshotOf(image));
  }
});

test('a crash between putting the snapshot and its journal in place loses and doubles nothing', async (context) => {
  const root = temporaryFolder(context);
  const dataDir = join(root, 'a');
  const chain = await openChain(context, { dataDir });
  for (let nonce = 0; nonce < 5; nonce += 1) await sendMined(chain.url, await transfer(0, nonce));
  const waiting = await transfer(0, 6);
  await get(chain.url, 'eth_sendRawTransaction', [waiting.raw]);
  const head = await blockAt(chain.url, 'latest');
  copyFileSync(journalOf(dataDir), join(root, 'old-journal'));
  await chain.stop();

  const image = crashImage(dataDir, join(root, 'b'));
  copyFileSync(join(root, 'old-journal'), journalOf(image));
  copyFileSync(journalOf(dataDir), `${journalOf(image)}.tmp`);
  truncateSync(`${journalOf(image)}.tmp`, 20);
  const recovered = await openChain(context, { dataDir: image });
  assert.deepEqual(await blockAt(recovered.url, 'latest'), head);
  assert.deepEqual(await get(recovered.url, 'txpool_status'), { pending: '0x0', queued: '0x1' });
  await sendMined(recovered.url, await transfer(0, 5));
  await receiptOf(recovered.url, waiting.hash);
  assert.equal(await get(recovered.url, 'eth_getBalance', [sink, 'latest']), '0x7');
  const grown = await blockAt(recovered.url, 'latest');

  // And again before any new journal was put in place.
  const twice = await openChain(context, { dataDir: crashImage(image, join(root, 'c')) });
  assert.deepEqual(await blockAt(twice.url, 'latest'), grown);
});

test('a snapshot that was not finished is ignored', async (context) => {
  const root = temporaryFolder(context);
  const { url } = await openChain(context, { dataDir: join(root, 'a') });
  await sendMined(url, await transfer(0, 0));
  const head = await blockAt(url, 'latest');
  const image = crashImage(join(root, 'a'), join(root, 'b'));
  writeFileSync(`${snapshotOf(image)}.tmp`, '{"block":{"num');
  writeFileSync(join(image, 'meta.json.tmp'), '{');
  const recovered = await openChain(context, { dataDir: image });
  assert.deepEqual(await blockAt(recovered.url, 'latest'), head);
});

test('waiting transactions survive snapshots and crashes, also when their sender or the base fee has changed since', async (context) => {
  const root = temporaryFolder(context);
  const dataDir = join(root, 'a');
  const chain = await openChain(context, { dataDir });
  const thousands = (count: bigint) => count * 1_000n * 10n ** 18n;
  const ahead = await transfer(0, 2);
  const unaffordable = await transfer(1, 2, { value: thousands(9n) });
  const cheap = await transfer(2, 1, { maxFeePerGas: 1_000_000_000n });
  for (const { raw } of [ahead, unaffordable, cheap]) await get(chain.url, 'eth_sendRawTransaction', [raw]);
  // Takes from account 1 what its waiting transaction needs: the engine would refuse that one if it came anew.
  await sendMined(chain.url, await transfer(1, 0, { value: thousands(5n) }));
  // Fills blocks (creations whose code loops until its gas is gone), so that the base fee rises above the cheap one's.
  const burn = { to: null, data: '0x5b5f56', value: 0n, gas: 16_000_000n } as const;
  const baseFee = async () =>
    BigInt((await get<{ baseFeePerGas: string }>(chain.url, 'eth_getBlockByNumber', ['latest', false])).baseFeePerGas);
  for (let nonce = 0; (await baseFee()) <= 1_000_000_000n; nonce += 1) {
    const burners = await Promise.all([10, 11, 12].map((from) => transfer(from, nonce, burn)));
    await Promise.all(burners.map(({ raw }) => get(chain.url, 'eth_sendRawTransaction', [raw])));
    for (const { hash } of burners) await receiptOf(chain.url, hash);
  }
  await chain.stop();
  const stopped = await openChain(context, { dataDir });
  assert.deepEqual(await get(stopped.url, 'txpool_status'), { pending: '0x0', queued: '0x3' });
  const { url } = await openChain(context, { dataDir: crashImage(dataDir, join(root, 'b')) });
  assert.deepEqual(await get(url, 'txpool_status'), { pending: '0x0', queued: '0x3' });
  for (const nonce of [0, 1]) await sendMined(url, await transfer(0, nonce));
  assert.equal((await receiptOf(url, ahead.hash)).status, '0x1');
  assert.equal(BigInt(await get(url, 'eth_getBalance', [accountAt(1).address, 'latest'])) / thousands(1n), 4n);
});

test('a replaced transaction stays replaced after a crash', async (context) => {
  const root = temporaryFolder(context);
  const { url } = await openChain(context, { dataDir: join(root, 'a') });
  const cheap = await transfer(0, 1, { value: 10n });
  const dear = await transfer(0, 1, { value: 20n, maxFeePerGas: 200_000_000_000n });
  for (const { raw } of [cheap, dear]) await get(url, 'eth_sendRawTransaction', [raw]);
  const crashed = await openChain(context, { dataDir: crashImage(join(root, 'a'), join(root, 'b')) });
  await sendMined(crashed.url, await transfer(0, 0, { value: 0n }));
  await receiptOf(crashed.url, dear.hash);
  assert.equal(await get(crashed.url, 'eth_getBalance', [sink, 'latest']), '0x14');
});

test('damaged or mixed-up folders are refused with the reason, never half loaded', async (context) => {
  const root = temporaryFolder(context);
  const dataDir = join(root, 'a');
  const chain = await openChain(context, { dataDir });
  for (let nonce = 0; nonce < 3; nonce += 1) await sendMined(chain.url, await transfer(0, nonce));
  const image = (name: string) => crashImage(dataDir, join(root, name));

  const damaged = image('damaged');
  const journal = readFileSync(journalOf(damaged));
  journal[journal.indexOf(0x0a) + 12] = 0x21;
  writeFileSync(journalOf(damaged), journal);
  await refusesToStart(damaged, 'chain.journal_damaged');

  const altered = image('altered');
  const lines = readFileSync(journalOf(altered), 'utf8');
  writeFileSync(
    journalOf(altered),
    lines.replace(/"timestampSeconds":(\d+)/, (_, time) => `"timestampSeconds":${Number(time) - 7}`),
  );
  await refusesToStart(altered, 'chain.replay_mismatch');

  const reborn = image('reborn');
  writeFileSync(join(reborn, 'meta.json'), JSON.stringify({ version: 1, genesisTimestampSeconds: 1_700_000_000 }));
  await refusesToStart(reborn, 'chain.replay_mismatch');

  const unknown = image('unknown');
  writeFileSync(join(unknown, 'meta.json'), '{"version":9}');
  await refusesToStart(unknown, 'chain.meta_invalid');

  await chain.stop();
  const bare = image('bare');
  rmSync(journalOf(bare));
  await refusesToStart(bare, 'chain.journal_missing');
  await assert.doesNotReject(async () => (await start(image('good'))).stop());
});
