import { BPS } from '../../../protocol/limits.ts';
import { growthOf, PRIOR_FEE_MICROS, PRIOR_MILLI_STARS } from '../../../protocol/score.ts';
import type { Connection } from '../../store/batch-write.ts';
import { stars } from './score-sums.ts';

/** Listings by shop and handle. */
export interface ListingName {
  shop: string;
  handle: string;
}

/** What a statement is about: some listings or shops, or all. */
export type Scope<T> = readonly T[] | 'all';

/** Conditions on rows with shop and handle, and their parameters. */
const inScope = (listings: Scope<ListingName>): [condition: (row: string) => string, parameters: string[][]] =>
  listings === 'all'
    ? [() => 'true', []]
    : [
        (row) => `(${row}.shop, ${row}.handle) in (select * from unnest($1::text[], $2::text[]))`,
        [listings.map(({ shop }) => shop), listings.map(({ handle }) => handle)],
      ];

/** score@1 of a row's sums, from the prior's weight. The same as scoreOf in protocol/score.ts. */
const starsOf = (row: string, day: number): string => {
  const prior = `${PRIOR_FEE_MICROS * growthOf(day)}::numeric`;
  return `div(2 * (${row}.weighted * 500 + ${prior} * ${PRIOR_MILLI_STARS}) + ${row}.weight + ${prior}, 2 * (${row}.weight + ${prior}))::int`;
};

/** Shows the stars of `fresh` in the list of what is for sale. */
const showStars = (scope: string) => `
  update listings l set milli_stars = now.stars, reviews = now.reviews from (
    select l.id, coalesce(fresh.stars, ${PRIOR_MILLI_STARS}) as stars, coalesce(fresh.reviews, 0) as reviews
    from listings l left join fresh on (fresh.shop, fresh.handle) = (l.shop, l.handle) where ${scope}) now
  where l.id = now.id and (l.milli_stars, l.reviews) is distinct from (now.stars, now.reviews)`;

/** Rows that follow each other in the index of their key are put into it sooner than rows in any order. */
const inKeyOrder = 'order by shop, handle';
const overwriting = `on conflict (shop, handle) do update set milli_stars = excluded.milli_stars, reviews = excluded.reviews,
  weight_micros = excluded.weight_micros, weight = excluded.weight, weighted = excluded.weighted, histogram = excluded.histogram`;
const withoutSums = (scope: string) => `
  delete from listing_scores s where ${scope}
    and not exists (select from fresh f where (f.shop, f.handle) = (s.shop, s.handle))`;

/**
 * Puts the sums of the versions that count for it into each listing, with the stars of a day.
 * @param listings some of them, or all where none has sums yet
 * @param day chain time's day, see `scoreDay`
 */
export async function sumListings(client: Connection, listings: Scope<ListingName>, day: number): Promise<void> {
  const [scope, parameters] = inScope(listings);
  const histogram = stars.map((each) => `sum(histogram[${each}])`).join(', ');
  await client.query({
    ...(listings === 'all' ? {} : { name: `sum-listings-${day}` }),
    text: `with summed as (
       select shop, handle, sum(reviews)::int as reviews, sum(weight_micros) as weight_micros, sum(weight) as weight,
         sum(weighted) as weighted, array[${histogram}]::int[] as histogram
       from version_scores v where handle is not null and counts and ${scope('v')} group by shop, handle
     ), fresh as (
       select *, ${starsOf('summed', day)} as stars from summed
     ), written as (
       insert into listing_scores (shop, handle, milli_stars, reviews, weight_micros, weight, weighted, histogram)
       select shop, handle, stars, reviews, weight_micros, weight, weighted, histogram from fresh
       ${listings === 'all' ? inKeyOrder : `${overwriting}), gone as (${withoutSums(scope('s'))}`})
     ${showStars(scope('l'))}`,
    values: parameters,
  });
}

/** Gives all listings the stars of a day. */
export async function ageListings(client: Connection, day: number): Promise<void> {
  await client.query(
    `with fresh as materialized (
       select s.shop, s.handle, s.reviews, ${starsOf('s', day)} as stars from listing_scores s
     ), aged as (
       update listing_scores s set milli_stars = fresh.stars from fresh
       where (s.shop, s.handle) = (fresh.shop, fresh.handle) and s.milli_stars <> fresh.stars)
     ${showStars('true')}`,
  );
}

/** Gives shops the stars of a day, and the share of their top buyer. */
export async function settleShops(client: Connection, shops: Scope<string>, day: number): Promise<void> {
  await client.query({
    ...(shops === 'all' ? {} : { name: `settle-shops-${day}` }),
    text: `update shop_scores s set milli_stars = fresh.stars, top_buyer_bps = fresh.top from (
       select each.shop, ${starsOf('each', day)} as stars, case when each.weight_micros = 0 then 0 else (
         select div(r.weight_micros * ${BPS}, each.weight_micros)::int from shop_reviewers r
         where r.shop = each.shop order by r.weight_micros desc limit 1) end as top
       from shop_scores each where ${shops === 'all' ? 'true' : 'each.shop = any($1)'}) fresh
     where s.shop = fresh.shop and (s.milli_stars, s.top_buyer_bps) is distinct from (fresh.stars, fresh.top)`,
    values: shops === 'all' ? [] : [shops],
  });
}
