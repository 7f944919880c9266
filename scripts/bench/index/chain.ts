import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mnemonicToAccount } from 'viem/accounts';
import type { Deployment } from '../../../protocol/deployment.ts';
import { anvilBinary } from '../../chain/anvil-binary.ts';
import { chainRules } from '../../chain/chain-settings.ts';
import { deployVouch } from '../../deploy/deploy.ts';
import { connectBatchRpc } from './batch-rpc.ts';
import { startClock } from './chain-clock.ts';
import { openMarket } from './opening.ts';
import { trade } from './trading.ts';

const GENESIS = 1_760_000_000;
const BLOCK_SECONDS = 120;
/** After the trade, so that all of it is final to everyone. */
const EMPTY_BLOCKS = 100;
const START_MILLISECONDS = 60_000;
/** Raised when the contracts or what happens on the chain change, so that a kept one is made anew. */
const EDITION = 1;

/** A chain full of trade. */
export interface BenchChain {
  url: string;
  pid: number;
  deployment: Deployment;
  /** Events of the followed contracts. */
  events: number;
  /** The newest block, and the newest one with events. */
  blocks: number;
  lastEventBlock: number;
  stop(): Promise<void>;
}

type Kept = Pick<BenchChain, 'deployment' | 'events' | 'blocks' | 'lastEventBlock'>;

/**
 * Starts a chain on which the contracts told at least so many events. It is made once, in a minute or so, and then kept in
 * `folder`: the engine writes its state when it ends well, and the file that describes it is written after that.
 */
export async function startBenchChain(options: {
  folder: string;
  events: number;
  log: (line: string) => void;
}): Promise<BenchChain> {
  const { folder, events, log } = options;
  const state = path.join(folder, `chain-${EDITION}-${events}.state`);
  const description = path.join(folder, `chain-${EDITION}-${events}.json`);
  await mkdir(folder, { recursive: true });
  const isKept = await access(description).then(
    () => true,
    () => false,
  );
  if (!isKept) {
    await rm(state, { force: true });
    const engine = await startEngine(folder, ['--timestamp', String(GENESIS), '--dump-state', `${state}.draft`]);
    const kept = await fill(engine.url, events, log);
    await engine.stop();
    await rename(`${state}.draft`, state);
    await writeFile(description, JSON.stringify(kept));
  }
  const kept = JSON.parse(await readFile(description, 'utf8')) as Kept;
  const engine = await startEngine(folder, ['--load-state', state]);
  return { ...engine, ...kept };
}

async function fill(url: string, events: number, log: (line: string) => void): Promise<Kept> {
  const rpc = connectBatchRpc(url);
  await rpc([{ method: 'evm_setAutomine', params: [true] }]);
  const deployment = await deployVouch({
    rpcUrl: url,
    account: mnemonicToAccount(chainRules.mnemonic),
    log: () => undefined,
    demoDollar: true,
    changeDelaySeconds: 0,
  });
  await rpc([
    { method: 'evm_setAutomine', params: [false] },
    { method: 'anvil_autoImpersonateAccount', params: [true] },
    { method: 'anvil_setNextBlockBaseFeePerGas', params: ['0x0'] },
  ]);
  const [head] = (await rpc([{ method: 'eth_getBlockByNumber', params: ['latest', false] }])) as {
    timestamp: string;
  }[];
  const clock = startClock(rpc, { from: Number(head?.timestamp), blockSeconds: BLOCK_SECONDS });
  const market = await openMarket(clock, deployment);
  const told = await trade(market, clock, { rpcUrl: url, eventsBefore: 0, events, log });
  // What is followed block by block near the head is the other benchmark's matter.
  await rpc([{ method: 'anvil_mine', params: [`0x${EMPTY_BLOCKS.toString(16)}`, '0x1'] }]);
  const [number] = await rpc([{ method: 'eth_blockNumber', params: [] }]);
  return { deployment, events: told, blocks: Number(number), lastEventBlock: Number(number) - EMPTY_BLOCKS };
}

/** The engine in a process of its own, mining on demand and for free. */
async function startEngine(folder: string, args: readonly string[]) {
  const port = await freePort();
  const home = path.join(folder, 'engine');
  await mkdir(home, { recursive: true });
  const child = spawn(
    anvilBinary(),
    [
      ...['--host', '127.0.0.1', '--port', String(port), '--silent', '--no-mining', '--order', 'fifo'],
      ...['--chain-id', '31337', '--hardfork', chainRules.hardfork, '--prune-history', '8'],
      ...['--mnemonic', chainRules.mnemonic, '--base-fee', '0', '--gas-price', '0', '--gas-limit', '3000000000'],
      ...args,
    ],
    { stdio: 'ignore', env: { ...process.env, HOME: home, TMPDIR: home } },
  );
  const exit = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const rpc = connectBatchRpc(url);
  const late = Date.now() + START_MILLISECONDS;
  while (!(await rpc([{ method: 'eth_chainId', params: [] }]).catch(() => undefined))) {
    if (child.exitCode !== null || Date.now() > late) throw new Error('the benchmark chain did not start');
    await delay(50);
  }
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGINT');
      await exit;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
