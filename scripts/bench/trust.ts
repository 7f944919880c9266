import { type AccountEdge, type AccountGraph, createAccountGraph } from '../../indexer/trust/graph/account-graph.ts';
import type { Address } from '../../protocol/primitives.ts';
import { trustCircle, trustRules } from '../../protocol/trust-graph.ts';
import { seededRandom } from '../economics/random.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';

const EDGES = 1_000_000;
const ACCOUNTS = 150_000;
const SHOPS = 5_000;
const VIEWERS = 1_000;
/** The plain search is not cut short by small trust, so it takes longer. */
const SEARCHES = 50;
const CHANGES = 2_000;
const LOADED_AT_ONCE = 2_000;

/** A new string each time, as a database gives it. */
const account = (number: number): Address =>
  // Safety: 0x and 40 digits.
  Buffer.from(`0x${number.toString(16).padStart(40, '0')}`).toString('latin1') as Address;

/** Few are met by many: squares of even numbers lean to the first. */
const leaning = (random: () => number, count: number): number => Math.floor(random() ** 2 * count);

/** The edges of an account, always the same. Half are purchases, a third follows, the rest promoters; few have many. */
function edgesOf(number: number): AccountEdge[] {
  const random = seededRandom(number + 1);
  const edges = new Map<string, AccountEdge>();
  const count = 1 + Math.floor(-Math.log(1 - random()) * (EDGES / ACCOUNTS - 0.5));
  for (let index = 0; index < count; index += 1) {
    const draw = random();
    const kind = draw < 0.5 ? 'rated' : draw < 0.85 ? 'follows' : 'brought';
    const to = kind === 'rated' ? ACCOUNTS + leaning(random, SHOPS) : leaning(random, ACCOUNTS);
    const stars = kind === 'rated' ? Math.min(5, 2 + Math.floor(random() * 5)) : 0;
    const weightMicros = kind === 'follows' ? 1 : 10_000 + Math.floor(random() * 500_000);
    if (to !== number) edges.set(`${kind} ${to}`, { to: account(to), kind, weightMicros, stars });
  }
  return [...edges.values()];
}

/** Builds the graph from a part of the accounts at a time, as it is loaded. @returns what building took */
function build(graph: AccountGraph): { milliseconds: number; cpuMilliseconds: number } {
  const taken = { milliseconds: 0, cpuMilliseconds: 0 };
  for (let start = 0; start < ACCOUNTS; start += LOADED_AT_ONCE) {
    const count = Math.min(LOADED_AT_ONCE, ACCOUNTS - start);
    const part = Array.from({ length: count }, (_, index) => [account(start + index), edgesOf(start + index)] as const);
    const { milliseconds, cpuMilliseconds } = time(1, () => {
      for (const [from, edges] of part) graph.setEdges(from, edges);
    });
    taken.milliseconds += at(milliseconds, 1);
    taken.cpuMilliseconds += at(cpuMilliseconds, 1);
  }
  return taken;
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
  const before = memory();
  const graph = createAccountGraph();
  log(`building ${EDGES.toLocaleString('en')} edges`);
  const built = build(graph);
  const taken = memory() - before;
  const { accounts, edges } = graph.counts();
  const bytes = graph.bytes();
  const someone = (): Address => account(Math.floor(random() * ACCOUNTS));
  const viewers = Array.from({ length: VIEWERS }, () => graph.numberOf(someone()) ?? 0);
  log(`${VIEWERS} circles`);
  for (const viewer of viewers.slice(0, 100)) trustCircle(graph, viewer);
  let [people, reached] = [0, 0];
  const circles = time(VIEWERS, (index) => {
    people += trustCircle(graph, viewers[index] ?? 0).size;
  });
  log(`${SEARCHES} plain searches`);
  const floor = time(SEARCHES, (index) => {
    reached += reach(graph, viewers[index] ?? 0);
  });
  log(`${CHANGES} changes`);
  const changes = time(CHANGES, (index) => {
    const number = (index * 61) % ACCOUNTS;
    const bought: AccountEdge = {
      to: account(ACCOUNTS + SHOPS + index),
      kind: 'rated',
      weightMicros: 200_000,
      stars: 5,
    };
    graph.setEdges(account(number), [...edgesOf(number), bought]);
  });
  const row = (name: string, value: number, unit: string, rest: Partial<BenchmarkRow> = {}): BenchmarkRow => ({
    case: name,
    value,
    unit,
    ...rest,
  });
  return [
    row('edges', edges, 'edges'),
    row('accounts', accounts, 'accounts'),
    row('build', built.milliseconds, 'ms', { goal: { atMost: 2_000 } }),
    row('build, CPU', built.cpuMilliseconds, 'ms'),
    row('arrays', bytes / edges, 'bytes per edge'),
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
      peer: `within three steps: ${Math.round(reached / SEARCHES)}`,
    }),
    row('new edge, p50', at(changes.milliseconds, 0.5), 'ms', { goal: { atMost: 5 } }),
    row('new edge, p99', at(changes.milliseconds, 0.99), 'ms', { goal: { atMost: 5 } }),
  ];
};
