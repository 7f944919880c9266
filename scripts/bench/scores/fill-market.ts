import type pg from 'pg';
import { zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';

/** How many ratings a benchmark's market has, and where they are. */
export interface MarketSize {
  ratings: number;
  shops: number;
  /** Ratings of the first shop; the rest is spread over the others, more to the first ones. */
  biggest: number;
  listings: number;
  buyers: number;
}

/** Unix seconds of the newest payment. */
export const NEWEST = 1_790_000_000;
const SPAN_SECONDS = 2 * 365 * 86_400;
const TOKEN = `0x${'d0'.repeat(20)}`;
export const shopName = (number: number) => `0xa${number.toString(16).padStart(39, '0')}`;

const address = (number: string, letter: string) => `'0x${letter}' || lpad(to_hex(${number}), 39, '0')`;
const digest = (number: string, letter: string) => `'0x${letter}' || lpad(to_hex(${number}), 63, '0')`;

/** Puts closed, rated orders into the chain's tables. Digests and amounts come from numbers, so every run has the same. */
export async function fillMarket(
  pool: pg.Pool,
  { ratings, shops, biggest, listings, buyers }: MarketSize,
): Promise<void> {
  await pool.query(`alter table orders disable trigger user; alter table reviews disable trigger user`);
  await pool.query(`insert into tokens values ($1, 'dUSD', 6, true, 1, 1000000000000)`, [TOKEN]);
  await pool.query(
    `insert into shops select ${address('n', 'a')}, '', '', 0, ${NEWEST} from generate_series(0, ${shops - 1}) n`,
  );
  // A square root leaves a few shops with many ratings and many with few.
  const shop = `case when n < ${biggest} then 0 else 1 + floor(power((n * 7919::int8 % 1000003) / 1000003.0, 2) * ${shops - 1})::int end`;
  await pool.query(`
    insert into orders (id, buyer, shop, token, promoter, parent, host, arbitrator, listing, sku, details, zone,
      total_units, coverage_units, version, paid_at, index, quantity, kind, ship_within_seconds, inspect_within_seconds,
      commission_bps, parent_bps, host_bps, parameters, state, outcome, answered, fee_units, payout, closed_at,
      paid_block, paid_log, changed_block)
    select ${digest('n', '1')}, ${address(`n * 104729::int8 % ${buyers}`, 'b')}, ${address('shop', 'a')}, '${TOKEN}', '${zeroAddress}',
      '${zeroAddress}', '${zeroAddress}', '${zeroAddress}', ${digest(`shop * 1000 + n % ${Math.max(1, Math.round(listings / shops))}`, 'c')},
      '${zeroBytes32}', '${zeroBytes32}', '${zeroBytes32}', paid, 0, 1, at, 0, 1, 0, 86400, 86400, 500, 0, 0, '{}', 'completed',
      'confirmed', false, paid / 100, '{"buyerUnits":"0"}', at + 432000, n, 0, n
    from (select n, ${shop} as shop, 1000000 + n * 15485863::int8 % 90000000 as paid,
      (${NEWEST - SPAN_SECONDS} + n::int8 * ${SPAN_SECONDS} / ${ratings})::int8 as at from generate_series(0, ${ratings - 1}) n) each`);
  await pool.query(`
    insert into reviews (order_id, shop, buyer, token, first_stars, stars, content, weight_units, posted_at, posted_block, posted_log)
    select id, shop, buyer, token, 1 + paid_block % 5, 1 + (paid_block / 3) % 5, '', fee_units, closed_at, paid_block, 1 from orders`);
  await pool.query(`alter table listings disable trigger user`);
  await pool.query(`
    insert into listing_documents (cid, digest, shop, handle, kind, titles, document, skus)
    select 'b' || listing, listing, shop, 'listing-' || row_number() over (partition by shop), 'shipped', '{}', '{}', '{}'
    from (select distinct shop, listing from orders) sold`);
  await pool.query(`
    insert into listings (shop, handle, cid, version, kind, token, price_from_units, price_to_units, coverage_bps,
      commission_bps, terms, tags, milli_stars, updated_at, place)
    select shop, handle, cid, 1, kind, '${TOKEN}', 1, 1, 0, 0, '{}', '{}', 3500, ${NEWEST}, 0 from listing_documents`);
  await pool.query(`alter table listings enable trigger user`);
  await pool.query(`insert into shop_buyers select shop, buyer, count(*) from orders group by shop, buyer`);
  await pool.query(`alter table orders enable trigger user; alter table reviews enable trigger user`);
  await pool.query('vacuum analyze');
}
