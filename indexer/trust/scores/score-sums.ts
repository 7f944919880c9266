import type { Connection } from '../../store/batch-write.ts';
import { withoutIndexes } from '../../store/without-indexes.ts';

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

/** A version of a listing that was bought and reviewed. */
export interface BoughtVersion {
  shop: string;
  /** Digest of its document. */
  listing: string;
}

/** Reads from the chain's tables what every review adds and who wrote it, whatever was known before. */
export async function writeAllParts(client: Connection): Promise<void> {
  await client.query('truncate review_parts, shop_reviewers');
  await withoutIndexes(client, ['review_parts', 'shop_reviewers'], async () => {
    await client.query(`insert into review_parts ${parts('true')}`);
    await client.query(
      `insert into shop_reviewers (shop, buyer, reviews, weight_micros)
       select shop, buyer, count(*), sum(fee_micros) from review_parts group by shop, buyer`,
    );
  });
}

const histogram = stars.map((each) => `count(*) filter (where stars = ${each})`).join(', ');
const histogramSums = stars.map((each) => `sum(histogram[${each}])`).join(', ');

/**
 * Sums all parts anew, in one pass by version. Versions that are for sale, or whose listing is gone, are placed at once; of
 * the others `placeVersions` decides. Rows are written in the order of their key, which its index takes sooner.
 */
export async function sumAllParts(client: Connection): Promise<void> {
  await client.query('truncate version_scores, shop_scores, listing_scores');
  await client.query(
    `insert into version_scores (shop, listing, reviews, weight_micros, weight, weighted, histogram, handle, compared)
     select v.*, d.handle, case when l.cid = d.cid then l.cid end from (
       select shop, listing, count(*), sum(fee_micros), sum(weight), sum(weight * half_stars), array[${histogram}]::int[]
       from review_parts group by shop, listing) v
     left join listing_documents d on d.digest = v.listing and d.shop = v.shop
     left join listings l on l.shop = v.shop and l.handle = d.handle order by v.shop, v.listing`,
  );
  await client.query(
    `insert into shop_scores (shop, milli_stars, top_buyer_bps, reviews, weight_micros, weight, weighted, histogram)
     select shop, 0, 0, sum(reviews), sum(weight_micros), sum(weight), sum(weighted), array[${histogramSums}]::int[]
     from version_scores group by shop`,
  );
}

const signed = `sum(sign)::int as reviews, sum(sign * fee_micros) as weight_micros, sum(sign * weight) as weight,
  sum(sign * weight * half_stars) as weighted,
  array[${stars.map((each) => `coalesce(sum(sign) filter (where stars = ${each}), 0)`).join(', ')}]::int[] as histogram`;

/** Adds sums to a row's own. */
const added = (table: string) => `reviews = ${table}.reviews + excluded.reviews,
  weight_micros = ${table}.weight_micros + excluded.weight_micros, weight = ${table}.weight + excluded.weight,
  weighted = ${table}.weighted + excluded.weighted,
  histogram = array[${stars.map((each) => `${table}.histogram[${each}] + excluded.histogram[${each}]`).join(', ')}]`;

/** All that a change of some reviews changes, in one statement: each part of it sees the rows as they were before. */
const sumChanges = `
  with fresh as materialized (${parts('r.order_id = any($1)')}),
  delta as materialized (
    select *, 1 as sign from fresh union all select p.*, -1 from review_parts p where p.order_id = any($1)),
  gone as (
    delete from review_parts p where p.order_id = any($1) and not exists (select from fresh where fresh.order_id = p.order_id)),
  written as (
    insert into review_parts select * from fresh on conflict (order_id) do update set shop = excluded.shop,
      buyer = excluded.buyer, listing = excluded.listing, posted_at = excluded.posted_at, stars = excluded.stars,
      half_stars = excluded.half_stars, fee_micros = excluded.fee_micros, weight = excluded.weight),
  shops as (
    insert into shop_scores (shop, milli_stars, top_buyer_bps, reviews, weight_micros, weight, weighted, histogram)
    select shop, 0, 0, ${signed} from delta group by shop on conflict (shop) do update set ${added('shop_scores')}),
  reviewers as (
    insert into shop_reviewers (shop, buyer, reviews, weight_micros)
    select shop, buyer, sum(sign), sum(sign * fee_micros) from delta group by shop, buyer
    on conflict (shop, buyer) do update set reviews = shop_reviewers.reviews + excluded.reviews,
      weight_micros = shop_reviewers.weight_micros + excluded.weight_micros
    returning reviews),
  versions as (
    insert into version_scores (shop, listing, reviews, weight_micros, weight, weighted, histogram)
    select shop, listing, ${signed} from delta group by shop, listing
    on conflict (shop, listing) do update set ${added('version_scores')}
    returning shop, listing, handle)
  select versions.*, exists (select from reviewers where reviews = 0) as emptied from versions`;

/**
 * Brings the sums to what the chain's tables say of some orders now: what they added before is taken away.
 * @param orders whose reviews came, changed, or went with a reorganisation
 * @returns the versions whose sums changed, with the listings that they are known to belong to
 */
export async function sumAgain(
  client: Connection,
  orders: readonly string[],
): Promise<(BoughtVersion & { handle: string | null })[]> {
  // Planned once a connection: planning it takes several times as long as running it for one review.
  const { rows } = await client.query<BoughtVersion & { handle: string | null; emptied: boolean }>({
    name: 'sum-changes',
    text: sumChanges,
    values: [orders],
  });
  // A clean run knows no rows of reviews that are all gone.
  if (rows.some(({ emptied }) => emptied)) await client.query(forgetEmpty);
  return rows;
}

const forgetEmpty = `
  with shops as (delete from shop_scores where reviews = 0), reviewers as (delete from shop_reviewers where reviews = 0)
  delete from version_scores where reviews = 0`;
