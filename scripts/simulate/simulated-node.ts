import { mkdir, rm } from 'node:fs/promises';
import { type Network, startNetwork } from '../../node/p2p/network.ts';
import type { Authority, Log } from '../../node/p2p/ports.ts';
import { type BlockStore, startBlockStore } from '../../node/store/block-store.ts';
import { sampleChainId, sampleMarket } from '../bench/replicate/sample-shop.ts';
import { createMemorySink, type MemorySink } from './memory-sink.ts';

/** A node of the simulation: the real store and the real network over loopback, with a record in memory. */
export interface SimulatedNode {
  number: number;
  /** Multiaddr under which others dial it, the same after each start. */
  address: string;
  sink: MemorySink;
  /** Undefined while the node is stopped. */
  running: { network: Network; store: BlockStore } | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Forgets all that the node had, its key included. Only while it is stopped. */
  loseDisk(): Promise<void>;
}

const silent = () => undefined;
const quiet: Log = { debug: silent, info: silent, warn: silent, error: silent };

/** Thirty nodes that all know one another would spend their time on handshakes, and a message would have no way to go. */
const outbound = { peers: 3, visitEverySeconds: 60 };

/** Every shop of the simulation is open and signs for itself. */
const authority: Authority = {
  publishing: async (shop, signer) => ({ mayPublish: shop === signer, lowestVersion: 0, anchored: null }),
  quota: async () => ({ listings: 10_000, bytes: 2 ** 30 }),
  verifyContractSignature: async () => 'no_contract',
};

/** Makes a node that is not started yet. @param options `slowMilliseconds` before each answer with blocks */
export function simulatedNode(options: {
  number: number;
  dataDir: string;
  port: number;
  bootstrap: string[];
  slowMilliseconds: number;
}): SimulatedNode {
  const { number, dataDir, port, bootstrap, slowMilliseconds } = options;
  const address = `/ip4/127.0.0.1/tcp/${port}`;
  const clock = () => Math.floor(Date.now() / 1_000);
  const node: SimulatedNode = {
    number,
    address,
    sink: createMemorySink(),
    running: undefined,
    start: async () => {
      await mkdir(dataDir, { recursive: true });
      const store = await startBlockStore(dataDir, { clock });
      const network = await startNetwork({
        dataDir,
        listen: [address],
        announce: [],
        bootstrap,
        reach: { allowPrivate: true, dht: 'client', outbound },
        blockStore: slowMilliseconds === 0 ? store : slowed(store, slowMilliseconds),
        sink: node.sink,
        authority,
        clock,
        log: quiet,
        chainId: sampleChainId,
        market: sampleMarket,
      });
      node.running = { network, store };
    },
    stop: async () => {
      const { running } = node;
      if (running === undefined) return;
      node.running = undefined;
      await running.network.stop();
      await running.store.stop();
    },
    loseDisk: async () => {
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
      node.sink = createMemorySink();
    },
  };
  return node;
}

/** A store that lets peers wait. */
function slowed(store: BlockStore, milliseconds: number): BlockStore {
  return {
    ...store,
    getMany: async (cids) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return store.getMany(cids);
    },
  };
}
