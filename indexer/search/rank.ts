import { type Kysely, sql } from 'kysely';
import { type ExposureCandidate, rankForExposure } from '../../protocol/exposure.ts';
import { decodeCursor, encodeCursor } from '../queries/cursor.ts';
import { listingSummaries } from '../queries/listing-summaries.ts';
import type { Database } from '../store/schema.ts';
import { neutralMilliStars } from '../trust/neutral.ts';
import { matching } from './matching.ts';
import type { SearchPlan } from './plan-query.ts';
import type { FoundPage, TimedSearch } from './search-listings.ts';

/** Hits whose words are weighed. Of more, those which are called so come first, and the best reviewed of them. */
const WEIGHED = 500;
/** The best of them, which fair exposure puts in order. */
const EXPOSED = 200;
const DAY_SECONDS = 86_400;
const FULL_RELEVANCE = 1_000_000;
/** What a word in the name of the shop is worth, of the 1,000 that a word can be worth. */
const SHOP_IMPACT = 300;

interface Hit extends ExposureCandidate {
  id: number;
  place: string;
  /** The place with leading zeros, so that texts compare as their numbers do. */
  order: string;
}

/**
 * A page of hits by relevance. This is the one place where relevance, trust and exposure come together: the database
 * takes the best by relevance × trust, and of the first two hundred `rankForExposure` makes the order of the day, in which
 * equals take turns and new shops have trials. The cursor carries the day, so that the pages of one walk fit together.
 * @throws VouchError `cursor.invalid`
 */
export async function rankedPage(db: Kysely<Database>, query: TimedSearch, plan: SearchPlan): Promise<FoundPage> {
  const after = decodeCursor(query.cursor, { sort: 'relevance', keys: ['number', 'number', 'place'] });
  const today = Math.floor(query.now / DAY_SECONDS);
  const [day, position, place] = [Number(after?.[0] ?? today), Number(after?.[1] ?? 0), after?.[2]];
  const { hits, count } = await bestHits(db, query, plan, Math.max(WEIGHED, position + query.limit + 1));
  const best = hits.reduce((most, { relevance }) => Math.max(most, relevance), 1);
  const weighed = hits
    .slice(0, WEIGHED)
    .map((hit) => ({ ...hit, relevance: Math.floor((hit.relevance * FULL_RELEVANCE) / best) }))
    .sort((a, b) => placeValue(b) - placeValue(a) || compareFalling(a.order, b.order));
  const exposed = rankForExposure(weighed.slice(0, EXPOSED), { viewer: query.viewer ?? '', day });
  const ordered = [...exposed, ...weighed.slice(EXPOSED), ...hits.slice(WEIGHED)];
  // The last one seen may have moved since; where it is gone, its position is as good.
  const seen = ordered.findIndex((hit) => hit.place === place);
  const from = seen >= 0 ? seen + 1 : position;
  const kept = ordered.slice(from, from + query.limit);
  const last = kept.at(-1);
  const isMore = last !== undefined && ordered.length > from + query.limit;
  return {
    items: await listingSummaries(
      db,
      kept.map(({ id }) => id),
    ),
    nextCursor: isMore ? encodeCursor('relevance', [day, from + query.limit, last.place]) : null,
    total: { count, isExact: !plan.isBroad },
  };
}

const compareFalling = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

/** Relevance × trust, as `rankForExposure` has it. */
const placeValue = ({ relevance, milliStars }: Hit): number => relevance * (milliStars - 500);

async function bestHits(db: Kysely<Database>, query: TimedSearch, plan: SearchPlan, most: number) {
  const worth = plan.weights.map(
    ({ hash, weight }) =>
      sql`coalesce(r.impacts[idx(r.words, ${hash}::int)], case when idx(r.words, ${hash}::int) > 0 then ${sql.lit(SHOP_IMPACT)} else 0 end) * ${weight}::int8`,
  );
  const candidates =
    plan.vast === null ? bestOfAll(query, plan, most) : bestReviewed(query, { plan, most, count: plan.vast });
  const { rows } = await sql<Hit & { count: number }>`
    ${candidates}
    select best.id, best.place::text as place, lpad(best.place::text, 17, '0') as "order", best.count, best.stars as "milliStars",
      ((${sql.join(worth, sql` + `)}) / 1000)::float8 as relevance,
      l.shop, l.handle, t.weight_micros as "weightMicros", t.staked_micros as "depositMicros"
    from best join search_rows r on r.id = best.id join search_tills t on t.id = best.till join listings l on l.id = best.id
    order by best.is_named desc, best.stars desc, best.place desc`.execute(db);
  return { hits: rows, count: rows[0]?.count ?? 0 };
}

/** Looks at every hit: those which are called so come first, and the best reviewed of them. */
const bestOfAll = (query: TimedSearch, plan: SearchPlan, most: number) => sql`
  with hits as materialized (
    select r.id, r.place, r.till, case when r.reviews > 0 then r.milli_stars when t.milli_stars > 0 then t.milli_stars
      else ${sql.lit(neutralMilliStars)} end as stars
    from ${matching(query, plan)}
  ), size as (select count(*)::int as count from hits),
  named as materialized (
    select r.id from search_rows r where r.words @@ ${plan.named}::query_int and (select count from size) > ${sql.lit(WEIGHED)}),
  best as materialized (
    select hits.*, named.id is not null as is_named, (select count from size) as count
    from hits left join named on named.id = hits.id order by is_named desc, stars desc, place desc limit ${most}
  )`;

/** Of too many to look at each, the best reviewed that are called so, in the order of an index. */
const bestReviewed = (
  query: TimedSearch,
  { plan, most, count }: { plan: SearchPlan; most: number; count: number },
) => sql`
  with best as materialized (
    select r.id, r.place, r.till, r.milli_stars as stars, true as is_named, ${count}::int as count
    from ${matching(query, plan)} order by r.milli_stars desc, r.place desc limit ${most}
  )`;
