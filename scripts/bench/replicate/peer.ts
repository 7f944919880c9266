import { rm, writeFile } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import { CID } from 'multiformats/cid';
import { type Network, startNetwork } from '../../../node/p2p/network.ts';
import type { Authority, Log, Sink } from '../../../node/p2p/ports.ts';
import { type BlockStore, startBlockStore } from '../../../node/store/block-store.ts';
import type { Block } from '../../../protocol/block.ts';
import type { CatalogueUpdate } from '../../../protocol/catalogue-update.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { blocksFile } from './blocks-file.ts';
import { sampleImage } from './sample-image.ts';
import {
  type SampleItem,
  type SampleShop,
  sampleChainId,
  sampleItems,
  sampleMarket,
  sampleShop,
} from './sample-shop.ts';

/** What the benchmark asks of a node process, one message at a time. */
export type PeerRequest =
  | { do: 'node'; dataDir: string; port: number; bootstrap: string[] }
  /** Publishes a shop; its first so many listings show an image each. Writes all blocks into a file. */
  | { do: 'publish'; count: number; images: number; file: string }
  /** Publishes another shop of as many listings, without images. */
  | { do: 'publish another'; count: number }
  /** Edits one listing after another, each with a new image if so asked, at a pace; 0 waits for `next`. */
  | { do: 'edits'; firstVersion: number; edits: number; perSecond: number; images: boolean }
  /** What processor time was used since it was last told. */
  | { do: 'processor' }
  /** Waits until a version of a shop is held. */
  | { do: 'stored'; shop: Address; version: number }
  /** Waits until all these images are held. */
  | { do: 'images'; cids: string[] }
  /** What is held of some listings. */
  | { do: 'holding'; handles: string[] }
  | { do: 'stop' };

/** An edit: when it was announced, and what it made of which listing. */
export interface Edit {
  version: number;
  at: number;
  handle: string;
  listing: string;
  image?: string;
}

/** What a peer answers. Times are milliseconds since 1970, comparable between processes of one machine. */
export interface PeerAnswer {
  addresses?: string[];
  shop?: Address;
  at?: number;
  /** Milliseconds from the head's arrival to the stored catalogue. */
  took?: number;
  bytes?: number;
  /** Milliseconds of processor time since the process began to listen, or since the last such answer. */
  cpu?: number;
  cids?: string[];
  edits?: Edit[];
  /** Version of that shop → when it was stored. */
  storedAt?: Record<number, number>;
  /** Handle → listing held. */
  listings?: Record<string, string>;
  error?: string;
}

const now = () => performance.timeOrigin + performance.now();
const seconds = () => Math.floor(Date.now() / 1_000);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const silent = () => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
const authority: Authority = {
  publishing: async (shop, signer) => ({ mayPublish: shop === signer, lowestVersion: 0, anchored: null }),
  quota: async () => ({ listings: 100_000, bytes: 100 * 2 ** 30 }),
  verifyContractSignature: async () => 'no_contract',
};

let running: { store: BlockStore; network: Network } | undefined;
let shop: SampleShop | undefined;
let items: SampleItem[] = [];
const storedAt = new Map<Address, Record<number, number>>();
/** Shop and version → milliseconds from the head's arrival. */
const took = new Map<string, number>();
const announced = new Map<number, number>();
const listings: Record<string, CID> = {};
let received = 0;
let cpu = process.cpuUsage();

/** Reads everything, like the index, and keeps as much as the benchmark asks for later. */
const sink: Sink = {
  heads: async () => [],
  apply: async ({ head, changed }: CatalogueUpdate) => {
    for await (const part of changed) for (const { entry } of part) listings[entry.handle] = entry.listing;
    const { shop, version } = head.catalogue;
    storedAt.set(shop, { ...storedAt.get(shop), [version]: now() });
  },
  equivocation: async () => undefined,
  isReferenced: async () => false,
  wanted: async () => [],
  content: async () => 'stored',
  drop: async () => [],
};

async function start(request: Extract<PeerRequest, { do: 'node' }>): Promise<PeerAnswer> {
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
      catalogueStored: ({ catalogue }, milliseconds) =>
        took.set(`${catalogue.shop} ${catalogue.version}`, milliseconds),
      blockBytesReceived: (bytes) => {
        received += bytes;
      },
    },
  });
  running = { store, network };
  cpu = process.cpuUsage();
  return { addresses: network.addresses() };
}

/** Milliseconds that all threads of this process used since the last call, or since it began to listen. */
function processorTime(): number {
  const used = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  return (used.user + used.system) / 1_000;
}

const node = () => {
  if (running === undefined) throw new Error('the peer was not started');
  return running;
};

/** Publishes the present items as a version, and uploads what the version before did not have. */
async function publish(version: number, images: readonly Block[]) {
  shop ??= await sampleShop(`0x${'0b'.repeat(32)}`);
  const { store, network } = node();
  const made = await shop.version({ version, items, now: seconds(), onlyNew: true });
  const blocks = [...made.blocks, ...images];
  await store.stage(...blocks);
  await network.publish(made.head);
  return { at: announced.get(version) ?? Number.NaN, blocks, entries: made.entries };
}

async function publishShop({ count, images, file }: Extract<PeerRequest, { do: 'publish' }>): Promise<PeerAnswer> {
  const pictures = Array.from({ length: images }, (_, number) => sampleImage(number));
  items = sampleItems(count).map((item) => {
    const picture = pictures[item.number];
    return picture === undefined ? item : { ...item, images: [picture.image] };
  });
  const blocks = pictures.map(({ block }) => block);
  const made = await publish(1, blocks);
  await writeFile(file, blocksFile(made.blocks));
  return { at: made.at, cids: blocks.map(({ cid }) => cid.toString()), ...(shop ? { shop: shop.shop } : {}) };
}

async function publishAnother({ count }: Extract<PeerRequest, { do: 'publish another' }>): Promise<PeerAnswer> {
  const other = await sampleShop(`0x${'0c'.repeat(32)}`);
  const made = await other.version({ version: 1, items: sampleItems(2 * count).slice(count), now: seconds() });
  const { store, network } = node();
  await store.stage(...made.blocks);
  await network.publish(made.head);
  return { shop: other.shop };
}

async function editAll(request: Extract<PeerRequest, { do: 'edits' }>): Promise<PeerAnswer> {
  const edits: Edit[] = [];
  const began = now();
  for (let edit = 0; edit < request.edits; edit++) {
    const version = request.firstVersion + edit;
    const number = (version * 613) % items.length;
    const picture = request.images ? sampleImage(1_000_000 + version) : undefined;
    items[number] = { number, revision: version, ...(picture ? { images: [picture.image] } : {}) };
    const { at, entries } = await publish(version, picture ? [picture.block] : []);
    const entry = entries[number];
    if (entry === undefined) throw new RangeError('an edit is of a listing that there is');
    const image = picture?.block.cid.toString();
    edits.push({ version, at, handle: entry.handle, listing: entry.listing.toString(), ...(image ? { image } : {}) });
    if (request.perSecond > 0) await pause(Math.max(0, began + ((edit + 1) * 1_000) / request.perSecond - now()));
  }
  return { edits };
}

async function answer(request: PeerRequest): Promise<PeerAnswer> {
  switch (request.do) {
    case 'node':
      return start(request);
    case 'publish':
      return publishShop(request);
    case 'publish another':
      return publishAnother(request);
    case 'edits':
      return editAll(request);
    case 'processor':
      return { cpu: processorTime() };
    case 'stored': {
      const { shop, version } = request;
      const inIndex = () => storedAt.get(shop)?.[version] !== undefined;
      while (!inIndex() || !took.has(`${shop} ${version}`)) await pause(2);
      const bytes = received;
      received = 0;
      return {
        took: took.get(`${shop} ${version}`) ?? 0,
        bytes,
        cpu: processorTime(),
        storedAt: storedAt.get(shop) ?? {},
      };
    }
    case 'images': {
      const open = request.cids.map((cid) => CID.parse(cid));
      for (;;) {
        const found = await node().store.getMany(open);
        if (found.every((bytes) => bytes !== undefined)) {
          const at = now();
          received = 0;
          return { at };
        }
        await pause(5);
      }
    }
    case 'holding':
      return { listings: Object.fromEntries(request.handles.map((handle) => [handle, `${listings[handle] ?? ''}`])) };
    case 'stop':
      await node().network.stop();
      await node().store.stop();
      // Who asked may end this process before it would do so by itself.
      flushCompileCache();
      return {};
  }
}

process.on('message', (request: PeerRequest) => {
  answer(request)
    .catch((error: Error): PeerAnswer => ({ error: error.stack ?? error.message }))
    .then((reply) => {
      process.send?.(reply);
      if (request.do === 'stop') process.disconnect();
    });
});
