import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldWords } from '../../indexer/search/fold-words.ts';
import { startCluster } from '../../indexer/store/cluster.ts';
import { openStore, type Store } from '../../indexer/store/open-store.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { createAsker } from './search/asker.ts';
import { vocabulary } from './search/corpus.ts';
import { loadMarket } from './search/load.ts';
import { postgresPeer, sqlitePeer } from './search/peers.ts';
import { processMilliseconds, serverMilliseconds } from './search/processor-time.ts';
import { type BenchRequest, benchRequests } from './search/queries.ts';

const LISTINGS = 100_000;
const REQUESTS = 1_000;
const WARM = 100;
const FIXED = 200;
/** Requests of which the processor time is looked at, each by itself. */
const PROFILED = 300;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Searches over 100,000 listings, two fifths English, two fifths Chinese, one fifth both, through HTTP: with filters,
 * facets and trust in the order; where the time goes, and what an answer that is fixed takes. Beside it plain full text of the same PostgreSQL and SQLite's FTS5 over the same words,
 * both asked in process and for words alone. `--listings N` and `--requests N` make it smaller.
 */
export const run: RunBenchmark = async ({ args, log }) => {
  const numberOf = (name: string, otherwise: number) =>
    args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise;
  const listings = numberOf('--listings', LISTINGS);
  const requests = numberOf('--requests', REQUESTS);
  const folder = await mkdtemp(join(tmpdir(), 'vouch-search-'));
  await chmod(folder, 0o755);
  const cluster = await startCluster({ dataDir: folder, port: undefined, log: quiet });
  const url = cluster.url('postgres');
  const store = await openStore({ dataDir: folder, databaseUrl: url, log: quiet });
  try {
    log(
      `load of the machine: ${loadavg()
        .map((each) => each.toFixed(1))
        .join(' ')}`,
    );
    const rows = [...(await fill(store, listings, log)), ...(await ask({ store, folder, url, requests, log }))];
    return [...rows, ...(await peers({ store, folder, listings, requests, log }))];
  } finally {
    await store.stop();
    await cluster.stop();
    await rm(folder, { recursive: true });
  }
};

async function fill(store: Store, listings: number, log: (line: string) => void): Promise<BenchmarkRow[]> {
  const began = performance.now();
  await loadMarket(store.pool, listings, log);
  const written = performance.now();
  await foldWords(store.pool);
  const folded = performance.now();
  await store.pool.query('vacuum analyze search_rows');
  await store.pool.query('vacuum analyze search_impacts');
  await store.pool.query('analyze');
  const size = async (what: string) =>
    Number((await store.pool.query<{ mb: string }>(`select (${what}) / 1e6 as mb`)).rows[0]?.mb);
  return [
    { case: 'listings written with their search rows', value: (listings / (written - began)) * 1_000, unit: 'per s' },
    { case: 'dictionary brought up to date', value: (folded - written) / 1_000, unit: 's' },
    {
      case: 'rows, words and indexes of the search',
      value: await size(
        `select sum(pg_total_relation_size(oid)) from pg_class where relname in ('search_rows', 'search_impacts', 'search_words', 'search_typos', 'search_tills')`,
      ),
      unit: 'MB',
    },
    { case: 'of it the index of words', value: await size(`pg_relation_size('search_rows_words_idx')`), unit: 'MB' },
  ];
}

interface Parts {
  store: Store;
  folder: string;
  requests: number;
  log: (line: string) => void;
}

type Kind = BenchRequest['kind'] | 'fixed answer';

/** How long a visitor waited for one answer, in milliseconds. */
interface Waited {
  kind: Kind;
  wait: number;
}

/** Processor time of the node and of PostgreSQL that one request took, in milliseconds. */
interface Spent {
  kind: Kind;
  node: number;
  server: number;
}

async function ask({ store, folder, url, requests, log }: Parts & { url: string }): Promise<BenchmarkRow[]> {
  const child = fork(join(import.meta.dirname, 'search/server-process.ts'), [url, folder]);
  const { port } = await answerOf<{ port: number }>(child);
  const asker = createAsker(port);
  try {
    const asked: { kind: Kind; path: string }[] = benchRequests(vocabulary(), WARM + requests + PROFILED);
    for (const { path } of asked.slice(0, WARM)) await asker.ask(path);
    const fixed = Array.from({ length: FIXED }, () => ({ kind: 'fixed answer' as const, path: '/fixed' }));
    const waits: Waited[] = [];
    for (const { kind, path } of [...asked.slice(WARM, WARM + requests), ...fixed])
      waits.push({ kind, wait: await asker.ask(path) });
    // Looking at the processor time takes a while itself, and what others do between two requests empties the caches.
    const processorTime = async () =>
      [await processMilliseconds(child.pid ?? 0), await serverMilliseconds(store.pool)] as const;
    const spent: Spent[] = [];
    for (const { kind, path } of process.platform === 'linux' ? [...asked.slice(WARM + requests), ...fixed] : []) {
      const before = await processorTime();
      await asker.ask(path);
      const after = await processorTime();
      spent.push({ kind, node: after[0] - before[0], server: after[1] - before[1] });
    }
    const { rssBytes } = await figuresOf(child);
    log(
      `load of the machine: ${loadavg()
        .map((each) => each.toFixed(1))
        .join(' ')}`,
    );
    const { rows } = await store.pool.query<{ mb: string }>(
      `select setting::int8 * 8192 / 1e6 as mb from pg_settings where name = 'shared_buffers'`,
    );
    return [
      ...(['search', 'facets', 'suggestions', 'fixed answer'] as const).flatMap((kind) =>
        rowsOf(kind, { waits, spent }),
      ),
      { case: 'memory of the node', value: rssBytes / 1e6, unit: 'MB' },
      { case: 'shared buffers of PostgreSQL', value: Number(rows[0]?.mb), unit: 'MB' },
    ];
  } finally {
    asker.stop();
    child.disconnect();
  }
}

/** The wait for a kind of request, and where it goes. */
function rowsOf(kind: Kind, all: { waits: readonly Waited[]; spent: readonly Spent[] }): BenchmarkRow[] {
  const waited = latencies(
    `${kind} through HTTP`,
    all.waits.filter((one) => one.kind === kind).map(({ wait }) => wait),
    kind === 'search' ? { p50: 10, p99: 60 } : undefined,
  );
  const took = all.spent.filter((one) => one.kind === kind);
  if (took.length === 0) return waited;
  const processors = { node: 'the node', server: 'PostgreSQL' } as const;
  const processorTimes = Object.entries(processors).map(([part, name]): BenchmarkRow => {
    // Safety: the keys of a constant.
    const each = took.map((one) => one[part as keyof typeof processors]);
    return {
      case: `${kind}: processor time of ${name}, mean`,
      value: each.reduce((sum, one) => sum + one, 0) / each.length,
      unit: 'ms',
      peer: `p50 ${partOf(each, 0.5).toFixed(1)}, p99 ${partOf(each, 0.99).toFixed(1)}`,
    };
  });
  return [...waited, ...processorTimes];
}

async function peers({
  store,
  folder,
  listings,
  requests,
  log,
}: Parts & { listings: number }): Promise<BenchmarkRow[]> {
  const words = vocabulary();
  const asked = benchRequests(words, requests).filter(({ kind }) => kind === 'search');
  const rows: BenchmarkRow[] = [];
  for (const open of [
    () => postgresPeer(store.pool, words, listings),
    () => sqlitePeer(join(folder, 'peer.sqlite'), words, listings),
  ]) {
    const peer = await open();
    log(`${peer.name} is filled`);
    const took: number[] = [];
    for (const request of asked) {
      const began = performance.now();
      await peer.search(request.words);
      took.push(performance.now() - began);
    }
    rows.push(...latencies(`${peer.name}, words alone`, took));
    rows.push({ case: `${peer.name}: texts and index`, value: await peer.megabytes(), unit: 'MB' });
    await peer.close();
  }
  return rows;
}

function latencies(name: string, took: number[], goals?: { p50: number; p99: number }): BenchmarkRow[] {
  return (['p50', 'p99'] as const).map((point) => ({
    case: `${name}, ${point}`,
    value: partOf(took, point === 'p50' ? 0.5 : 0.99),
    unit: 'ms',
    ...(goals === undefined ? {} : { goal: { atMost: goals[point] } }),
  }));
}

/** What such a part of the values stays below. */
const partOf = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

// Safety: the process sends nothing else.
const answerOf = async <T>(child: ChildProcess): Promise<T> => (await once(child, 'message'))[0] as T;

async function figuresOf(child: ChildProcess): Promise<{ rssBytes: number }> {
  const answer = answerOf<{ rssBytes: number }>(child);
  child.send('figures');
  return await answer;
}
