import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import pino from 'pino';
import { createPublicClient, http } from 'viem';
import { settingsAbi } from '../../protocol/abi/settings.ts';
import { type Deployment, deploymentSchema } from '../../protocol/deployment.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type Chain, startChain } from '../../scripts/chain/start-chain.ts';

const script = path.resolve(import.meta.dirname, '../../scripts/deploy/main.ts');
/** The first account of the local chain's public mnemonic. */
const DEPLOYER_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const admin = `0x${'a1'.repeat(20)}`;
let folder: string;
let chain: Chain;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vouch-deploy-'));
  const log = pino({ level: 'silent' });
  // Blocks are counted here, so no empty ones follow.
  chain = await startChain({ dataDir: path.join(folder, 'chain'), port: 0, log, clock: Date.now, trailingBlocks: 0 });
});
after(async () => {
  await chain.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command with this config, which may be any JSON or text. */
async function deploy(
  config: unknown,
  { args = [], env = { DEPLOYER_KEY } }: { args?: string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  const file = path.join(folder, 'deploy.json');
  await writeFile(file, typeof config === 'string' ? config : JSON.stringify(config));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--no-warnings', script, '--config', file, ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test('the command deploys what the file says, and a second run changes nothing', async () => {
  const out = path.join(folder, 'addresses', 'local.json');
  const config = { rpcUrl: chain.url, admin, demoDollar: true, parameters: { feeBps: 50 }, changeDelaySeconds: 3_600 };

  const plan = await deploy(config, { args: ['--dry-run'] });
  assert.equal(plan.code, 0, plan.stderr);
  const planned = JSON.parse(plan.stdout) as { contracts: Deployment['contracts']; steps: string[] };
  assert.ok(planned.steps.includes('create Market') && planned.steps.includes('give up administration'));
  const client = createPublicClient({ transport: http(chain.url), cacheTime: 0 });
  assert.equal(await client.getBlockNumber(), 0n, 'a dry run sends nothing');

  const first = await deploy(config, { args: ['--out', out] });
  assert.equal(first.code, 0, first.stderr);
  const deployment = deploymentSchema.parse(JSON.parse(first.stdout));
  assert.deepEqual(deployment.contracts, planned.contracts);
  assert.equal(await readFile(out, 'utf8'), first.stdout);
  const settings = { address: deployment.contracts.settings, abi: settingsAbi } as const;
  assert.equal((await client.readContract({ ...settings, functionName: 'parameters' })).feeBps, 50);
  assert.equal((await client.readContract({ ...settings, functionName: 'treasury' })).toLowerCase(), admin);
  const token = deployment.contracts.demoDollar as Address;
  assert.ok((await client.readContract({ ...settings, functionName: 'tokenTerms', args: [token] })).accepted);

  const block = await client.getBlockNumber();
  const second = await deploy(config, { args: ['--out', out] });
  assert.equal(second.code, 0, second.stderr);
  assert.equal(second.stdout, first.stdout);
  assert.match(second.stderr, /^everything is there already/);
  assert.equal(await client.getBlockNumber(), block);
});

const token = { address: `0x${'b2'.repeat(20)}`, decimals: 6, minStakeUnits: '1', maxOrderUnits: '2' };
const wrong: [what: string, change: Record<string, unknown>, says: RegExp][] = [
  ['no admin', { admin: undefined }, /config\.invalid: .*admin/],
  ['the zero address', { admin: `0x${'00'.repeat(20)}` }, /config\.invalid: .*admin: must not be the zero address/],
  ['an endpoint of another kind', { rpcUrl: 'ws://127.0.0.1:1' }, /config\.invalid: .*rpcUrl: must be an http/],
  ['a fee above the bound', { parameters: { feeBps: 501 } }, /config\.invalid: .*parameters\.feeBps: .*500/],
  ['a window below the bound', { parameters: { ruleWithinSeconds: 60 } }, /parameters\.ruleWithinSeconds: .*3600/],
  ['an unknown field', { feeBps: 100 }, /config\.invalid: .*feeBps/],
  ['an amount as a number', { tokens: [{ ...token, minStakeUnits: 5 }] }, /tokens\.0\.minStakeUnits/],
  [
    'an amount that no slot holds',
    { tokens: [{ ...token, maxOrderUnits: '9'.repeat(30) }] },
    /tokens\.0\.maxOrderUnits: .*96 bits/,
  ],
  ['a token twice', { tokens: [token, token] }, /tokens: has a token twice/],
  [
    'jurors who earn too much',
    { tokens: [{ ...token, juror: { seatUnits: '100', feeUnits: '11' } }] },
    /juror\.feeUnits: .*tenth/,
  ],
  ['a token that is none', { tokens: [token] }, /deployment\.token_wrong: tokens\.0\.address/],
];
for (const [what, change, says] of wrong) {
  test(`a config with ${what} is refused, naming the field`, async () => {
    const { code, stdout, stderr } = await deploy({ rpcUrl: chain.url, admin, ...change });
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, says);
  });
}

test('a file that is no JSON, a missing file, a missing key, a failing and a silent chain are named', async () => {
  assert.match((await deploy('{')).stderr, /config\.invalid: .*deploy\.json is no JSON/);
  assert.match((await deploy({}, { args: ['--config', '/nowhere.json'] })).stderr, /config\.missing: \/nowhere\.json/);
  const keyless = await deploy({ rpcUrl: chain.url, admin }, { env: { DEPLOYER_KEY: '0x12' } });
  assert.match(keyless.stderr, /deployment\.bad_request: DEPLOYER_KEY/);
  const failing = createServer(async (request, response) => {
    const { id, method } = JSON.parse(await text(request)) as { id: number; method: string };
    const error = { code: -32_000, message: 'no capacity' };
    const result = method === 'eth_chainId' ? '0x7a69' : '0x';
    const works = method === 'eth_chainId' || method === 'eth_call';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', id, ...(works ? { result } : { error }) }));
  });
  await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
  const rpcUrl = `http://127.0.0.1:${(failing.address() as AddressInfo).port}`;
  assert.match((await deploy({ rpcUrl, admin })).stderr, /deployment\.rpc_failed: The chain's endpoint failed/);
  failing.close();
  const silent = await deploy({ rpcUrl: 'http://127.0.0.1:9', admin });
  assert.match(silent.stderr, /deployment\.unreachable: rpcUrl/);
});
