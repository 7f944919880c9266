import type pg from 'pg';
import { microsOf } from '../../protocol/money.ts';
import type { Address } from '../../protocol/primitives.ts';
import { score1, type WeighedReview } from '../../protocol/score.ts';
import { type BatchColumn, type Connection, insertBatch } from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';
import { neutralMilliStars } from './neutral.ts';

const DAY_SECONDS = 86_400;
/** Shops computed in one transaction: bounds memory when a new day makes all scores stale. */
const BATCH_SHOPS = 200;

/**
 * Computes the scores of stale shops and their listings. Ages count in whole days of chain time, so a score changes with
 * its reviews and once a day, and is the same on every node at the same block (INVARIANT I14).
 * @param chainTime Unix seconds of the newest indexed block
 * @returns how many shops were computed
 */
export async function refreshScores(pool: pg.Pool, chainTime: number): Promise<number> {
  const day = Math.floor(chainTime / DAY_SECONDS);
  await markNewDay(pool, day);
  for (let total = 0; ; ) {
    const done = await refreshBatch(pool, (day + 1) * DAY_SECONDS);
    total += done;
    if (done < BATCH_SHOPS) return total;
  }
}

async function markNewDay(pool: pg.Pool, day: number): Promise<void> {
  const { rows } = await pool.query<{ day: number }>('select day from score_day');
  if (rows[0]?.day === day) return;
  await transaction(pool, async (client) => {
    await client.query('insert into stale_scores select shop from shop_scores on conflict do nothing');
    await client.query('insert into score_day values (1, $1) on conflict (id) do update set day = excluded.day', [day]);
  });
}

const refreshBatch = (pool: pg.Pool, now: number): Promise<number> =>
  transaction(pool, async (client) => {
    const { rows } = await client.query<{ shop: Address }>(
      'delete from stale_scores where shop in (select shop from stale_scores order by shop limit $1) returning shop',
      [BATCH_SHOPS],
    );
    const shops = rows.map(({ shop }) => shop);
    if (shops.length > 0) await writeScores(client, shops, now);
    return shops.length;
  });

const scoreColumns: BatchColumn[] = [
  { name: 'milli_stars', type: 'int' },
  { name: 'reviews', type: 'int' },
  { name: 'weight_micros', type: 'numeric' },
  { name: 'histogram', type: 'text', cast: 'int[]' },
];
const shopColumns: BatchColumn[] = [
  { name: 'shop', type: 'text' },
  ...scoreColumns,
  { name: 'top_buyer_bps', type: 'int' },
];
const listingColumns: BatchColumn[] = [
  { name: 'shop', type: 'text' },
  { name: 'handle', type: 'text' },
  ...scoreColumns,
];

async function writeScores(client: Connection, shops: readonly Address[], now: number): Promise<void> {
  const byShop = new Map<Address, Reviewed[]>();
  const byListing = new Map<string, Reviewed[]>();
  for (const review of await reviewsOf(client, shops)) {
    append(byShop, review.shop, review);
    if (review.handle !== null) append(byListing, `${review.shop}|${review.handle}`, review);
  }
  await client.query('delete from shop_scores where shop = any($1)', [shops]);
  await client.query('delete from listing_scores where shop = any($1)', [shops]);
  const shopRows = Array.from(byShop, ([shop, reviews]) => [shop, ...scoreCells(reviews, now), topBuyerBps(reviews)]);
  await insertBatch(client, { table: 'shop_scores', columns: shopColumns, rows: shopRows });
  const listingRows = Array.from(byListing, ([key, reviews]) => [
    ...(key.split('|') as [string, string]),
    ...scoreCells(reviews, now),
  ]);
  await insertBatch(client, { table: 'listing_scores', columns: listingColumns, rows: listingRows });
  await client.query(
    `update listings l set milli_stars = fresh.milli_stars, reviews = fresh.reviews
     from (select id, coalesce(s.milli_stars, $2) as milli_stars, coalesce(s.reviews, 0) as reviews
       from listings left join listing_scores s using (shop, handle) where shop = any($1)) fresh
     where l.id = fresh.id and (l.milli_stars, l.reviews) is distinct from (fresh.milli_stars, fresh.reviews)`,
    [shops, neutralMilliStars],
  );
}

interface Reviewed extends WeighedReview {
  shop: Address;
  buyer: Address;
  handle: string | null;
  stars: number;
}

async function reviewsOf(client: Connection, shops: readonly Address[]): Promise<Reviewed[]> {
  const { rows } = await client.query<Omit<Reviewed, 'feeMicros'> & { weight_units: string; decimals: number }>(
    `select r.shop, r.buyer, r.stars, r.first_stars + r.stars as "halfStars", r.weight_units, t.decimals,
       o.paid_at as "paidAt", d.handle
     from reviews r
     join orders o on o.id = r.order_id
     join tokens t on t.address = r.token
     left join listing_documents d on d.digest = o.listing and d.shop = r.shop
     where r.shop = any($1)`,
    [shops],
  );
  return rows.map(({ weight_units, decimals, ...row }) => ({
    ...row,
    feeMicros: microsOf(BigInt(weight_units), decimals),
  }));
}

function scoreCells(reviews: readonly Reviewed[], now: number) {
  const histogram = [0, 0, 0, 0, 0];
  for (const { stars } of reviews) histogram[stars - 1] = (histogram[stars - 1] ?? 0) + 1;
  return [score1(reviews, now).milliStars, reviews.length, weightOf(reviews), `{${histogram.join(',')}}`];
}

const weightOf = (reviews: readonly Reviewed[]): bigint => reviews.reduce((sum, { feeMicros }) => sum + feeMicros, 0n);

/** Share of the review weight that comes from one buyer, the one with the most. */
function topBuyerBps(reviews: readonly Reviewed[]): number {
  const byBuyer = new Map<Address, bigint>();
  for (const { buyer, feeMicros } of reviews) byBuyer.set(buyer, (byBuyer.get(buyer) ?? 0n) + feeMicros);
  const total = weightOf(reviews);
  const top = [...byBuyer.values()].reduce((most, weight) => (weight > most ? weight : most), 0n);
  return total === 0n ? 0 : Number((top * 10_000n) / total);
}

function append<Key>(groups: Map<Key, Reviewed[]>, key: Key, review: Reviewed): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [review]);
  else group.push(review);
}
