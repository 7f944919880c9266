import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import { shopTrust } from '../../indexer/queries/shop-trust.ts';
import { openStore } from '../../indexer/store/open-store.ts';
import { poolSettings } from '../../indexer/store/pools.ts';
import { transaction } from '../../indexer/store/transaction.ts';
import { rebuildScores, refreshScores, scoreAllParts } from '../../indexer/trust/refresh-scores.ts';
import { refreshTrust } from '../../indexer/trust/refresh-trust.ts';
import { score1, type WeighedReview } from '../../protocol/score.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { postgresCpu } from './index/postgres-cpu.ts';
import { fillMarket, NEWEST, shopName } from './scores/fill-market.ts';

/** New ratings that are measured one by one. */
const SINGLE = 200;
const BIGGEST = 50_000;

/**
 * Scores of a million ratings: all of them, one more, a new day, and the floor of summing the same rows once.
 * `npm run bench -- scores [ratings]`
 */
export const run: RunBenchmark = async ({ args, log }) => {
  const ratings = Number(args[0] ?? 1_000_000);
  const folder = await mkdtemp(join(tmpdir(), 'vouch-bench-scores-'));
  await chmod(folder, 0o755);
  const told = (_details: unknown, message?: string) => log(message ?? '');
  const silent = () => undefined;
  const store = await openStore({
    dataDir: folder,
    log: { debug: silent, info: silent, warn: told, error: told },
    // Filling a million rows in one statement takes as long as it takes.
    pools: { writer: { ...poolSettings.writer, statementMilliseconds: 0 } },
  });
  try {
    log(`load ${loadavg()[0]?.toFixed(1)}; filling ${ratings} ratings`);
    const size = { ratings, shops: 2_000, biggest: Math.min(BIGGEST, ratings / 4), listings: 40_000, buyers: 200_000 };
    await fillMarket(store.pool, size);
    return await measure(store, ratings, log);
  } finally {
    await store.stop();
    await rm(folder, { recursive: true });
  }
};

async function measure(
  store: Awaited<ReturnType<typeof openStore>>,
  ratings: number,
  log: (line: string) => void,
): Promise<BenchmarkRow[]> {
  const { pool, search } = store;
  const rows: BenchmarkRow[] = [];
  const postmaster = await postmasterOf(pool);
  const step = async (name: string, work: () => Promise<unknown>, goal?: BenchmarkRow['goal'], peer?: string) => {
    const measured = await timed(work, postmaster);
    log(`${name}: ${measured.wall.toFixed(2)} s, CPU ${measured.cpu.toFixed(2)} s`);
    rows.push({ case: name, value: measured.wall, unit: 's', ...(goal ? { goal } : {}), ...(peer ? { peer } : {}) });
    rows.push({ case: `${name}, CPU of database and node`, value: measured.cpu, unit: 's' });
  };

  await step('rebuild from the tables of the chain: parts, sums and stars', () =>
    transaction(pool, (client) => rebuildScores(client, NEWEST)),
  );
  await pool.query('vacuum analyze review_parts, version_scores, shop_reviewers, shop_scores');
  await step(
    `full: all sums and stars of ${ratings} ratings`,
    () => transaction(pool, (client) => scoreAllParts(client, NEWEST)),
    { atMost: 2 },
  );
  await step('floor: one SQL pass that sums the same rows by shop', () =>
    pool.query('select shop, sum(weight), sum(weight * half_stars) from review_parts group by shop'),
  );
  const reviews = await readReviews(pool);
  await step('floor: score@1 over the same ratings in memory, JavaScript', async () => score1(reviews, NEWEST));
  await step('a new day for all shops and listings', () =>
    transaction(pool, (client) => refreshScores(client, NEWEST + 86_400)),
  );

  await pool.query('truncate stale_trust');
  for (const [name, shop] of [
    ['the biggest shop', 0],
    ['a usual shop', 1_500],
  ] as const)
    rows.push(...(await newRatings(pool, name, shopName(shop), postmaster)));
  while (!(await refreshTrust(pool, NEWEST + 86_400)));
  rows.push(...(await questions(search, shopName(0))));
  return rows;
}

/** Amends ratings one by one, each followed by what the indexer does after a block. */
async function newRatings(pool: pg.Pool, name: string, shop: string, postmaster: number): Promise<BenchmarkRow[]> {
  const { rows } = await pool.query<{ order_id: string }>('select order_id from reviews where shop = $1 limit $2', [
    shop,
    SINGLE,
  ]);
  const work = {
    scores: () => transaction(pool, (client) => refreshScores(client, NEWEST + 86_400)),
    'records and flags': () => refreshTrust(pool, NEWEST + 86_400),
  };
  const measured: BenchmarkRow[] = [];
  for (const [part, refresh] of Object.entries(work)) {
    const taken: number[] = [];
    const { cpu } = await timed(async () => {
      for (const { order_id } of rows) {
        await pool.query('update reviews set stars = 1 + stars % 5 where order_id = $1', [order_id]);
        taken.push((await timed(refresh)).wall * 1_000);
      }
    }, postmaster);
    if (part !== 'scores') await pool.query('truncate stale_trust');
    const goal = part === 'scores' ? { goal: { atMost: 5 } } : {};
    measured.push(
      { case: `new rating at ${name}: ${part}, median`, value: quantile(taken, 0.5), unit: 'ms', ...goal },
      { case: `new rating at ${name}: ${part}, p95`, value: quantile(taken, 0.95), unit: 'ms' },
      { case: `new rating at ${name}: ${part}, CPU each`, value: (cpu * 1_000) / rows.length, unit: 'ms' },
    );
  }
  return measured;
}

async function questions(db: Awaited<ReturnType<typeof openStore>>['search'], shop: string): Promise<BenchmarkRow[]> {
  const taken: number[] = [];
  for (let asked = 0; asked < 500; asked += 1) taken.push((await timed(() => shopTrust(db, shop))).wall * 1_000);
  return [
    { case: `trust of a shop with ${BIGGEST} ratings, in process, median`, value: quantile(taken, 0.5), unit: 'ms' },
    {
      case: `trust of a shop with ${BIGGEST} ratings, in process, p99`,
      value: quantile(taken, 0.99),
      unit: 'ms',
      goal: { atMost: 25 },
    },
  ];
}

/** The first process of the server, as its own file names it. */
async function postmasterOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  return Number((await readFile(join(rows[0]?.folder ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function readReviews(pool: pg.Pool): Promise<WeighedReview[]> {
  const { rows } = await pool.query<{ fee: string; half: number; at: number }>(
    'select p.fee_micros::text as fee, p.half_stars as half, o.paid_at as at from review_parts p join orders o on o.id = p.order_id',
  );
  return rows.map(({ fee, half, at }) => ({ feeMicros: BigInt(fee), halfStars: half, paidAt: at }));
}

/** Wall and processor seconds; those of the database too where its first process is given. */
async function timed(work: () => Promise<unknown>, postmaster?: number): Promise<{ wall: number; cpu: number }> {
  const ofDatabase = async () => (postmaster === undefined ? 0 : await postgresCpu(postmaster)) / 1_000;
  const [cpu, database, start] = [process.cpuUsage(), await ofDatabase(), performance.now()];
  await work();
  const wall = (performance.now() - start) / 1_000;
  const own = process.cpuUsage(cpu);
  return { wall, cpu: (own.user + own.system) / 1e6 + (await ofDatabase()) - database };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
