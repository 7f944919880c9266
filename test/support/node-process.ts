import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Child, startChild } from '../../scripts/start/child.ts';
import { placeDatabase } from './database-template.ts';
import { until } from './until.ts';

const root = path.join(import.meta.dirname, '../..');
const nodeScript = path.join(root, 'node/main.ts');

/** A start that takes longer never ends: how long it takes is not tested. */
const READY_SECONDS = 300;
/** A stop that takes longer never ends. */
const STOP_MILLISECONDS = 180_000;

/** A node in a process of its own, on the same addresses however often it is started. */
export interface NodeProcess {
  /** HTTP address. */
  url: string;
  /** Multiaddr that other nodes dial. */
  peer: string;
  dataDir: string;
  /** Everything that it logged in all its lives. */
  log(): Promise<string>;
  /** Ends it with SIGTERM. @returns exit code or signal */
  stop(): Promise<string>;
  /** Ends it with SIGKILL, at once and with all that it had in hand. */
  kill(): Promise<void>;
  start(env?: NodeJS.ProcessEnv): Promise<void>;
}

/** @param options folder of the node, and its environment without addresses */
export async function startNodeProcess(options: {
  name: string;
  folder: string;
  env: NodeJS.ProcessEnv;
}): Promise<NodeProcess> {
  const { name, folder, env } = options;
  const dataDir = path.join(folder, name);
  await mkdir(dataDir, { recursive: true });
  if (env.DATABASE_URL === undefined) await placeDatabase(dataDir);
  const logFile = path.join(folder, `${name}.log`);
  let child: Child | undefined;
  // The system chooses the ports of the first start; later ones use the same.
  let addresses: NodeJS.ProcessEnv = { PORT: '0', P2P_LISTEN: '/ip4/127.0.0.1/tcp/0' };
  const ended = async () => {
    const how = await child?.ended;
    child = undefined;
    return how ?? 'not started';
  };
  const node: NodeProcess = {
    url: '',
    peer: '',
    dataDir,
    log: () => readFile(logFile, 'utf8'),
    async stop() {
      const pid = child?.pid;
      if (pid === undefined) return 'not started';
      process.kill(pid, 'SIGTERM');
      const timer = setTimeout(() => process.kill(pid, 'SIGKILL'), STOP_MILLISECONDS);
      const how = await ended();
      clearTimeout(timer);
      return how;
    },
    async kill() {
      if (child) process.kill(child.pid, 'SIGKILL');
      await ended();
    },
    async start(more = {}) {
      child = await startChild({
        name,
        script: nodeScript,
        args: ['--stop-with-stdin'],
        env: { LOG_LEVEL: 'debug', RATE_LIMIT: '100000', DATA_DIR: dataDir, ...addresses, ...env, ...more },
        logFile,
        readyOf: (line) => /^ready (http\S+)$/.exec(line)?.[1],
        readyWithinSeconds: READY_SECONDS,
      });
      node.url = child.ready;
      // A busy machine may put the first question off.
      const answer = await until(`the status of ${name}`, async () => {
        const each = await fetch(`${node.url}/api/v1/status`);
        return each.ok && each;
      });
      // Safety: the node's own answer, whose shape other tests look at.
      const { addresses: peers } = (await answer.json()) as { addresses: string[] };
      node.peer = peers[0] ?? '';
      addresses = { PORT: new URL(node.url).port, P2P_LISTEN: node.peer.replace(/\/p2p\/.*$/, '') };
    },
  };
  await node.start();
  return node;
}

/** What any program needs, and what was compiled before: nothing else of the environment of the tests decides anything. */
export function bareEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE };
}

/** Runs a node that is expected to end by itself. @returns exit code and what it said */
export async function runNodeToEnd(env: NodeJS.ProcessEnv, args: string[] = []): Promise<Ended> {
  return ended(
    spawn(process.execPath, ['--no-warnings', nodeScript, ...args], { cwd: root, env: { ...bareEnv(), ...env } }),
  );
}

/** How a process ended. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Waits for the end of a process. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
