import { rm } from 'node:fs/promises';
import { withBitswap } from '@helia/bitswap';
import { withLibp2pLight } from '@helia/libp2p';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { tls } from '@libp2p/tls';
import { yamux } from '@libp2p/yamux';
import { multiaddr } from '@multiformats/multiaddr';
import { createHeliaLight } from 'helia';
import { CID } from 'multiformats/cid';
import { type Network, startNetwork } from '../../../node/p2p/network.ts';
import type { Authority, Log, Sink } from '../../../node/p2p/ports.ts';
import { type BlockStore, startBlockStore } from '../../../node/store/block-store.ts';
import type { CatalogueUpdate } from '../../../protocol/catalogue-update.ts';
import { type SampleShop, sampleChainId, sampleItems, sampleMarket, sampleShop } from './sample-shop.ts';

/** What the benchmark asks of a peer process, one message at a time. */
export type PeerRequest =
  | { do: 'node'; dataDir: string; port: number; bootstrap: string[] }
  | { do: 'publish'; count: number; version: number; edited: number | null }
  | { do: 'stored'; version: number }
  | { do: 'bitswap'; address: string; cids: string[] }
  | { do: 'stop' };

/** What a peer answers. Times are milliseconds since 1970, comparable between processes of one machine. */
export interface PeerAnswer {
  addresses?: string[];
  at?: number;
  /** Milliseconds from the head's arrival to the stored catalogue. */
  took?: number;
  bytes?: number;
  /** Milliseconds of processor time since the process began to listen, or since the last such answer. */
  cpu?: number;
  cids?: string[];
  error?: string;
}

const now = () => performance.timeOrigin + performance.now();
const seconds = () => Math.floor(Date.now() / 1_000);
const silent = () => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
const authority: Authority = {
  publishing: async (shop, signer) => ({ mayPublish: shop === signer, lowestVersion: 0, anchored: null }),
  quota: async () => ({ listings: 100_000, bytes: 100 * 2 ** 30 }),
  verifyContractSignature: async () => 'no_contract',
};

interface Running {
  store: BlockStore;
  network: Network;
}
let running: Running | undefined;
let shop: SampleShop | undefined;
const items = new Map<number, ReturnType<typeof sampleItems>>();
const stored = new Map<number, { at: number; took: number }>();
const took = new Map<number, number>();
const announced = new Map<number, number>();
let received = 0;
let cpu = process.cpuUsage();

const sink: Sink = {
  heads: async () => [],
  apply: async (update: CatalogueUpdate) => {
    for await (const part of update.changed) if (part.length === 0) throw new Error('a part without listings');
    stored.set(update.head.catalogue.version, { at: now(), took: 0 });
  },
  drop: async () => [],
  equivocation: async () => undefined,
  isReferenced: async () => false,
  wanted: async () => [],
  content: async () => 'stored',
};

async function answer(request: PeerRequest): Promise<PeerAnswer> {
  if (request.do === 'bitswap') return bitswap(request.address, request.cids);
  if (request.do === 'node') {
    await rm(request.dataDir, { recursive: true, force: true });
    const store = await startBlockStore(request.dataDir, { clock: seconds, stagedMostBytes: 2 ** 31 });
    const network = await startNetwork({
      ...request,
      listen: [`/ip4/127.0.0.1/tcp/${request.port}`],
      announce: [],
      blockStore: store,
      sink,
      authority,
      clock: seconds,
      log,
      chainId: sampleChainId,
      market: sampleMarket,
      metrics: {
        announced: (head) => announced.set(head.catalogue.version, now()),
        catalogueStored: (head, milliseconds) => took.set(head.catalogue.version, milliseconds),
        blockBytesReceived: (bytes) => {
          received += bytes;
        },
      },
    });
    running = { store, network };
    cpu = process.cpuUsage();
    return { addresses: network.addresses() };
  }
  if (running === undefined) throw new Error('the peer was not started');
  const { store, network } = running;
  if (request.do === 'publish') {
    shop ??= await sampleShop(`0x${'0b'.repeat(32)}`);
    const all = items.get(request.count) ?? sampleItems(request.count);
    items.set(request.count, all);
    if (request.edited !== null) all[request.edited] = { number: request.edited, revision: request.version };
    const made = await shop.version({ version: request.version, items: all, now: seconds() });
    const missing = new Set((await store.missing(made.blocks.map(({ cid }) => cid))).map(String));
    await store.stage(...made.blocks.filter(({ cid }) => missing.has(cid.toString())));
    await network.publish(made.head);
    return {
      at: announced.get(request.version) ?? Number.NaN,
      cids: request.edited === null ? made.listings.map(({ cid }) => cid.toString()) : [],
    };
  }
  if (request.do === 'stored') {
    for (;;) {
      const found = stored.get(request.version);
      const milliseconds = took.get(request.version);
      if (found !== undefined && milliseconds !== undefined) {
        const bytes = received;
        received = 0;
        const used = process.cpuUsage(cpu);
        cpu = process.cpuUsage();
        return { at: found.at, took: milliseconds, bytes, cpu: (used.user + used.system) / 1_000 };
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  await network.stop();
  await store.stop();
  return {};
}

/** Fetches blocks as other IPFS software does: Helia's bitswap with its own settings, 256 blocks in flight, in memory. */
async function bitswap(address: string, cids: string[]): Promise<PeerAnswer> {
  const helia = withLibp2pLight(createHeliaLight(), {
    transports: [tcp()],
    connectionEncrypters: [tls(), noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { abortConnectionOnPingFailure: false },
    services: { identify: identify() },
  });
  withBitswap(helia);
  await helia.start();
  await helia.libp2p.dial(multiaddr(address));
  const queue = cids.map((cid) => CID.parse(cid));
  const began = now();
  const worker = async () => {
    for (let cid = queue.pop(); cid !== undefined; cid = queue.pop()) await Array.fromAsync(helia.blockstore.get(cid));
  };
  await Promise.all(Array.from({ length: 256 }, worker));
  const milliseconds = now() - began;
  await helia.stop();
  return { took: milliseconds };
}

process.on('message', (request: PeerRequest) => {
  answer(request)
    .catch((error: Error): PeerAnswer => ({ error: error.stack ?? error.message }))
    .then((reply) => {
      process.send?.(reply);
      if (request.do === 'stop') process.disconnect();
    });
});
