import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createHeadBook } from '../../../node/p2p/head-book.ts';
import { startNetwork } from '../../../node/p2p/network.ts';
import type { Authority, Log, Sink } from '../../../node/p2p/ports.ts';
import { startBlockStore } from '../../../node/store/block-store.ts';
import { unwrap } from '../../../protocol/errors.ts';
import { decodeHead, encodeHead, type Head } from '../../../protocol/head.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { sampleChainId, sampleItems, sampleMarket, sampleShop } from './sample-shop.ts';

// The flag is read when a context is made.
setFlagsFromString('--expose-gc');
// Safety: the flag gives every context this function.
const collectGarbage = runInNewContext('gc') as () => void;

const shops = 3_000;
const listingsEach = 3;
const atOnce = 16;

const seconds = () => Math.floor(Date.now() / 1_000);
const silent = () => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
const authority: Authority = {
  publishing: async (shop, signer) => ({ mayPublish: shop === signer, lowestVersion: 0, anchored: null }),
  quota: async () => ({ listings: 1_000, bytes: 2 ** 28 }),
  verifyContractSignature: async () => 'no_contract',
};
const sinkOver = (heads: Head[]): Sink => ({
  heads: async () => heads,
  apply: async () => undefined,
  drop: async () => [],
  equivocation: async () => undefined,
  isReferenced: async () => false,
  wanted: async () => [],
  content: async () => 'stored',
});

/**
 * Publishes 3,000 shops of three listings into one node with its store on disk, and tells what they take in memory: while the
 * node holds them, and of one that starts anew over them.
 * @param tell gets progress
 */
export async function measureManyShops(tell: (line: string) => void): Promise<BenchmarkRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-many-'));
  try {
    const empty = await settled();
    const heads: Uint8Array[] = [];
    const began = performance.now();
    const first = await openNode(folder, []);
    const publish = async (number: number): Promise<void> => {
      const shop = await sampleShop(`0x${(0x5000 + number).toString(16).padStart(64, '0')}`);
      const made = await shop.version({ version: 1, items: sampleItems(listingsEach), now: seconds() });
      await first.store.stage(...made.blocks);
      await first.network.publish(made.head);
      heads.push(encodeHead(made.head).bytes);
    };
    for (let start = 1; start <= shops; start += atOnce) {
      await Promise.all(
        Array.from({ length: Math.min(atOnce, shops - start + 1) }, (_, index) => publish(start + index)),
      );
      if (start % 500 < atOnce) tell(`${start} shops, ${megabytes(process.memoryUsage().rss)} MB resident`);
    }
    const took = performance.now() - began;
    const holding = await settled();
    const { diskBytes } = await first.store.size();
    await first.stop();

    const before = await settled();
    const decoded = heads.map((bytes) => unwrap(decodeHead(new Uint8Array(bytes))));
    const book = createHeadBook(decoded);
    const booked = await settled();
    const again = await openNode(folder, decoded);
    const restarted = await settled();
    const count = again.network.shopCount();
    await again.stop();
    if (count !== shops || book.size() !== shops) throw new Error(`the node holds ${count} shops of ${shops}`);
    const named = `${shops.toLocaleString('en')} shops of ${listingsEach} listings`;
    const each = (later: Memory, earlier: Memory) => Math.round((later.heap - earlier.heap) / shops);
    return [
      {
        case: `${named}: resident memory of a node that took them all`,
        value: megabytes(holding.resident),
        unit: 'MB',
      },
      { case: `${named}: heap of that node, each shop`, value: each(holding, empty), unit: 'bytes' },
      {
        case: `${named}: resident memory of a node started over them`,
        value: megabytes(restarted.resident),
        unit: 'MB',
      },
      {
        case: `${named}: heap of heads in memory, each shop`,
        value: each(booked, before),
        unit: 'bytes',
        goal: { atMost: 4_096 },
      },
      { case: `${named}: bytes on disk, each shop`, value: Math.round(diskBytes / shops), unit: 'bytes' },
      { case: `${named}: time to check and store one`, value: Math.round((took / shops) * 10) / 10, unit: 'ms' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openNode(dataDir: string, heads: Head[]) {
  const store = await startBlockStore(dataDir, { clock: seconds });
  const network = await startNetwork({
    dataDir,
    listen: [],
    announce: [],
    bootstrap: [],
    blockStore: store,
    sink: sinkOver(heads),
    authority,
    clock: seconds,
    log,
    chainId: sampleChainId,
    market: sampleMarket,
  });
  const stop = async () => {
    await network.stop();
    await store.stop();
  };
  return { store, network, stop };
}

interface Memory {
  heap: number;
  resident: number;
}

/** Memory once nothing is left to collect. */
async function settled(): Promise<Memory> {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
