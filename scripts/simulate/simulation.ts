import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sameHead, supersedes } from '../../node/p2p/head-order.ts';
import { VouchError } from '../../protocol/errors.ts';
import { type SampleShop, sampleItems, sampleShop } from '../bench/replicate/sample-shop.ts';
import { seededRandom } from '../economics/random.ts';
import { apart, faultsOf, newest } from './check-nodes.ts';
import { createFaults } from './faults.ts';
import { type SimulatedNode, simulatedNode } from './simulated-node.ts';

export interface SimulationOptions {
  seed: number;
  nodes: number;
  shops: number;
  /** How many times somebody publishes or something breaks. */
  steps: number;
  /** How long they may then take to agree. */
  quietSeconds: number;
  firstPort: number;
}

/** What happened, by kind of event, and what was wrong in the end; nothing, when all went well. */
export interface SimulationOutcome {
  events: Record<string, number>;
  /** Until all nodes held the same heads, after the last disturbance. */
  convergedSeconds: number;
  faults: string[];
}

type Draw = () => number;

/**
 * Plays a market of nodes with our network, over loopback with its real transports and encryption: nodes stop, start and
 * lose their disks, the network splits and heals, connections and streams break midway, some peers are slow, shops publish
 * and sign two catalogues of one version. The seed decides what is done to whom and in which order; the machine decides how
 * far each node has come by then, so one seed tries much the same, not exactly the same, each time.
 *
 * In the end everything is let be, and all nodes must hold the newest head of each shop that any of them had, with all its
 * documents (I13), and nothing half done.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-simulation-'));
  const draw = seededRandom(options.seed);
  const nodes = makeNodes(options, folder, draw);
  try {
    return await play(options, nodes, draw);
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function makeNodes({ nodes, firstPort }: SimulationOptions, folder: string, draw: Draw): SimulatedNode[] {
  const addressOf = (number: number) => `/ip4/127.0.0.1/tcp/${firstPort + number}`;
  return Array.from({ length: nodes }, (_, number) =>
    simulatedNode({
      number,
      dataDir: join(folder, String(number)),
      port: firstPort + number,
      // A chain of nodes, so that all are connected by way of others, and one more of each at random.
      bootstrap: [(number + 1) % nodes, below(draw, nodes)].filter((other) => other !== number).map(addressOf),
      slowMilliseconds: draw() < 0.15 ? 50 + below(draw, 400) : 0,
    }),
  );
}

/** One of the steps, each as often as its weight says. */
function drawn<T>(steps: readonly (readonly [weight: number, step: T])[], draw: Draw): T {
  let at = draw() * steps.reduce((total, [weight]) => total + weight, 0);
  for (const [weight, step] of steps) {
    at -= weight;
    if (at < 0) return step;
  }
  throw new RangeError('the weights add up to what is drawn below');
}

const below = (draw: Draw, bound: number): number => Math.floor(draw() * bound);

async function play(options: SimulationOptions, nodes: SimulatedNode[], draw: Draw): Promise<SimulationOutcome> {
  const events: Record<string, number> = {};
  const count = (event: string) => {
    events[event] = (events[event] ?? 0) + 1;
  };
  const faults = createFaults(nodes);
  const start = async (node: SimulatedNode) => {
    await node.start();
    faults.watch(node);
  };
  const shops = await Promise.all(
    Array.from({ length: options.shops }, (_, number) => sampleShop(`0x${String(number + 1).padStart(64, '0')}`)),
  );
  const versions = new Map(shops.map(({ shop }) => [shop, 0]));
  for (const node of nodes) await start(node);

  const publish = async (shop: SampleShop, node: SimulatedNode, version: number) => {
    if (node.running === undefined) return;
    const items = sampleItems(1 + below(draw, 40)).map((item) => ({ ...item, revision: below(draw, 1_000) }));
    const made = await shop.version({ version, items, now: Math.floor(Date.now() / 1_000) });
    try {
      await node.running.store.stage(...made.blocks);
      await node.running.network.publish(made.head);
      count('published');
    } catch (error) {
      // The node knows a newer one, or a better one of this version, or has stopped meanwhile.
      if (!(error instanceof VouchError) && node.running !== undefined) throw error;
      count(error instanceof VouchError ? `not published: ${error.code}` : 'not published: stopped');
    }
  };
  const one = <T>(items: readonly T[]): T => {
    // Safety: the lists that are drawn from are not empty.
    return items[below(draw, items.length)] as T;
  };
  const steps: [weight: number, step: () => Promise<void>][] = [
    [
      8,
      async () => {
        const shop = one(shops);
        const version = (versions.get(shop.shop) ?? 0) + 1;
        versions.set(shop.shop, version);
        await publish(shop, one(nodes), version);
      },
    ],
    [
      2,
      async () => {
        const shop = one(shops);
        const version = (versions.get(shop.shop) ?? 0) + 1;
        versions.set(shop.shop, version);
        const [left, right] = [one(nodes), one(nodes)];
        await Promise.all([publish(shop, left, version), publish(shop, right, version)]);
        count('two of one version');
      },
    ],
    [
      3,
      async () => {
        const node = one(nodes);
        const running = nodes.filter((each) => each.running !== undefined).length;
        if (node.running === undefined) {
          await start(node);
          count('started');
        } else if (running > nodes.length / 2) {
          await node.stop();
          count('stopped');
          if (draw() < 0.25) {
            await node.loseDisk();
            count('disk lost');
          }
        }
      },
    ],
    [
      6,
      async () => {
        const kind = faults.cut(one(nodes), draw);
        if (kind !== undefined) count(`${kind} cut`);
      },
    ],
    [
      0.5,
      async () => {
        const left = new Set(nodes.map(({ number }) => number).filter(() => draw() < 0.5));
        faults.split((number) => left.has(number));
        count('split');
      },
    ],
    [
      0.7,
      async () => {
        faults.heal();
        count('healed');
      },
    ],
  ];
  for (let number = 0; number < options.steps; number++) {
    const step = drawn(steps, draw);
    await step();
    await pause(below(draw, 120));
  }

  faults.heal();
  for (const node of nodes) if (node.running === undefined) await start(node);
  const quiet = performance.now();
  const best = newest(nodes.map(({ sink }) => sink));
  const seconds = () => (performance.now() - quiet) / 1_000;
  const isDone = () => apart(nodes).length === 0 && nodes[0]?.sink.held.size === best.size;
  while (!isDone() && seconds() < options.quietSeconds) await pause(200);
  const convergedSeconds = seconds();
  const wrong = apart(nodes).map((number) => `node ${number} holds other heads than node 0`);
  for (const [shop, head] of best) {
    const held = nodes[0]?.sink.held.get(shop);
    if (held === undefined || (!sameHead(held, head) && supersedes(head, held, null)))
      wrong.push(`a head of ${shop} was lost`);
  }
  // A head is recorded a moment before its replication is settled.
  const half = async () => (await Promise.all(nodes.map(faultsOf))).flat();
  let left = await half();
  for (let tries = 0; left.length > 0 && tries < 50; tries++) {
    await pause(200);
    left = await half();
  }
  return { events, convergedSeconds, faults: [...wrong, ...left] };
}
