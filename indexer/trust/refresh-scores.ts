import { scoreDay } from '../../protocol/score.ts';
import type { Connection } from '../store/batch-write.ts';
import { mark, takeMarks } from './marks.ts';
import { placeVersions } from './scores/place-versions.ts';
import { sumAgain, sumAll } from './scores/score-sums.ts';
import { settleListings, settleShops, sumListings } from './scores/settle-scores.ts';

/** Reviews that are taken up in one transaction. */
const BATCH_REVIEWS = 2_000;

/** Computes all scores from the chain's tables and the documents, whatever was there before. */
export async function rebuildScores(client: Connection, chainTime: number): Promise<void> {
  const day = scoreDay(chainTime);
  await client.query('delete from stale_scores');
  await sumAll(client);
  await placeVersions(client, 'all');
  await sumListings(client, 'all');
  await settleDay(client, day);
}

/**
 * Brings the scores up to date: reviews that changed, shops whose catalogue changed, and a new day. A score depends on the
 * rows of the chain and the documents, never on the way to them (INVARIANT I14).
 * @returns true when more is waiting
 */
export async function refreshScores(client: Connection, chainTime: number): Promise<boolean> {
  const day = scoreDay(chainTime);
  const { rows } = await client.query<{ day: number }>('select day from score_day');
  const orders = await takeMarks(client, 'review', BATCH_REVIEWS);
  if (orders.length > 0) {
    const versions = await sumAgain(client, orders);
    const listings = await placeVersions(client, { versions });
    const shops = [...new Set(versions.map(({ shop }) => shop))];
    await sumListings(client, listings);
    await forgetEmpty(client, shops);
    await settleShops(client, shops, day);
    await settleListings(client, listings, day);
  }
  const { rows: stale } = await client.query<{ shop: string }>('delete from stale_scores returning shop');
  if (stale.length > 0) {
    const shops = stale.map(({ shop }) => shop);
    const listings = await placeVersions(client, { shops });
    await mark(client, 'shop', shops);
    await sumListings(client, listings);
    await settleListings(client, listings, day);
  }
  if (rows[0]?.day !== day) await settleDay(client, day);
  return orders.length === BATCH_REVIEWS;
}

async function settleDay(client: Connection, day: number): Promise<void> {
  await settleShops(client, 'all', day);
  await settleListings(client, 'all', day);
  await client.query('insert into score_day values (1, $1) on conflict (id) do update set day = excluded.day', [day]);
}

/** A clean run knows no rows of reviews that are gone. */
async function forgetEmpty(client: Connection, shops: readonly string[]): Promise<void> {
  for (const table of ['shop_scores', 'version_scores', 'shop_reviewers'])
    await client.query(`delete from ${table} where shop = any($1) and reviews = 0`, [shops]);
}
