import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { startChain } from '../../scripts/chain/start-chain.ts';
import { enginePid, isAlive, runChain, until } from './chain-process.ts';
import { blockAt, openChain, sendMined, silentLog, temporaryFolder, transfer } from './test-chain.ts';

test('no engine is left behind when the chain is killed', async (context) => {
  const dataDir = temporaryFolder(context);
  const chain = await runChain(dataDir);
  const engine = enginePid(dataDir);
  assert.ok(isAlive(engine));
  chain.child.kill('SIGKILL');
  await until('the engine ends', () => !isAlive(engine));
});

for (const [how, stop] of [
  ['SIGTERM', (child) => child.kill('SIGTERM')],
  ['SIGINT', (child) => child.kill('SIGINT')],
  ['its standard input closing', (child) => child.stdin?.end()],
] as [string, (child: Awaited<ReturnType<typeof runChain>>['child']) => unknown][]) {
  test(`${how} stops the chain cleanly, with a snapshot, and leaves only its files`, async (context) => {
    const dataDir = temporaryFolder(context);
    const chain = await runChain(dataDir);
    await sendMined(chain.url, await transfer(0, 0));
    const head = await blockAt(chain.url, 'latest');
    const engine = enginePid(dataDir);
    stop(chain.child);
    assert.equal(await chain.exited, 0);
    assert.equal(isAlive(engine), false);
    assert.deepEqual(readdirSync(dataDir).toSorted(), ['journal.ndjson', 'meta.json', 'snapshot.json']);
    const again = await openChain(context, { dataDir });
    assert.deepEqual(await blockAt(again.url, 'latest'), head);
  });
}

test('a folder serves one chain at a time', async (context) => {
  const dataDir = temporaryFolder(context);
  const chain = await runChain(dataDir);
  const again = startChain({ dataDir, port: 0, log: silentLog, clock: Date.now });
  await assert.rejects(again, { name: 'VouchError', code: 'chain.folder_in_use' });
  await sendMined(chain.url, await transfer(0, 0));
  chain.child.kill('SIGTERM');
  assert.equal(await chain.exited, 0);
});

test('a lock of another process that got the same number later is not believed, and that process is spared', async (context) => {
  const dataDir = temporaryFolder(context);
  const stranger = await runChain(temporaryFolder(context));
  const dead = { pid: stranger.child.pid, startedAt: 'long ago' };
  writeFileSync(join(dataDir, 'chain.lock'), JSON.stringify({ owner: dead, engine: dead }));
  await openChain(context, { dataDir });
  assert.ok(isAlive(stranger.child.pid as number));
  stranger.child.kill('SIGTERM');
  await stranger.exited;
});

test('a taken port is named, and nothing stays running', async (context) => {
  const dataDir = temporaryFolder(context);
  const squatter = createServer().listen(0, '127.0.0.1');
  context.after(() => squatter.close());
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  const start = startChain({ dataDir, port, log: silentLog, clock: Date.now });
  await assert.rejects(start, { name: 'VouchError', code: 'chain.port_unavailable' });
  assert.equal(existsSync(join(dataDir, 'chain.lock')), false);
});

test('wrong arguments end the process with a clear error', async () => {
  await assert.rejects(runChain(''), /chain\.argument_invalid.*data-dir/s);
});
