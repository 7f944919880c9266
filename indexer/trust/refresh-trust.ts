import type pg from 'pg';
import { zeroAddress } from '../../protocol/primitives.ts';
import { scoreDay } from '../../protocol/score.ts';
import type { Connection } from '../store/batch-write.ts';
import { transaction } from '../store/transaction.ts';
import { writeBuyerRecords, writePromoterRecords } from './facts/account-records.ts';
import { writeShopFacts, writeShopMonths } from './facts/shop-facts.ts';
import { flagBuyers } from './flags/buyers.ts';
import { flagPromoters } from './flags/referrals.ts';
import { flagShops } from './flags/shop-flags.ts';
import { wantFunders } from './funding/want-funders.ts';
import { type Mark, takeMarks } from './marks.ts';
import { rebuildScores, refreshScores } from './refresh-scores.ts';

/** What is computed again of each kind in one transaction: it bounds how long a new block waits for the one before. */
const BATCH = 200;

const writers: Record<Exclude<Mark, 'review'>, (client: Connection, ids: readonly string[]) => Promise<void>> = {
  month: writeShopMonths,
  buyer: async (client, buyers) => {
    await writeBuyerRecords(client, buyers);
    await flagBuyers(client, buyers);
  },
  promoter: async (client, promoters) => {
    await writePromoterRecords(client, promoters);
    await flagPromoters(client, promoters);
  },
  shop: async (client, shops) => {
    await writeShopFacts(client, shops);
    await flagShops(client, shops);
    await wantFunders(client, shops);
  },
};

/**
 * Brings scores, records and flags up to what the chain's tables and the documents say. Scores are complete after one
 * call; of the rest a bounded part is done, so that new blocks do not wait.
 * @param chainTime Unix seconds of the newest indexed block
 * @param scored called once the scores are complete, before records and flags
 * @returns false when more is waiting
 */
export async function refreshTrust(
  pool: pg.Pool,
  chainTime: number,
  scored: () => void = () => undefined,
): Promise<boolean> {
  if (!(await isStale(pool, chainTime))) {
    scored();
    return true;
  }
  await transaction(pool, (client) => rebuildWhereAsked(client, chainTime));
  while (await transaction(pool, (client) => refreshScores(client, chainTime)));
  scored();
  return await transaction(pool, refreshRecords);
}

/** Most looks at the chain find nothing new. */
async function isStale(pool: pg.Pool, chainTime: number): Promise<boolean> {
  const { rows } = await pool.query<{ stale: boolean }>(
    `select exists (select from stale_trust where kind <> 'funder') or exists (select from stale_scores)
       or not exists (select from score_day where day = $1) as stale`,
    [scoreDay(chainTime)],
  );
  return rows[0]?.stale === true;
}

/** After a long range of blocks everything is computed anew; what the records need is noted row by row. */
async function rebuildWhereAsked(client: Connection, chainTime: number): Promise<void> {
  const { rowCount } = await client.query(`select from stale_trust where kind = 'all'`);
  if (rowCount === 0) return;
  await client.query('truncate stale_trust, shop_facts, shop_months, buyer_records, promoter_records, flags');
  await rebuildScores(client, chainTime);
  await client.query(`
    insert into stale_trust
      select distinct 'month', shop || ' ' || month_of(paid_at) from orders
      union select 'month', shop || ' ' || month_of(posted_at) from review_parts
      union select 'shop', address from shops
      union select 'buyer', buyer from shop_buyers
      union select 'promoter', promoter from orders where promoter <> '${zeroAddress}'`);
}

async function refreshRecords(client: Connection): Promise<boolean> {
  let isDone = true;
  for (const [kind, write] of Object.entries(writers)) {
    // Safety: the writers are named by the kinds of marks.
    const ids = await takeMarks(client, kind as Mark, BATCH);
    if (ids.length > 0) await write(client, ids);
    if (ids.length === BATCH) isDone = false;
  }
  return isDone;
}
