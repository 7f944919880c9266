import type { Connection } from '../../store/batch-write.ts';

/**
 * What every review adds to scores: columns of `review_parts`, from the chain's tables alone.
 * @param scope condition on `reviews r`
 */
const parts = (scope: string) => `
  select r.order_id, r.shop, r.buyer, o.listing, r.posted_at, r.stars, r.first_stars + r.stars as half_stars,
    micros.fee as fee_micros, micros.fee * score_growth(o.paid_at) as weight
  from reviews r join orders o on o.id = r.order_id join tokens t on t.address = r.token
  cross join lateral (select div(r.weight_units * 1000000, power(10::numeric, t.decimals)) as fee) micros
  where ${scope}`;

/** Stars of a review, in the order of a histogram. */
export const stars = [1, 2, 3, 4, 5] as const;
const sums = `sum(sign)::int as reviews, sum(sign * fee_micros) as weight_micros, sum(sign * weight) as weight,
  sum(sign * weight * half_stars) as weighted,
  array[${stars.map((each) => `count(*) filter (where stars = ${each} and sign > 0) - count(*) filter (where stars = ${each} and sign < 0)`).join(', ')}]::int[] as histogram`;

/** Adds sums to a row's own. */
const added = (table: string) => `reviews = ${table}.reviews + excluded.reviews,
  weight_micros = ${table}.weight_micros + excluded.weight_micros, weight = ${table}.weight + excluded.weight,
  weighted = ${table}.weighted + excluded.weighted,
  histogram = array[${stars.map((each) => `${table}.histogram[${each}] + excluded.histogram[${each}]`).join(', ')}]`;

/** Adds what a set of parts changes to the sums of shops, listing versions and reviewers. */
const addSums = (delta: string): string[] => [
  `${delta} insert into shop_scores (shop, milli_stars, top_buyer_bps, reviews, weight_micros, weight, weighted, histogram)
   select shop, 0, 0, ${sums} from delta group by shop on conflict (shop) do update set ${added('shop_scores')}`,
  `${delta} insert into version_scores (shop, listing, reviews, weight_micros, weight, weighted, histogram)
   select shop, listing, ${sums} from delta group by shop, listing
   on conflict (shop, listing) do update set ${added('version_scores')}`,
  `${delta} insert into shop_reviewers (shop, buyer, reviews, weight_micros)
   select shop, buyer, sum(sign), sum(sign * fee_micros) from delta group by shop, buyer
   on conflict (shop, buyer) do update set reviews = shop_reviewers.reviews + excluded.reviews,
     weight_micros = shop_reviewers.weight_micros + excluded.weight_micros`,
];

/** Computes the parts and all sums from nothing. */
export async function sumAll(client: Connection): Promise<void> {
  await client.query('truncate review_parts, version_scores, shop_reviewers, shop_scores, listing_scores');
  await client.query(`insert into review_parts ${parts('true')}`);
  const delta = 'with delta as (select *, 1 as sign from review_parts)';
  for (const statement of addSums(delta)) await client.query(statement);
}

/** A version of a listing that was bought and reviewed. */
export interface BoughtVersion {
  shop: string;
  /** Digest of its document. */
  listing: string;
}

/**
 * Brings the sums to what the chain's tables say of some orders now: what they added before is taken away.
 * @param orders whose reviews came, changed, or went with a reorganisation
 * @returns the versions whose sums changed
 */
export async function sumAgain(client: Connection, orders: readonly string[]): Promise<BoughtVersion[]> {
  const delta = `with delta as (
    select p.*, 1 as sign from (${parts('r.order_id = any($1)')}) p
    union all select p.*, -1 from review_parts p where p.order_id = any($1))`;
  const { rows: versions } = await client.query<BoughtVersion>(`${delta} select distinct shop, listing from delta`, [
    orders,
  ]);
  for (const statement of addSums(delta)) await client.query(statement, [orders]);
  await client.query('delete from review_parts where order_id = any($1)', [orders]);
  await client.query(`insert into review_parts ${parts('r.order_id = any($1)')}`, [orders]);
  return versions;
}
