import { type Kysely, sql } from 'kysely';
import { type ExposureCandidate, rankForExposure } from '../../protocol/exposure.ts';
import { decodeCursor, encodeCursor } from '../queries/cursor.ts';
import { listingSummaries } from '../queries/listing-summaries.ts';
import { prepared } from '../store/prepared.ts';
import type { Database } from '../store/schema.ts';
import { neutralMilliStars } from '../trust/neutral.ts';
import { indexedFilters, isUsual } from './filters.ts';
import { asked, matching } from './matching.ts';
import { findByLikely, type SearchPlan } from './plan-query.ts';
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
  const isFirst = after === undefined && query.limit < EXPOSED;
  const weighed = Math.max(WEIGHED, position + query.limit + 1);
  // One shop or one place seldom has enough.
  const isNarrow = query.shop !== undefined || query.near !== undefined;
  const { hits, total } = await findByLikely(
    isNarrow ? { ...plan, isFirstLikely: false } : plan,
    (likely) => bestHits(db, { query, plan: likely, weighed, most: isFirst ? EXPOSED : weighed }),
    (found) => found.total.count,
  );
  const ordered = [
    ...rankForExposure(hits.slice(0, EXPOSED), { viewer: query.viewer ?? '', day }),
    ...hits.slice(EXPOSED),
  ];
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
    total,
  };
}

interface Wanted {
  query: TimedSearch;
  plan: SearchPlan;
  /** Hits of which the words are weighed. */
  weighed: number;
  /** How many of them to give. */
  most: number;
}

/** Weights come in such numbers, so that there are a few statements for all queries. */
const WEIGHTS = 4;

/** The best hits, the first five hundred by relevance × trust, and how many there are. */
async function bestHits(db: Kysely<Database>, { query, plan, weighed, most }: Wanted) {
  const missing = (WEIGHTS - (plan.weights.length % WEIGHTS)) % WEIGHTS;
  const weights = [...plan.weights, ...Array.from({ length: missing }, () => ({ hash: 0, weight: 0 }))];
  const worth = weights.map(
    ({ hash, weight }) =>
      sql`case when idx(i.words, ${hash}::int) > 0
        then coalesce(i.impacts[idx(i.words, ${hash}::int)], ${sql.lit(SHOP_IMPACT)}) * ${weight}::int8 else 0 end`,
  );
  const statement = sql<Columns>`
    with ${asked(plan, indexedFilters(query))},
    hits as materialized (
      select r.id, r.place, r.till, case when r.reviews > 0 then r.milli_stars when t.milli_stars > 0 then t.milli_stars
        else ${sql.lit(neutralMilliStars)} end as stars
      from ${matching(query, plan)}
    ), size as materialized (select count(*)::int as count from hits),
    -- Of a broad query, only those which are called so are hits.
    named as materialized (
      select r.id from search_rows r where r.words @@ (select ${plan.named}::query_int)
        and (select count from size) > ${sql.lit(WEIGHED)} and not (select is_broad from asked)),
    best as materialized (
      select *, row_number() over (order by is_named desc, stars desc, place desc) as number
      from (select hits.*, named.id is not null as is_named from hits left join named on named.id = hits.id
        order by is_named desc, stars desc, place desc limit ${weighed}::int) first
    ), scored as materialized (
      select best.*, i.handle, (${sql.join(worth, sql` + `)}) / 1000 as relevance
      from best join search_impacts i on i.id = best.id
    ), measured as (
      select scored.*, relevance * ${sql.lit(FULL_RELEVANCE)}::int8
        / greatest((select max(relevance) from scored), 1) as relevance_part from scored
    )
    select array_agg(id)::text as id, array_agg(place)::text as place, array_agg(stars)::text as "milliStars",
      array_agg(relevance_part)::text as relevance, string_agg(shop, ',') as shop, string_agg(handle, ',') as handle,
      array_agg(weight_micros)::text as "weightMicros", array_agg(staked_micros)::text as "depositMicros",
      (select count from size) as count, (select is_broad from asked) as "isBroad"
    from (
      select s.id, s.place, s.stars, s.relevance_part, t.shop, s.handle, t.weight_micros, t.staked_micros
      from measured s join search_tills t on t.id = s.till
      order by greatest(s.number, ${sql.lit(WEIGHED)}), s.relevance_part * (s.stars - 500) desc, s.place desc
      limit ${most}::int) hits_in_order`;
  const { rows } = await (isUsual(query) ? prepared(statement) : statement).execute(db);
  const [found] = rows;
  if (found === undefined) throw new RangeError('sums are one row');
  return { hits: hitsOf(found), total: { count: found.count, isExact: !found.isBroad } };
}

/** Hits as one row, so that the node reads no two hundred: the values of each column, in the order of the hits. */
interface Columns extends Record<keyof Hit, string | null> {
  count: number;
  isBroad: boolean;
}

function hitsOf(columns: Columns): Hit[] {
  const texts = (text: string | null) => text?.split(',') ?? [];
  const whole = (text: string | null) => texts(text?.slice(1, -1) ?? null);
  const places = whole(columns.place);
  const shops = texts(columns.shop);
  const handles = texts(columns.handle);
  const [stars = [], relevances = [], weights = [], deposits = []] = [
    columns.milliStars,
    columns.relevance,
    columns.weightMicros,
    columns.depositMicros,
  ].map((text) => whole(text).map(Number));
  return whole(columns.id).map((id, index) => ({
    id: Number(id),
    place: places[index] ?? '',
    milliStars: stars[index] ?? 0,
    relevance: relevances[index] ?? 0,
    shop: shops[index] ?? '',
    handle: handles[index] ?? '',
    weightMicros: weights[index] ?? 0,
    depositMicros: deposits[index] ?? 0,
  }));
}
