import path from 'node:path';
import { type Child, startChild } from '../../scripts/start/child.ts';

const script = path.join(import.meta.dirname, '../../scripts/chain/main.ts');

/** A start that takes longer never ends: how long it takes is not tested. */
const READY_SECONDS = 300;

/** The local chain in a process of its own, on the same port however often it is started. */
export interface ChainProcess {
  /** JSON-RPC address. */
  url: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Starts a chain that lives in `folder`. */
export async function startChainProcess(folder: string): Promise<ChainProcess> {
  let child: Child | undefined;
  const chain: ChainProcess = {
    url: '',
    async stop() {
      await child?.stop();
      child = undefined;
    },
    async kill() {
      if (child) process.kill(child.pid, 'SIGKILL');
      await child?.ended;
      child = undefined;
    },
    async start() {
      const port = chain.url === '' ? '0' : new URL(chain.url).port;
      child = await startChild({
        name: 'chain',
        script,
        args: ['--data-dir', path.join(folder, 'chain'), '--port', port, '--stop-with-stdin', '--allow-reorg'],
        logFile: path.join(folder, 'chain.log'),
        readyOf: (line) => (line.startsWith('{"ready":') ? (JSON.parse(line) as { ready: string }).ready : undefined),
        readyWithinSeconds: READY_SECONDS,
      });
      chain.url = child.ready;
    },
  };
  await chain.start();
  return chain;
}
