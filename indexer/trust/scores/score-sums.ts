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

/** Adds what a set of parts changes to the sums of shops, reviewers, and listing versions, which are returned. */
const addSums = (delta: string) => ({
  shops: `${delta} insert into shop_scores (shop, milli_stars, top_buyer_bps, reviews, weight_micros, weight, weighted, histogram)
   select shop, 0, 0, ${sums} from delta group by shop on conflict (shop) do update set ${added('shop_scores')}`,
  reviewers: `${delta} insert into shop_reviewers (shop, buyer, reviews, weight_micros)
   select shop, buyer, sum(sign), sum(sign * fee_micros) from delta group by shop, buyer
   on conflict (shop, buyer) do update set reviews = shop_reviewers.reviews + excluded.reviews,
     weight_micros = shop_reviewers.weight_micros + excluded.weight_micros`,
  versions: `${delta} insert into version_scores (shop, listing, reviews, weight_micros, weight, weighted, histogram)
   select shop, listing, ${sums} from delta group by shop, listing
   on conflict (shop, listing) do update set ${added('version_scores')}
   returning shop, listing, handle`,
});

/** Reads from the chain's tables what every review adds and who wrote it, whatever was known before. */
export async function writeAllParts(client: Connection): Promise<void> {
  await client.query('truncate review_parts, shop_reviewers');
  await client.query(`insert into review_parts ${parts('true')}`);
  await client.query(
    `insert into shop_reviewers (shop, buyer, reviews, weight_micros)
     select shop, buyer, count(*), sum(fee_micros) from review_parts group by shop, buyer`,
  );
}

const histogram = stars.map((each) => `count(*) filter (where stars = ${each})`).join(', ');
const histogramSums = stars.map((each) => `sum(histogram[${each}])`).join(', ');

/** Sums all parts anew, in one pass by version. */
export async function sumAllParts(client: Connection): Promise<void> {
  await client.query('truncate version_scores, shop_scores, listing_scores');
  await client.query(
    `insert into version_scores (shop, listing, reviews, weight_micros, weight, weighted, histogram)
     select shop, listing, count(*), sum(fee_micros), sum(weight), sum(weight * half_stars), array[${histogram}]::int[]
     from review_parts group by shop, listing`,
  );
  await client.query(
    `insert into shop_scores (shop, milli_stars, top_buyer_bps, reviews, weight_micros, weight, weighted, histogram)
     select shop, 0, 0, sum(reviews), sum(weight_micros), sum(weight), sum(weighted), array[${histogramSums}]::int[]
     from version_scores group by shop`,
  );
}

/** A version of a listing that was bought and reviewed. */
export interface BoughtVersion {
  shop: string;
  /** Digest of its document. */
  listing: string;
}

const change = `with delta as (
  select p.*, 1 as sign from (${parts('r.order_id = any($1)')}) p
  union all select p.*, -1 from review_parts p where p.order_id = any($1))`;
const changeOf = addSums(change);

/**
 * Brings the sums to what the chain's tables say of some orders now: what they added before is taken away.
 * @param orders whose reviews came, changed, or went with a reorganisation
 * @returns the versions whose sums changed, with the listings that they are known to belong to
 */
export async function sumAgain(
  client: Connection,
  orders: readonly string[],
): Promise<(BoughtVersion & { handle: string | null })[]> {
  await client.query(changeOf.shops, [orders]);
  await client.query(changeOf.reviewers, [orders]);
  const { rows } = await client.query<BoughtVersion & { handle: string | null }>(changeOf.versions, [orders]);
  await client.query('delete from review_parts where order_id = any($1)', [orders]);
  await client.query(`insert into review_parts ${parts('r.order_id = any($1)')}`, [orders]);
  return rows;
}

/** Forgets rows of reviews that are all gone: a clean run knows none of them. */
export async function forgetEmpty(client: Connection): Promise<void> {
  await client.query(`
    with shops as (delete from shop_scores where reviews = 0), reviewers as (delete from shop_reviewers where reviews = 0)
    delete from version_scores where reviews = 0`);
}
