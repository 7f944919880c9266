import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { createPublicClient, http, type LocalAccount } from 'viem';
import { startChain } from '../../scripts/chain/start-chain.ts';
import { deployerAccount, personaAccounts } from '../../scripts/demo/accounts.ts';
import { deployVouch, planDeployment } from '../../scripts/deploy/deploy.ts';
import { verifyDeployment } from '../../scripts/deploy/verify.ts';

/** A fresh local chain that ends with the test. */
async function freshChain(t: TestContext): Promise<{ url: string; restart(): Promise<string> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'vouch-deploy-'));
  const open = () => startChain({ dataDir, port: 0, log: pino({ level: 'silent' }), clock: Date.now });
  let chain = await open();
  t.after(async () => {
    await chain.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    url: chain.url,
    async restart() {
      await chain.stop();
      chain = await open();
      return chain.url;
    },
  };
}

const countOf = (rpcUrl: string, account: LocalAccount): Promise<number> =>
  createPublicClient({ transport: http(rpcUrl) }).getTransactionCount({ address: account.address });

test('two fresh chains get the same addresses, and a second run sends nothing, also after a restart', async (t) => {
  const account = deployerAccount();
  const [one, two] = [await freshChain(t), await freshChain(t)];
  const silent = { account, demoDollar: true, log: () => undefined };
  const first = await deployVouch({ rpcUrl: one.url, ...silent });
  const second = await deployVouch({ rpcUrl: two.url, ...silent, admin: first.contracts.market });
  assert.deepEqual(second.contracts, first.contracts);

  const sent = await countOf(one.url, account);
  const url = await one.restart();
  const lines: string[] = [];
  const again = await deployVouch({ rpcUrl: url, account, demoDollar: true, log: (line) => lines.push(line) });
  assert.deepEqual(again, first);
  assert.deepEqual(lines, ['everything is there already']);
  assert.equal(await countOf(url, account), sent);
  await verifyDeployment({ rpcUrl: url, deployment: first });
});

test('another account and another salt get other addresses', async (t) => {
  const { url } = await freshChain(t);
  const other = [...personaAccounts().values()][0] as LocalAccount;
  const log = () => undefined;
  const plans = await Promise.all([
    planDeployment({ rpcUrl: url, account: deployerAccount(), log }),
    planDeployment({ rpcUrl: url, account: deployerAccount(), salt: 'second', log }),
    planDeployment({ rpcUrl: url, account: other, log }),
  ]);
  assert.equal(new Set(plans.flatMap(({ contracts }) => Object.values(contracts))).size, 3 * 12);
});

test('a run that is cut off at any step is completed by the next', async (t) => {
  const account = deployerAccount();
  const { url } = await freshChain(t);
  const steps = (await planDeployment({ rpcUrl: url, account, log: () => undefined })).steps;
  for (const stopBefore of steps) {
    const log = (line: string): void => {
      if (line === stopBefore) throw new RangeError(`cut off before: ${line}`);
    };
    await assert.rejects(deployVouch({ rpcUrl: url, account, salt: stopBefore, log }), RangeError);
    const lines: string[] = [];
    await deployWhenMined({ rpcUrl: url, account, salt: stopBefore, log: (line: string) => lines.push(line) });
    assert.ok(lines.includes(stopBefore), `${stopBefore} is made up for`);
  }
});

/** The transactions of a run that was cut off are still on their way: the command says so, and is started again. */
async function deployWhenMined(options: Parameters<typeof deployVouch>[0]): Promise<void> {
  for (;;) {
    try {
      await deployVouch(options);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'deployment.pending') throw error;
    }
  }
}
