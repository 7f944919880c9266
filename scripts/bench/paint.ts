import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import type { ListingSummary } from '../../protocol/api/listing.ts';
import { startBrowser } from '../docs/browser.ts';
import { withDemoMarket } from '../docs/demo-market.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { startFloorServer } from './paint/floor-server.ts';
import { measurePaint, type Paint } from './paint/measure.ts';

const RUNS = '9';
const GOAL_MILLISECONDS = 600;

/**
 * How soon something is seen on slow 4G with a processor four times as slow: pages of the demo market in Chromium, each
 * beside a page of as many bytes that is text alone, in turns, so that a busy machine slows both. `--url` names a market
 * that runs already, `--runs` how often each page is opened.
 */
export const run: RunBenchmark = async ({ args, log }) => {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      port: { type: 'string', default: '8180' },
      runs: { type: 'string', default: RUNS },
    },
  });
  const before = loadavg()[0] ?? 0;
  const rows: BenchmarkRow[] = [];
  await withDemoMarket(values, async (url) => {
    const browser = await startBrowser();
    const floor = await startFloorServer();
    try {
      for (const [name, path] of Object.entries(await pagesOf(url))) {
        rows.push(...(await measurePage(browser, { name, url: `${url}${path}`, floor, runs: Number(values.runs) })));
        log(
          rows
            .slice(-2)
            .map(({ case: label, value }) => `${label} ${Math.round(value)}`)
            .join(', '),
        );
      }
    } finally {
      floor.stop();
      await browser.close();
    }
  });
  const load: BenchmarkRow = { case: 'load of the machine before', value: before, unit: '' };
  return [{ ...load, peer: `after ${(loadavg()[0] ?? 0).toFixed(1)}` }, ...rows];
};

async function pagesOf(url: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/v1/listings?limit=1`);
  // Safety: the node's own answer, checked by its schema before it was sent.
  const [listing] = ((await answer.json()) as { items: ListingSummary[] }).items;
  if (listing === undefined) throw new RangeError('the market has no listing');
  return { home: '/', search: '/search?q=cup', shop: `/shop/${listing.shop}`, listing: `/listing/${listing.cid}` };
}

interface Measured {
  name: string;
  url: string;
  floor: { url: (bytes: number) => string };
  runs: number;
}

async function measurePage(browser: Browser, { name, url, floor, runs }: Measured): Promise<BenchmarkRow[]> {
  // The node renders what nobody asked for before, and the browser starts its processes: that is another benchmark.
  const { documentBytes } = await measurePaint(browser, url);
  const pages: Paint[] = [];
  const floors: Paint[] = [];
  for (let at = 0; at < runs; at += 1) {
    pages.push(await measurePaint(browser, url));
    floors.push(await measurePaint(browser, floor.url(documentBytes)));
  }
  const of = (from: Paint[], key: keyof Paint): number => median(from.map((each) => each[key]));
  const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;
  return [
    {
      case: `${name}: first contentful paint`,
      value: Math.round(of(pages, 'first')),
      unit: 'ms',
      goal: { atMost: GOAL_MILLISECONDS },
      peer: `bare text of ${kilobytes(documentBytes)}: ${Math.round(of(floors, 'first'))}`,
    },
    {
      case: `${name}: largest contentful paint`,
      value: Math.round(of(pages, 'largest')),
      unit: 'ms',
      peer: `${of(pages, 'blocking')} blocking files, ${kilobytes(of(pages, 'bytesBefore'))} before the first paint`,
    },
  ];
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
