import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { runMeasured } from './index/measured-process.ts';
import type { FloorReady } from './page/floor-process.ts';
import type { LoadFigures, LoadInput } from './page/load-process.ts';
import { type PageMarket, startPageMarket } from './page/market.ts';

/** Of the chain that the node follows before one shop gets its reviews. */
const EVENTS = 5_000;
const REVIEWS = 50_000;
const CONNECTIONS = 16;
const REQUESTS = 3_000;
/** Those that nothing kept answers take a hundred times as long. */
const UNIQUE_REQUESTS = 64;
const WARMING_REQUESTS = 500;
const folder = path.join(import.meta.dirname, '../../data/bench/index');

interface Measured extends LoadFigures {
  /** Microseconds of the server's processor time for one request. */
  cpu: number;
}

/**
 * Pages and lists of a whole node through HTTP, as sent to a browser (brotli), under 16 connections: once from what is
 * kept, once with an address that nobody asked for before. Beside them a bare Node server that sends as many bytes.
 * A number sets how many requests a case gets.
 */
export const run: RunBenchmark = async ({ args, log }) => {
  const requests = Number(args.find((each) => /^\d+$/.test(each)) ?? REQUESTS);
  const before = loadavg()[0] ?? 0;
  const market = await startPageMarket({ folder, events: EVENTS, reviews: REVIEWS, log });
  const rows: BenchmarkRow[] = [];
  try {
    // What a server does first it does slowly: code is compiled and pools are opened.
    log('warming up');
    for (const path_ of Object.values(casesOf(market)))
      await measure(market.url, market.pid, { path: path_, requests: WARMING_REQUESTS, warm: 0 });
    for (const [name, path_] of Object.entries(casesOf(market))) {
      const kept = await measure(market.url, market.pid, { path: path_, requests, warm: 200 });
      const unique = await measure(market.url, market.pid, {
        path: path_,
        requests: Math.min(requests, UNIQUE_REQUESTS),
        warm: 16,
        unique: true,
      });
      const floor = await measureFloor(kept.bytes, requests);
      log(`${name}: ${Math.round(kept.perSecond)}/s, p99 ${kept.p99.toFixed(1)} ms, ${Math.round(kept.cpu)} µs each`);
      rows.push(...rowsOf(name, { kept, unique, floor }));
    }
  } finally {
    await market.stop();
  }
  const load: BenchmarkRow = { case: 'load of the machine before', value: before, unit: '' };
  return [{ ...load, peer: `after ${(loadavg()[0] ?? 0).toFixed(1)}` }, ...rows];
};

const casesOf = ({ shop, manyReviews, listing, listingOfMany }: PageMarket): Record<string, string> => ({
  'home page': '/',
  'shop page': `/shop/${shop}`,
  'listing page': `/listing/${listing}`,
  'search page': '/search?q=bowl',
  'API: listings': '/api/v1/listings?limit=24',
  'API: search': '/api/v1/search?q=bowl&limit=24',
  'API: reviews': '/api/v1/reviews?limit=24',
  [`${REVIEWS} reviews: shop page`]: `/shop/${manyReviews}`,
  [`${REVIEWS} reviews: listing page`]: `/listing/${listingOfMany}`,
  [`${REVIEWS} reviews: list of reviews`]: `/api/v1/reviews?limit=24&shop=${manyReviews}`,
  [`${REVIEWS} reviews: trust`]: `/api/v1/shops/${manyReviews}/trust`,
});

async function measure(url: string, pid: number, load: Omit<LoadInput, 'port' | 'connections'>): Promise<Measured> {
  const before = await cpuOf(pid);
  const figures = await runMeasured<LoadFigures>(path.join(import.meta.dirname, 'page/load-process.ts'), {
    input: { ...load, port: Number(new URL(url).port), connections: CONNECTIONS } satisfies LoadInput,
  });
  const cpu = ((await cpuOf(pid)) - before) / (load.requests + 2 * load.warm);
  if (figures.failed > 0) throw new Error(`${load.path}: ${figures.failed} requests were not answered with 200`);
  return { ...figures, cpu };
}

/** A bare server that sends as many bytes. */
async function measureFloor(bytes: number, requests: number): Promise<Measured> {
  const child = fork(path.join(import.meta.dirname, 'page/floor-process.ts'), [`${bytes}`], {
    execArgv: ['--no-warnings'],
  });
  try {
    const [{ port }] = (await once(child, 'message')) as [FloorReady];
    return await measure(`http://127.0.0.1:${port}`, child.pid ?? 0, { path: '/', requests, warm: 200 });
  } finally {
    child.kill('SIGKILL');
  }
}

/** Processor time of a process so far, in microseconds. */
async function cpuOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function rowsOf(name: string, figures: { kept: Measured; unique: Measured; floor: Measured }): BenchmarkRow[] {
  const { kept, unique, floor } = figures;
  const isPage = name.endsWith('page');
  const size = `${(kept.bytes / 1_000).toFixed(1)} kB`;
  return [
    {
      case: `${name}: requests/s`,
      value: Math.round(kept.perSecond),
      unit: '1/s',
      ...(isPage ? { goal: { atLeast: 2_000 } } : {}),
      peer: `bare server ${Math.round(floor.perSecond)}, ${size}`,
    },
    {
      case: `${name}: p99 (p50)`,
      value: Math.round(kept.p99 * 10) / 10,
      unit: 'ms',
      goal: { atMost: 25 },
      peer: `p50 ${kept.p50.toFixed(1)}; bare server p99 ${floor.p99.toFixed(1)}`,
    },
    {
      case: `${name}: server's processor time a request`,
      value: Math.round(kept.cpu),
      unit: 'µs',
      peer: `${Math.round(1e6 / kept.cpu)}/s would fill one core; bare server ${Math.round(floor.cpu)} µs`,
    },
    {
      case: `${name}: asked for the first time, processor time`,
      value: Math.round(unique.cpu),
      unit: 'µs',
      peer: `p50 ${unique.p50.toFixed(0)} ms, p99 ${unique.p99.toFixed(0)} ms at ${CONNECTIONS} connections`,
    },
  ];
}
