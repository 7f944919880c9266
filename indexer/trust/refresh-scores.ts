import { scoreDay } from '../../protocol/score.ts';
import type { Connection } from '../store/batch-write.ts';
import { mark, takeMarks } from './marks.ts';
import { placeVersions } from './scores/place-versions.ts';
import { sumAgain, sumAllParts, writeAllParts } from './scores/score-sums.ts';
import { ageListings, settleShops, sumListings } from './scores/settle-scores.ts';

/** Reviews that are taken up in one transaction. */
const BATCH_REVIEWS = 2_000;
/** What PostgreSQL may take for sums of all versions at once: some 50 MB for 40,000 of them, instead of finding their reviews one by one. */
const SUMMING_MEMORY = '64MB';

/** Computes all scores from the chain's tables and the documents, whatever was there before. */
export async function rebuildScores(client: Connection, chainTime: number): Promise<void> {
  await client.query('delete from stale_scores');
  await writeAllParts(client);
  await scoreAllParts(client, chainTime);
}

/** Computes all sums and stars from what every review adds. */
export async function scoreAllParts(client: Connection, chainTime: number): Promise<void> {
  const day = scoreDay(chainTime);
  await client.query(`select set_config('work_mem', '${SUMMING_MEMORY}', true)`);
  await sumAllParts(client);
  await placeVersions(client, 'unplaced');
  await sumListings(client, 'all', day);
  await settleShops(client, 'all', day);
  await keepDay(client, day);
}

/**
 * Brings the scores up to date: reviews that changed, shops whose catalogue changed, and a new day. A score depends on the
 * rows of the chain and the documents, never on the way to them (INVARIANT I14).
 * @returns true when more is waiting
 */
export async function refreshScores(client: Connection, chainTime: number): Promise<boolean> {
  const day = scoreDay(chainTime);
  // One plan, for however many reviews: all of them are found by their keys.
  await client.query(`select set_config('plan_cache_mode', 'force_generic_plan', true)`);
  const orders = await takeMarks(client, 'review', BATCH_REVIEWS);
  if (orders.length > 0) await refreshReviews(client, orders, day);
  const { rows } = await client.query<{ day: number | null; shops: string[] }>(
    `with stale as (delete from stale_scores returning shop)
     select (select day from score_day) as day, array(select shop from stale) as shops`,
  );
  const { day: scored = null, shops = [] } = rows[0] ?? {};
  if (shops.length > 0) {
    await mark(client, 'shop', shops);
    const moved = await placeVersions(client, { shops });
    if (moved.length > 0) await sumListings(client, moved, day);
  }
  if (scored !== day) {
    await settleShops(client, 'all', day);
    await ageListings(client, day);
    await keepDay(client, day);
  }
  return orders.length === BATCH_REVIEWS;
}

async function refreshReviews(client: Connection, orders: readonly string[], day: number): Promise<void> {
  const versions = await sumAgain(client, orders);
  const unplaced = versions.filter(({ handle }) => handle === null);
  const found = unplaced.length === 0 ? [] : await placeVersions(client, { versions: unplaced });
  const known = versions.flatMap(({ shop, handle }) => (handle === null ? [] : [{ shop, handle }]));
  const listings = [...found, ...known];
  if (listings.length > 0) await sumListings(client, listings, day);
  await settleShops(client, [...new Set(versions.map(({ shop }) => shop))], day);
}

const keepDay = (client: Connection, day: number) =>
  client.query('insert into score_day values (1, $1) on conflict (id) do update set day = excluded.day', [day]);
