import { mkdtemp, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { networkLimits } from '../../node/p2p/network-limits.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { bitswapMilliseconds, floorMilliseconds, orbitdbMilliseconds } from './replicate/compare.ts';
import { centile, mean, perSecond } from './replicate/figures.ts';
import { measureManyShops } from './replicate/many-shops.ts';
import type { Edit, PeerAnswer, PeerRequest } from './replicate/peer.ts';
import { residentMegabytes, watchMemory } from './replicate/process-memory.ts';
import { type ThreadTimes, threadTimes } from './replicate/process-threads.ts';
import { installPeers, type Peer, startPeer } from './replicate/processes.ts';
import { measureReconcile } from './replicate/reconcile.ts';
import { measureWholeNode } from './replicate/whole-node.ts';

const firstPort = 18_950;
const images = 100;
const quietEdits = 60;
const liveEdits = 100;
const liveEditsPerSecond = 10;
/** OrbitDB takes about a hundred times as long, so it copies the small shop only. */
const orbitdbListings = 1_000;

type NodePeer = Peer<PeerRequest, PeerAnswer>;
interface Peers {
  count: number;
  seller: NodePeer;
  replica: NodePeer;
  shop: Address;
}
const none: Address = `0x${'00'.repeat(20)}`;
const parts = ['copy', 'memory', 'shops', 'heads'];

const named = (count: number): string => count.toLocaleString('en');

/**
 * Replicates shops between two processes with stores on disk, every signature, hash, proof and schema checked; then single
 * edits, and edits at a pace; then the same blocks through Helia's bitswap, OrbitDB, and bare TCP; then looks at the memory
 * of a whole node, and of one that holds thousands of shops; then reconciles many heads. Arguments are the parts to run (`copy`,
 * `memory`, `shops`, `heads`), all by default, and the sizes of the shops to copy, `1000 10000` by default.
 */
export const run: RunBenchmark = async ({ args, log }) => {
  const sizes = args.map(Number).filter((size) => size > 0);
  const named = args.filter((argument) => parts.includes(argument));
  const wanted = named.length > 0 ? named : sizes.length > 0 ? ['copy'] : parts;
  const folder = await mkdtemp(join(tmpdir(), 'vouch-replicate-'));
  const rows: BenchmarkRow[] = [];
  try {
    if (wanted.includes('copy')) {
      await installPeers();
      for (const count of sizes.length > 0 ? sizes : [1_000, 10_000]) {
        log(`replicating ${count} listings, at a load of ${loadavg()[0]?.toFixed(1)}`);
        rows.push(...(await measureShop(count, folder, log)));
      }
    }
    if (wanted.includes('memory')) rows.push(...(await measureMemory(log)));
    if (wanted.includes('shops')) rows.push(...(await measureManyShops(log)));
    if (wanted.includes('heads')) rows.push(...(await measureReconcile(log)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
};

async function measureShop(count: number, folder: string, log: (line: string) => void): Promise<BenchmarkRow[]> {
  const file = join(folder, `${count}.blocks`);
  const [seller, replica] = [
    startPeer<PeerRequest, PeerAnswer>('peer.ts'),
    startPeer<PeerRequest, PeerAnswer>('peer.ts'),
  ];
  const rows: BenchmarkRow[] = [];
  const goal = { atLeast: 8_000 };
  try {
    const dataDir = (name: string) => join(folder, `${count}-${name}`);
    const { addresses = [] } = await seller.ask({ do: 'node', dataDir: dataDir('a'), port: firstPort, bootstrap: [] });
    const { cids = [], shop = none } = await seller.ask({ do: 'publish', count, images, file });
    await replica.ask({ do: 'node', dataDir: dataDir('b'), port: firstPort + 1, bootstrap: addresses });
    const before = await residentMegabytes(replica.pid);
    await seller.ask({ do: 'processor' });
    const watch = watchMemory(replica.pid);
    const rested = await threadTimes(replica.pid);
    const copied = await replica.ask({ do: 'stored', shop, version: 1 });
    const threads = await threadTimes(replica.pid);
    const most = watch.most();
    const sent = await seller.ask({ do: 'processor' });
    const pictures = await replica.ask({ do: 'images', cids });
    const began = (copied.storedAt?.[1] ?? Number.NaN) - (copied.took ?? Number.NaN);
    rows.push(
      {
        case: `copy a shop of ${named(count)} listings, the first after both processes started`,
        value: perSecond(count, copied.took),
        unit: 'listings/s',
        goal,
      },
      {
        case: `copy ${named(count)}: processor time, receiving node`,
        value: Math.round(((copied.cpu ?? 0) * 1_000) / count),
        unit: 'µs a listing',
      },
      {
        case: `copy ${named(count)}: processor time, sending node`,
        value: Math.round(((sent.cpu ?? 0) * 1_000) / count),
        unit: 'µs a listing',
      },
      ...threadRows(`copy ${named(count)}: receiving node`, { before: rested, after: threads, count }),
      { case: `copy ${named(count)}: bytes`, value: copied.bytes ?? 0, unit: 'bytes' },
      {
        case: `copy ${named(count)}: memory above rest`,
        value: Math.round(most - before),
        unit: 'MB',
        goal: { atMost: 250 },
      },
      {
        case: `copy ${named(count)} with ${images} images of 100 KB, until the last is stored`,
        value: Math.round((pictures.at ?? Number.NaN) - began),
        unit: 'ms',
      },
      ...(await measureEdits({ count, seller, replica, shop })),
    );
    const further = await copyAnother({ count, seller, replica });
    rows.push(
      {
        case: `copy a further shop of ${named(count)} listings, by the same processes`,
        value: perSecond(count, further.took),
        unit: 'listings/s',
        goal,
      },
      {
        case: `copy a further ${named(count)}: processor time, receiving node`,
        value: Math.round(((further.cpu ?? 0) * 1_000) / count),
        unit: 'µs a listing',
      },
      {
        case: `copy a further ${named(count)}: processor time, sending node`,
        value: Math.round(((further.sent ?? 0) * 1_000) / count),
        unit: 'µs a listing',
      },
    );
    await Promise.all([seller.ask({ do: 'stop' }), replica.ask({ do: 'stop' })]);
  } finally {
    seller.end();
    replica.end();
  }
  log('the same blocks through bitswap, OrbitDB and bare TCP');
  return [...rows, ...(await measureOthers({ count, file, folder: join(folder, `${count}`) }))];
}

/** Copies a shop of other listings between processes that have done so before. */
async function copyAnother({ count, seller, replica }: Omit<Peers, 'shop'>): Promise<PeerAnswer & { sent?: number }> {
  await replica.ask({ do: 'processor' });
  const { shop = none } = await seller.ask({ do: 'publish another', count });
  await seller.ask({ do: 'processor' });
  const copied = await replica.ask({ do: 'stored', shop, version: 1 });
  const { cpu: sent } = await seller.ask({ do: 'processor' });
  return { ...copied, ...(sent === undefined ? {} : { sent }) };
}

function threadRows(
  name: string,
  { before, after, count }: { before: ThreadTimes; after: ThreadTimes; count: number },
): BenchmarkRow[] {
  const row = (part: keyof ThreadTimes, text: string): BenchmarkRow => ({
    case: `${name}, ${text}`,
    value: Math.round(((after[part] - before[part]) * 1_000) / count),
    unit: 'µs a listing',
  });
  return [
    row('main', 'its main thread'),
    row('engine', "V8's threads, which compile and collect garbage"),
    row('others', 'threads of files and LevelDB'),
  ];
}

async function measureEdits({ count, seller, replica, shop }: Peers): Promise<BenchmarkRow[]> {
  const delays: number[] = [];
  const moved: number[] = [];
  for (let version = 2; version < 2 + quietEdits; version++) {
    const { edits = [] } = await seller.ask({
      do: 'edits',
      firstVersion: version,
      edits: 1,
      perSecond: 0,
      images: false,
    });
    const { storedAt = {}, bytes = 0 } = await replica.ask({ do: 'stored', shop, version });
    delays.push((storedAt[version] ?? Number.NaN) - (edits[0]?.at ?? Number.NaN));
    moved.push(bytes);
  }
  // A node looks at so many heads of one shop in a burst and fewer per second after that; the quiet edits used some of them.
  await pause((networkLimits.headsBurst / networkLimits.headsPerSecond) * 1_000);
  const live = await seller.ask({
    do: 'edits',
    firstVersion: 2 + quietEdits,
    edits: liveEdits,
    perSecond: liveEditsPerSecond,
    images: true,
  });
  const edits = live.edits ?? [];
  const { storedAt = {} } = await replica.ask({ do: 'stored', shop, version: 1 + quietEdits + liveEdits });
  await replica.ask({ do: 'images', cids: edits.flatMap(({ image }) => image ?? []) });
  const { listings = {} } = await replica.ask({ do: 'holding', handles: edits.map(({ handle }) => handle) });
  const last = new Map(edits.map((edit): [string, Edit] => [edit.handle, edit]));
  const lost = [...last.values()].filter(({ handle, listing }) => listings[handle] !== listing).length;
  // A version that a newer one overtook is there when that one is.
  const seen = edits.map(({ version, at }) => {
    let stored = version;
    while (storedAt[stored] === undefined) stored++;
    return (storedAt[stored] ?? Number.NaN) - at;
  });
  const quiet = `one edit of ${named(count)}`;
  const paced = `${liveEditsPerSecond} edits/s of ${named(count)}, each with an image`;
  return [
    { case: `${quiet}: bytes moved, mean`, value: Math.round(mean(moved)), unit: 'bytes', goal: { atMost: 15_000 } },
    { case: `${quiet}: bytes moved, most`, value: Math.max(...moved), unit: 'bytes', goal: { atMost: 15_000 } },
    { case: `${quiet}: announced to stored, p50`, value: centile(delays, 0.5), unit: 'ms', goal: { atMost: 50 } },
    { case: `${quiet}: announced to stored, p95`, value: centile(delays, 0.95), unit: 'ms', goal: { atMost: 100 } },
    { case: `${paced}: announced to stored, p50`, value: centile(seen, 0.5), unit: 'ms', goal: { atMost: 50 } },
    { case: `${paced}: announced to stored, p95`, value: centile(seen, 0.95), unit: 'ms', goal: { atMost: 100 } },
    { case: `${paced}: lost`, value: lost, unit: 'listings', goal: { atMost: 0 } },
  ];
}

async function measureOthers(parts: { count: number; file: string; folder: string }): Promise<BenchmarkRow[]> {
  const { count, file, folder } = parts;
  const { size } = await stat(file);
  const port = firstPort + 4;
  const floor = await floorMilliseconds({ file, folder: tmpdir() });
  const bitswap = await bitswapMilliseconds({ file, folder, port });
  const rows: BenchmarkRow[] = [
    {
      case: `floor: ${named(count)} and ${images} images as ${Math.round(size / 1e6)} MB over TCP, hashed, written`,
      value: Math.round(floor),
      unit: 'ms',
    },
    {
      case: `bitswap (Helia 7, LevelDB): the same blocks, hash checked alone`,
      value: perSecond(count, bitswap),
      unit: 'listings/s',
    },
  ];
  if (count > orbitdbListings) return rows;
  const orbitdb = await orbitdbMilliseconds({ file, folder, port: port + 2, count });
  return [
    ...rows,
    { case: `OrbitDB 4: write ${named(count)} documents`, value: perSecond(count, orbitdb.write), unit: 'documents/s' },
    { case: `OrbitDB 4: replicate them`, value: perSecond(count, orbitdb.replicate), unit: 'documents/s' },
  ];
}

async function measureMemory(log: (line: string) => void): Promise<BenchmarkRow[]> {
  const memory = await measureWholeNode({ shops: 100, listings: 10_000, log });
  const above = memory.whilePublishing - memory.atRest;
  return [
    { case: 'whole node, just started', value: Math.round(memory.started), unit: 'MB' },
    { case: 'whole node at rest with 100 shops', value: Math.round(memory.atRest), unit: 'MB', goal: { atMost: 250 } },
    { case: 'its PostgreSQL then', value: Math.round(memory.postgres), unit: 'MB' },
    {
      case: 'whole node above rest, while 10,000 listings are uploaded and published',
      value: Math.round(above),
      unit: 'MB',
      goal: { atMost: 250 },
    },
    { case: 'time of that upload, index included', value: Math.round(memory.publishSeconds * 10) / 10, unit: 's' },
    { case: 'whole node some time after that', value: Math.round(memory.afterwards), unit: 'MB' },
  ];
}
