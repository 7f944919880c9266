import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadLimits } from '../../../../node/p2p/health.ts';
import { type Network, startNetwork } from '../../../../node/p2p/network.ts';
import type { Log } from '../../../../node/p2p/ports.ts';
import type { ReachOptions } from '../../../../node/p2p/reach-options.ts';
import type { NodePolicy } from '../../../../node/policy/policy.ts';
import { type BlockStore, startBlockStore } from '../../../../node/store/block-store.ts';
import { sampleChainId, sampleMarket } from '../../../../scripts/bench/replicate/sample-shop.ts';
import { type FileSink, openFileSink } from './file-sink.ts';
import { type OpenAuthority, openAuthority } from './open-authority.ts';

/** Store and network of one node over a folder, with a sink in a file. */
export interface NodeParts {
  dataDir: string;
  store: BlockStore;
  sink: FileSink;
  authority: OpenAuthority;
  network: Network;
  received: { bytes: number };
  /** Outcomes of checked heads: `accepted` or codes. */
  checked: string[];
  /** Why shops went. */
  dropped: string[];
  /** Outcomes of lists that peers sent. */
  lists: string[];
  stop(): Promise<void>;
}

export const seconds = () => Math.floor(Date.now() / 1_000);

const silent = () => undefined;
const quiet: Log = { debug: silent, info: silent, warn: silent, error: silent };
const loud: Log = {
  debug: (fields, message) => console.error('debug', message, fields),
  info: (fields, message) => console.error('info', message, fields),
  warn: (fields, message) => console.error('warn', message, fields),
  error: (fields, message) => console.error('error', message, fields),
};

export async function startNode(options: {
  dataDir: string;
  /** Left out, the node listens on no port of its own. */
  port?: number;
  bootstrap?: string[];
  authority?: OpenAuthority;
  clock?: () => number;
  loadLimits?: LoadLimits;
  policy?: NodePolicy;
  storeMostBytes?: number;
  log?: Log;
  /** Beside a local TCP port. */
  listen?: string[];
  announce?: string[];
  /** Nodes of a test share this machine, so they dial private addresses unless the test says otherwise. */
  reach?: Partial<ReachOptions>;
}): Promise<NodeParts> {
  const { loadLimits, log = process.env.VOUCH_TEST_LOG === '1' ? loud : quiet } = options;
  const { dataDir, port, bootstrap = [], authority = openAuthority(), clock = seconds } = options;
  await mkdir(dataDir, { recursive: true });
  const store = await startBlockStore(dataDir, { clock });
  const sink = await openFileSink(join(dataDir, 'sink.json'));
  const received = { bytes: 0 };
  const checked: string[] = [];
  const dropped: string[] = [];
  const lists: string[] = [];
  const network = await startNetwork({
    dataDir,
    listen: [...(port === undefined ? [] : [`/ip4/127.0.0.1/tcp/${port}`]), ...(options.listen ?? [])],
    reach: { allowPrivate: true, ...options.reach },
    announce: options.announce ?? [],
    bootstrap,
    blockStore: store,
    sink,
    authority,
    clock,
    log,
    ...(loadLimits === undefined ? {} : { loadLimits }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
    storeMostBytes: options.storeMostBytes,
    chainId: sampleChainId,
    market: sampleMarket,
    metrics: {
      headChecked: (code) => checked.push(code),
      shopDropped: (reason) => dropped.push(reason),
      listReceived: (code) => lists.push(code),
      blockBytesReceived: (bytes) => {
        received.bytes += bytes;
      },
    },
  });
  let stopped: Promise<void> | undefined;
  return {
    dataDir,
    store,
    sink,
    authority,
    network,
    received,
    checked,
    dropped,
    lists,
    // A node may be stopped by its test, and then once more at the test's end.
    stop: () => {
      stopped ??= network.stop().then(() => store.stop());
      return stopped;
    },
  };
}

/** Waits until a condition holds; fails with its name after three minutes. */
export async function until(name: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const ends = performance.now() + 180_000;
  while (performance.now() < ends) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} did not happen within three minutes`);
}
