import { type AccountEdge, type AccountGraph, createAccountGraph } from '../../indexer/trust/graph/account-graph.ts';
import type { Address } from '../../protocol/primitives.ts';
import { trustCircle, trustRules } from '../../protocol/trust-graph.ts';
import { seededRandom } from '../economics/random.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';

const EDGES = 1_000_000;
const ACCOUNTS = 150_000;
const SHOPS = 5_000;
const VIEWERS = 2_000;
const CHANGES = 2_000;

/** A new string each time, as a database gives it. */
const account = (number: number): Address =>
  // Safety: 0x and 40 digits.
  Buffer.from(`0x${number.toString(16).padStart(40, '0')}`).toString('latin1') as Address;

/** Few have many and many have few: squares of even numbers lean to the first. */
const leaning = (random: () => number, count: number): number => Math.floor(random() ** 2 * count);

/** Half of all edges are purchases, a third follows, the rest promoters. */
function drawEdges(random: () => number): Map<Address, AccountEdge[]> {
  const links = new Map<Address, Map<string, AccountEdge>>();
  for (let count = 0; count < EDGES; ) {
    const from = account(leaning(random, ACCOUNTS));
    const draw = random();
    const kind = draw < 0.5 ? 'rated' : draw < 0.85 ? 'follows' : 'brought';
    const to = kind === 'rated' ? account(ACCOUNTS + leaning(random, SHOPS)) : account(leaning(random, ACCOUNTS));
    const stars = kind === 'rated' ? Math.min(5, 2 + Math.floor(random() * 5)) : 0;
    const weightMicros = kind === 'follows' ? 1 : 10_000 + Math.floor(random() * 500_000);
    const edges = links.get(from) ?? new Map<string, AccountEdge>();
    links.set(from, edges);
    const key = `${kind} ${to}`;
    if (to === from || edges.has(key)) continue;
    edges.set(key, { to, kind, weightMicros, stars });
    count += 1;
  }
  return new Map(Array.from(links, ([from, edges]) => [from, [...edges.values()]]));
}

/** Everybody within as many steps as trust goes, over the same lists: what looking at the edges alone costs. */
function reach(graph: AccountGraph, viewer: number): number {
  const seen = new Set([viewer]);
  let layer = [viewer];
  let budget: number = trustRules.mostEdges;
  for (let depth = 0; depth < trustRules.depth; depth += 1) {
    const next: number[] = [];
    const meet = (account: number) => {
      budget -= 1;
      if (seen.has(account)) return;
      seen.add(account);
      next.push(account);
    };
    for (const from of layer) {
      if (budget <= 0) break;
      graph.eachEdge(from, (to, kind) => {
        meet(to);
        if (kind === 'rated' && graph.ratersOf(to) <= trustRules.mostRaters) graph.eachRater(to, meet);
      });
    }
    layer = next;
  }
  return seen.size;
}

interface Timed {
  milliseconds: number[];
  /** Of this process alone, which a busy machine makes no longer. */
  cpuMilliseconds: number[];
}

function time(times: number, work: (index: number) => unknown): Timed {
  const timed: Timed = { milliseconds: [], cpuMilliseconds: [] };
  for (let index = 0; index < times; index += 1) {
    const before = process.cpuUsage();
    const start = performance.now();
    work(index);
    timed.milliseconds.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    timed.cpuMilliseconds.push((user + system) / 1_000);
  }
  for (const values of [timed.milliseconds, timed.cpuMilliseconds]) values.sort((a, b) => a - b);
  return timed;
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;

const memory = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/**
 * A trust graph of a million edges in memory: building it, what it takes, a viewer's circle, and a change; beside a plain
 * search through the same edges.
 */
export const run: RunBenchmark = async ({ log }) => {
  const random = seededRandom(1);
  log(`drawing ${EDGES.toLocaleString('en')} edges`);
  const links = drawEdges(random);
  const before = memory();
  const graph = createAccountGraph();
  log('building');
  const built = time(1, () => {
    for (const [from, edges] of links) graph.setEdges(from, edges);
  });
  const taken = memory() - before;
  const sources = [...links.keys()];
  const viewers = Array.from(
    { length: VIEWERS },
    () => graph.numberOf(sources[Math.floor(random() * sources.length)] as Address) ?? 0,
  );
  log(`${VIEWERS} circles`);
  for (const viewer of viewers.slice(0, 200)) trustCircle(graph, viewer);
  let [people, reached] = [0, 0];
  const circles = time(VIEWERS, (index) => {
    people += trustCircle(graph, viewers[index] ?? 0).size;
  });
  const floor = time(VIEWERS, (index) => {
    reached += reach(graph, viewers[index] ?? 0);
  });
  log(`${CHANGES} changes`);
  const changes = time(CHANGES, (index) => {
    const from = sources[(index * 61) % sources.length] as Address;
    const edges = [...(links.get(from) ?? [])];
    edges.push({ to: account(ACCOUNTS + SHOPS + index), kind: 'rated', weightMicros: 200_000, stars: 5 });
    graph.setEdges(from, edges);
  });
  const row = (name: string, value: number, unit: string, rest: Partial<BenchmarkRow> = {}): BenchmarkRow => ({
    case: name,
    value,
    unit,
    ...rest,
  });
  return [
    row('accounts', graph.counts().accounts, 'accounts'),
    row('build', at(built.milliseconds, 1), 'ms', { goal: { atMost: 2_000 } }),
    row('build, CPU', at(built.cpuMilliseconds, 1), 'ms'),
    row('arrays', graph.bytes() / EDGES, 'bytes per edge'),
    row('all with the names of accounts', taken / 1e6, 'MB', { goal: { atMost: 150 } }),
    ...[0.5, 0.99].flatMap((share) => [
      row(`circle, p${share * 100}`, at(circles.milliseconds, share), 'ms', {
        ...(share === 0.5 ? { goal: { atMost: 10 } } : {}),
        peer: `search of the same edges: ${at(floor.milliseconds, share).toFixed(2)} ms`,
      }),
      row(`circle, p${share * 100}, CPU`, at(circles.cpuMilliseconds, share), 'ms', {
        peer: `search of the same edges: ${at(floor.cpuMilliseconds, share).toFixed(2)} ms`,
      }),
    ]),
    row('people in a circle, mean', people / VIEWERS, 'people', {
      peer: `within three steps: ${Math.round(reached / VIEWERS)}`,
    }),
    row('new edge, p50', at(changes.milliseconds, 0.5), 'ms', { goal: { atMost: 5 } }),
    row('new edge, p99', at(changes.milliseconds, 0.99), 'ms', { goal: { atMost: 5 } }),
  ];
};
