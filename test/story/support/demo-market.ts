import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '../../support/free-ports.ts';

const script = path.resolve(import.meta.dirname, '../../../scripts/start.ts');

/** The demo market as `npm start` opens it. */
export interface DemoMarket {
  nodes: { url: string }[];
  stop(): Promise<void>;
}

/** Opens a fresh demo market, as `npm start -- --nodes` does. */
export async function startDemoMarket(count: number): Promise<DemoMarket> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-demo-'));
  // PostgreSQL does not run as root: its user must be able to enter.
  await chmod(folder, 0o755);
  // Its nodes' peers connect a thousand above.
  const port = await freePorts({ count, above: 1_000 });
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
