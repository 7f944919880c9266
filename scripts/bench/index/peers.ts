import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { followedAbis } from '../../../indexer/handlers/events.ts';
import { runNpm } from '../../bootstrap/npm.mjs';
import type { BenchChain } from './chain.ts';

const folder = join(import.meta.dirname, '../index-peers');
const peers = ['ponder', 'sqd'] as const;
const READY_MILLISECONDS = 600_000;
const LOOK_MILLISECONDS = 20;

/** Another indexer. */
export type IndexPeer = (typeof peers)[number];

/** What another indexer took, its start included. */
export interface PeerFigures {
  /** Milliseconds from its start until it says that all is indexed. */
  wall: number;
  /** Milliseconds of processor time of its process. */
  cpu: number;
  /** Most resident memory in MB. */
  peak: number;
}

/** Installs what the benchmark compares with into folders of their own, once. */
export async function installIndexPeers(): Promise<void> {
  for (const peer of peers) {
    const cwd = join(folder, peer);
    if (existsSync(join(cwd, 'node_modules/.package-lock.json'))) continue;
    await runNpm({
      node: process.execPath,
      args: ['ci', '--ignore-scripts'],
      cwd,
      label: `Installing ${peer} for the comparison`,
    });
  }
}

/**
 * Lets another indexer read the chain into an empty database.
 * @param port of 127.0.0.1 that it may listen on
 */
export async function runIndexPeer(
  peer: IndexPeer,
  options: { chain: BenchChain; databaseUrl: string; scratch: string; port: number; logFile: string },
): Promise<PeerFigures> {
  const { chain, databaseUrl, scratch, port, logFile } = options;
  const input = join(scratch, `${peer}.json`);
  const { chainId, block, contracts } = chain.deployment;
  const abis = Object.entries(followedAbis).map(([name, abi]) => [
    name,
    { address: contracts[name as keyof typeof followedAbis], abi: abi.filter(({ type }) => type === 'event') },
  ]);
  const range = { from: block, to: chain.blocks };
  await writeFile(
    input,
    JSON.stringify({ rpcUrl: chain.url, databaseUrl, chainId, ...range, contracts: Object.fromEntries(abis) }),
  );
  const cwd = join(folder, peer);
  await Promise.all(['.ponder', 'generated'].map((name) => rm(join(cwd, name), { recursive: true, force: true })));
  const ponder = ['node_modules/ponder/dist/esm/bin/ponder.js', 'start', '--schema', 'bench', '-p', `${port}`];
  const args = peer === 'ponder' ? [...ponder, '--hostname', '127.0.0.1', '--log-format', 'json'] : ['main.js'];
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      ...process.env,
      BENCH_INPUT: input,
      DB_URL: databaseUrl,
      PONDER_TELEMETRY_DISABLED: 'true',
      NODE_OPTIONS: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => words.push(part.toString()));
  const ended = once(child, 'exit');
  const isDone = peer === 'ponder' ? () => isReady(`http://127.0.0.1:${port}/ready`) : async () => child.exitCode === 0;
  const usage = await watch(child, isDone).finally(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
    await writeFile(logFile, words.join(''));
  });
  return { wall: performance.now() - began, ...usage };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** Looks at a process until it is done. Its last figures are read before it is gone. */
async function watch(child: ChildProcess, isDone: () => Promise<boolean>): Promise<Omit<PeerFigures, 'wall'>> {
  const late = Date.now() + READY_MILLISECONDS;
  const usage = { cpu: 0, peak: 0 };
  for (;;) {
    const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    usage.cpu = Math.max(usage.cpu, (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10 || 0);
    usage.peak = Math.max(usage.peak, Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024);
    if (await isDone()) return usage;
    if (child.exitCode !== null || Date.now() > late) throw new Error(`the other indexer ended with ${child.exitCode}`);
    await delay(LOOK_MILLISECONDS);
  }
}
