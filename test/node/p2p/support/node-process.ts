import { flushCompileCache } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBlockReader } from '../../../../node/p2p/block-reader.ts';
import { cidFromDigest, DAG_CBOR, digestOf } from '../../../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../../../protocol/catalogue-check.ts';
import { unwrap } from '../../../../protocol/errors.ts';
import type { Address } from '../../../../protocol/primitives.ts';
import { diffTree } from '../../../../protocol/tree-diff.ts';
import { sampleItems, sampleShop } from '../../../../scripts/bench/replicate/sample-shop.ts';
import { headFromHex } from './file-sink.ts';
import { type NodeParts, seconds, startNode } from './node-parts.ts';

/** What a test asks of a node in a process of its own. */
export type Ask =
  /** Starts a node; of several in one process, `of` names the one that is asked, and the first is asked without it. */
  | { do: 'start'; dataDir: string; port: number; bootstrap: string[] }
  /** Publishes a sample shop of so many items, of which some are edited, at a version. */
  | { do: 'publish'; key: `0x${string}`; count: number; version: number; edited: number[] }
  | { do: 'state'; of?: string }
  /** The state with the faults in what is held. */
  | { do: 'check'; of?: string }
  /** Lets only these shops have a deposit. */
  | { do: 'stake'; shops: Address[] }
  /** What the node cost since it was last asked to count `anew`. */
  | { do: 'measure'; anew?: boolean }
  | { do: 'stop' };

/** Load of a process, and what its node thinks of its peers. */
export interface Measured {
  /** Longest and 99th-percentile delay of the event loop. */
  lagMostMilliseconds: number;
  lag99Milliseconds: number;
  /** Most processor time of its main thread between two looks, which are ten milliseconds or one turn of the event loop apart. */
  turnMostMilliseconds: number;
  residentBytes: number;
  /** Memory in use after a garbage collection, outside the heap included. */
  usedBytes: number;
  connections: number;
  streams: number;
  /** Heads checked, by outcome. */
  checked: Record<string, number>;
  /** Peer → gossip score. */
  scores: Record<string, number>;
}

export interface Told {
  addresses?: string[];
  /** Shop → version and number of listings recorded. */
  shops?: Record<string, { version: number; root: string; listings: number }>;
  /** Faults in what is held: heads whose blocks are not all here, or listings recorded that the tree lacks. */
  faults?: string[];
  received?: number;
  measured?: Measured;
  error?: string;
}

const nodes = new Map<string, NodeParts>();
const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();
/** Processor time of this thread at the last look, and the most between two, in microseconds. */
const turns = { last: processorTime(), most: 0 };
setInterval(() => {
  const now = processorTime();
  turns.most = Math.max(turns.most, now - turns.last);
  turns.last = now;
}, 10).unref();

function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** Begins a new time of measuring, after the turn in which garbage was collected: that one is counted when it is over. */
async function measureAnew({ checked }: NodeParts): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  delays.reset();
  turns.most = 0;
  checked.length = 0;
}

function measure({ network, checked }: NodeParts): Measured {
  const load = {
    lagMostMilliseconds: delays.max / 1e6,
    lag99Milliseconds: delays.percentile(99) / 1e6,
    turnMostMilliseconds: turns.most / 1e3,
  };
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const { inboundConnections, outboundConnections, streams } = network.health();
  const counts: Record<string, number> = {};
  for (const code of checked) counts[code] = (counts[code] ?? 0) + 1;
  // Safety: the library's own class, which the network starts under this name, has a score that its interface leaves out.
  const { pubsub } = network.libp2p.services as { pubsub: { score: { score(peer: string): number } } };
  const scores = network.peers().map(({ peerId }) => [peerId, pubsub.score.score(peerId)] as const);
  return {
    ...load,
    residentBytes: rss,
    usedBytes: heapUsed + external,
    connections: inboundConnections + outboundConnections,
    streams,
    checked: counts,
    scores: Object.fromEntries(scores),
  };
}

async function answer(ask: Ask): Promise<Told> {
  if (ask.do === 'start') {
    const started = await startNode(ask);
    nodes.set(ask.dataDir, started);
    // These processes end by SIGKILL alone, and would leave nothing compiled to the hundreds that follow.
    flushCompileCache();
    return { addresses: started.network.addresses(), faults: await faultsOf(started) };
  }
  const node = 'of' in ask && ask.of !== undefined ? nodes.get(ask.of) : nodes.values().next().value;
  if (node === undefined) throw new Error('the node was not started');
  const { store, network, sink, received } = node;
  if (ask.do === 'measure') {
    const measured = measure(node);
    if (ask.anew === true) await measureAnew(node);
    return { measured };
  }
  if (ask.do === 'stake') {
    const staked = new Set(ask.shops);
    node.authority.quota = async (shop) => (staked.has(shop) ? { listings: 100_000, bytes: 10 * 2 ** 30 } : null);
    return {};
  }
  if (ask.do === 'publish') {
    const shop = await sampleShop(ask.key);
    const items = sampleItems(ask.count).map((item) =>
      ask.edited.includes(item.number) ? { ...item, revision: ask.version } : item,
    );
    const made = await shop.version({ version: ask.version, items, now: seconds() });
    const missing = new Set((await store.missing(made.blocks.map(({ cid }) => cid))).map(String));
    await store.stage(...made.blocks.filter(({ cid }) => missing.has(cid.toString())));
    await network.publish(made.head);
    return {};
  }
  if (ask.do === 'state' || ask.do === 'check') {
    const shops = Object.entries(sink.state.heads).map(([shop, hex]) => {
      const { version, root } = headFromHex(hex).catalogue;
      return [shop, { version, root, listings: Object.keys(sink.state.listings[shop] ?? {}).length }] as const;
    });
    const faults = ask.do === 'check' ? await faultsOf(node) : [];
    return { shops: Object.fromEntries(shops), faults, received: received.bytes };
  }
  for (const each of nodes.values()) await each.stop();
  return {};
}

/** Walks every recorded catalogue through the store alone and compares it with what the sink recorded. */
async function faultsOf({ store, sink }: NodeParts): Promise<string[]> {
  const faults: string[] = [];
  for (const [shop, hex] of Object.entries({ ...sink.state.heads })) {
    const head = headFromHex(hex);
    const reader = createBlockReader(store, null);
    try {
      const [bytes = new Uint8Array()] = await reader.get([cidFromDigest(head.catalogue.root, DAG_CBOR)]);
      const root = unwrap(decodeCatalogueRoot(bytes));
      const most = { nodes: 1e6, bytes: 1e9 };
      const { changed } = await diffTree({ oldRoot: null, newRoot: root.tree, get: reader.get, most });
      await reader.get(changed.map((entry) => entry.listing));
      const recorded = sink.state.listings[shop] ?? {};
      if (Object.keys(recorded).length !== changed.length) faults.push(`${shop} has ${changed.length} listings`);
      for (const { handle, listing } of changed) {
        if (recorded[handle] !== listing.toString()) faults.push(`${shop} ${handle} is ${digestOf(listing)}`);
      }
    } catch (error) {
      // A head that is replaced while it is walked is judged at the next question.
      if (sink.state.heads[shop] === hex) faults.push(`${shop}: ${error}`);
    }
  }
  return faults;
}

process.on('message', (ask: Ask) => {
  answer(ask)
    .catch((error: Error): Told => ({ error: error.stack ?? error.message }))
    .then((told) => {
      process.send?.(told);
      if (ask.do === 'stop') process.disconnect();
    });
});
