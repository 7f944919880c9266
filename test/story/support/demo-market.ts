import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const script = path.resolve(import.meta.dirname, '../../../scripts/start.ts');

/** The demo market as `npm start` opens it. */
export interface DemoMarket {
  nodes: { url: string }[];
  stop(): Promise<void>;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** The first of so many ports in a row, with a free one a thousand above each, where the node's peers connect. */
async function freePorts(count: number): Promise<number> {
  for (let first = 21_800; first < 21_900; first += count) {
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.flatMap((port) => [isFree(port), isFree(port + 1_000)]));
    if (free.every(Boolean)) return first;
  }
  throw new RangeError(`from 21800 to 21899 there are no ${count} free ports in a row`);
}

/** Opens a fresh demo market, as `npm start -- --nodes` does. */
export async function startDemoMarket(count: number): Promise<DemoMarket> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-demo-'));
  // PostgreSQL does not run as root: its user must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePorts(count);
  const child = spawn(process.execPath, ['--no-warnings', script, '--nodes', String(count)], {
    env: { ...process.env, PORT: String(port), DATA_DIR: path.join(folder, 'data'), RATE_LIMIT: '100000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const output: string[] = [];
  const nodes: { url: string }[] = [];
  const open = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output.push(line);
      const url = /^ready (http\S+)/.exec(line)?.[1];
      if (url !== undefined && nodes.push({ url }) === count) open.resolve();
    });
  }
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  };
  try {
    await Promise.race([open.promise, ended.then((code) => assert.fail(`ended with ${code}:\n${output.join('\n')}`))]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, stop };
}
