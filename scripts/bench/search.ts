import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldWords } from '../../indexer/search/fold-words.ts';
import { startCluster } from '../../indexer/store/cluster.ts';
import { openStore, type Store } from '../../indexer/store/open-store.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { vocabulary } from './search/corpus.ts';
import { loadMarket } from './search/load.ts';
import { postgresPeer, sqlitePeer } from './search/peers.ts';
import { type BenchRequest, benchRequests } from './search/queries.ts';

const LISTINGS = 100_000;
const REQUESTS = 1_000;
const WARM = 100;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Searches over 100,000 listings, two fifths English, two fifths Chinese, one fifth both, through HTTP: with filters,
 * facets and trust in the order. Beside it plain full text of the same PostgreSQL and SQLite's FTS5 over the same words,
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

async function ask({ store, folder, url, requests, log }: Parts & { url: string }): Promise<BenchmarkRow[]> {
  const child = fork(join(import.meta.dirname, 'search/server-process.ts'), [url, folder]);
  try {
    const { port } = await answerOf<{ port: number }>(child);
    const get = async ({ path }: BenchRequest) => {
      const began = performance.now();
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      await response.text();
      if (response.status !== 200) throw new RangeError(`${response.status} for ${path}`);
      return performance.now() - began;
    };
    const asked = benchRequests(vocabulary(), WARM + requests);
    for (const request of asked.slice(0, WARM)) await get(request);
    const before = await figuresOf(child);
    const took = new Map<BenchRequest['kind'], number[]>([]);
    const served = new Map<BenchRequest['kind'], number[]>([]);
    for (const request of asked.slice(WARM)) {
      const began = await serverMilliseconds(store);
      const milliseconds = await get(request);
      const spent = (await serverMilliseconds(store)) - began;
      took.set(request.kind, [...(took.get(request.kind) ?? []), milliseconds]);
      served.set(request.kind, [...(served.get(request.kind) ?? []), spent]);
    }
    const after = await figuresOf(child);
    const ofServer = Array.from(
      served,
      ([kind, each]): BenchmarkRow => ({
        case: `CPU of PostgreSQL for a request: ${kind}`,
        value: each.reduce((sum, one) => sum + one, 0) / each.length,
        unit: 'ms',
      }),
    );
    log(
      `load of the machine: ${loadavg()
        .map((each) => each.toFixed(1))
        .join(' ')}`,
    );
    const { rows } = await store.pool.query<{ mb: string }>(
      `select setting::int8 * 8192 / 1e6 as mb from pg_settings where name = 'shared_buffers'`,
    );
    return [
      ...latencies('search through HTTP', took.get('search') ?? [], { p50: 10, p99: 60 }),
      ...latencies('facets through HTTP', took.get('facets') ?? []),
      ...latencies('suggestions through HTTP', took.get('suggestions') ?? []),
      {
        case: 'CPU of the node for a request',
        value: (after.cpuMilliseconds - before.cpuMilliseconds) / requests,
        unit: 'ms',
      },
      ...(process.platform === 'linux' ? ofServer : []),
      { case: 'memory of the node', value: after.rssBytes / 1e6, unit: 'MB' },
      { case: 'shared buffers of PostgreSQL', value: Number(rows[0]?.mb), unit: 'MB' },
    ];
  } finally {
    child.disconnect();
  }
}

/** Processor time of the server's processes that answer searches; zero where the system does not tell. */
async function serverMilliseconds(store: Store): Promise<number> {
  const { rows } = await store.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'vouch search'`,
  );
  const spent = rows.map(async ({ pid }) => {
    // The time that the process ran, in nanoseconds, comes first. One that has just ended has no file any more.
    const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0');
    return Number(text.split(' ')[0]) / 1e6;
  });
  return (await Promise.all(spent)).reduce((sum, each) => sum + each, 0);
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
  const sorted = took.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return (['p50', 'p99'] as const).map((point) => ({
    case: `${name}, ${point}`,
    value: at(point === 'p50' ? 0.5 : 0.99),
    unit: 'ms',
    ...(goals === undefined ? {} : { goal: { atMost: goals[point] } }),
  }));
}

// Safety: the process sends nothing else.
const answerOf = async <T>(child: ChildProcess): Promise<T> => (await once(child, 'message'))[0] as T;

async function figuresOf(child: ChildProcess): Promise<{ rssBytes: number; cpuMilliseconds: number }> {
  const answer = answerOf<{ rssBytes: number; cpuMilliseconds: number }>(child);
  child.send('figures');
  return await answer;
}
