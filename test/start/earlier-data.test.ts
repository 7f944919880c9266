import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import type { Deployment } from '../../protocol/deployment.ts';
import { startChain } from '../../scripts/chain/start-chain.ts';
import { deployerAccount } from '../../scripts/demo/accounts.ts';
import { deployVouch } from '../../scripts/deploy/deploy.ts';

const script = path.resolve(import.meta.dirname, '../../scripts/start.ts');

/** A folder with a chain that has the contracts, as a complete start leaves it. */
async function folderOf(t: TestContext, change: (deployment: Deployment) => unknown): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'vouch-earlier-'));
  t.after(() => rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }));
  const log = pino({ level: 'silent' });
  const chain = await startChain({ dataDir: path.join(dataDir, 'chain'), port: 0, log, clock: Date.now });
  const account = deployerAccount();
  const deployment = await deployVouch({ rpcUrl: chain.url, account, log: () => undefined, demoDollar: true });
  await chain.stop();
  await writeFile(path.join(dataDir, 'deployment.json'), JSON.stringify(change(deployment)));
  await writeFile(path.join(dataDir, 'demo-market.json'), '{}');
  return dataDir;
}

const start = (dataDir: string): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--no-warnings', script],
      { env: { ...process.env, DATA_DIR: dataDir }, timeout: 600_000 },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

/** What the start must say, and that it left the folder as it was. */
function assertRefused(dataDir: string, { code, stdout, stderr }: Awaited<ReturnType<typeof start>>, why: RegExp) {
  assert.equal(code, 1, stdout + stderr);
  assert.match(stderr, /^start\.data_outdated: The market in /);
  assert.match(stderr, why);
  assert.ok(stderr.includes(`Move ${dataDir} away`) && stderr.includes('DATA_DIR='), stderr);
  assert.ok(!stdout.includes('ready'), stdout);
  assert.ok(existsSync(path.join(dataDir, 'chain')) && existsSync(path.join(dataDir, 'demo-market.json')));
}

test('a folder of a version with fewer contracts is refused, and stays as it is', async (t) => {
  const dataDir = await folderOf(t, ({ contracts, ...rest }) => {
    const { groups: _groups, court: _court, ...earlier } = contracts;
    return { ...rest, contracts: earlier };
  });
  assertRefused(dataDir, await start(dataDir), /contracts\.groups/);
});

test('a folder whose contracts have other code is refused, and stays as it is', async (t) => {
  // What lies at the market's address is not the market of this version.
  const dataDir = await folderOf(t, ({ contracts, ...rest }) => ({
    ...rest,
    contracts: { ...contracts, market: contracts.reviews },
  }));
  assertRefused(dataDir, await start(dataDir), /Market/);
});
