import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNpm } from '../../bootstrap/npm.mjs';

const peersFolder = join(import.meta.dirname, '../peers');

/** A process of the benchmark that answers one request at a time. */
export interface Peer<Request, Answer> {
  pid: number;
  ask(request: Request): Promise<Answer>;
  end(): void;
}

/** Starts one. @param script beside this file, or in the folder of what is compared with */
export function startPeer<Request extends object, Answer extends object>(script: string): Peer<Request, Answer> {
  // As in a node, whose code comes compiled from its earlier starts.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'vouch-bench-compiled') };
  const child: ChildProcess = fork(join(import.meta.dirname, script), { env });
  return {
    pid: child.pid ?? 0,
    ask: async (request) => {
      const reply = once(child, 'message');
      child.send(request);
      // Safety: the process answers each request with one Answer, or with an error.
      const [answer] = (await reply) as [Answer & { error?: string }];
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer;
    },
    end: () => {
      if (child.exitCode === null) child.kill('SIGKILL');
    },
  };
}

/** Installs what the benchmark compares with into its own folder, once. */
export async function installPeers(): Promise<void> {
  if (existsSync(join(peersFolder, 'node_modules/@orbitdb/core'))) return;
  await runNpm({
    node: process.execPath,
    args: ['ci', '--ignore-scripts'],
    cwd: peersFolder,
    label: 'Installing Helia and OrbitDB for the comparison',
  });
}
