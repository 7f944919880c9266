import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { ListingSort, ListingSummary } from '../../protocol/api/listing.ts';
import type { ListingSearchPage, ListingSearchQuery, MatchCount } from '../../protocol/api/search.ts';
import { cutPage, decodeCursor, encodeCursor, type SortKeys } from '../queries/cursor.ts';
import { listingSummaries } from '../queries/listing-summaries.ts';
import { prepared } from '../store/prepared.ts';
import type { Database } from '../store/schema.ts';
import { indexedFilters, isUsual, type TimedFilters } from './filters.ts';
import { asked, matching } from './matching.ts';
import { planQuery, type SearchPlan } from './plan-query.ts';
import { rankedPage } from './rank.ts';

export type TimedSearch = Omit<ListingSearchQuery, 'shop'> & TimedFilters;

/**
 * Finds listings by words and filters.
 * @param remember for counts; left out, every count is new
 * @throws VouchError `cursor.invalid`
 */
export async function searchListings(
  db: Kysely<Database>,
  query: TimedSearch,
  remember: Remember = (_, count) => count(),
): Promise<ListingSearchPage> {
  const { plan, page } = await findListings(db, query);
  const { items, nextCursor } = page;
  const total = page.total ?? (await remember(keyOf(query), () => countMatches(db, query, plan)));
  return { items, nextCursor, corrected: plan?.corrected ?? null, total };
}

/** Gives a count that is remembered, or counts anew. */
export type Remember = (key: string, count: () => Promise<MatchCount>) => Promise<MatchCount>;

/** What a count depends on. */
function keyOf(query: TimedSearch): string {
  const { now: _now, limit: _limit, cursor: _cursor, sort: _sort, viewer: _viewer, ...filters } = query;
  return JSON.stringify(filters);
}

/** A page of listings; how many match is known where their relevance had to be looked at anyway. */
export interface FoundPage extends Page<ListingSummary> {
  total?: MatchCount;
}

/**
 * Finds a page of listings, without counting what is not on it.
 * @throws VouchError `cursor.invalid`
 */
export async function findListings(
  db: Kysely<Database>,
  query: TimedSearch,
): Promise<{ plan?: SearchPlan; page: FoundPage }> {
  const { q, asTyped } = query;
  const plan = q === undefined ? undefined : await planQuery(db, { q, asTyped });
  if (q !== undefined && q.trim() !== '' && plan === undefined)
    return { page: { items: [], nextCursor: null, total: { count: 0, isExact: true } } };
  const wanted = query.sort ?? 'relevance';
  if (wanted === 'relevance' && plan !== undefined) return { plan, page: await rankedPage(db, query, plan) };
  const sort = wanted === 'relevance' ? 'newest' : wanted;
  const order = orders[sort];
  const after = decodeCursor(query.cursor, { sort, keys: ['number', 'place'] });
  const statement =
    plan === undefined
      ? sql<SortedRow>`
      select r.id, ${order.key} as key, r.place::text from ${matching(query, plan)} and ${isAfter(order, after)}
        and ${order.key} is not null
      order by ${order.key} ${order.direction}, r.place ${order.direction} limit ${query.limit + 1}`
      : sql<SortedRow>`
      with ${asked(plan, indexedFilters(query))},
      found as materialized (select r.id, ${order.key} as key, r.place from ${matching(query, plan)})
      select r.id, r.key, r.place::text, (select count(*)::int from found) as count, (select is_broad from asked) as "isBroad"
      from found r where r.key is not null and ${isAfter({ ...order, key: sql`r.key` }, after)}
      order by r.key ${order.direction}, r.place ${order.direction} limit ${query.limit + 1}`;
  // Without words, how common a filter is decides how rows are found.
  const isPrepared = plan !== undefined && isUsual(query);
  const { rows } = await (isPrepared ? prepared(statement) : statement).execute(db);
  const { kept, nextCursor } = cutPage(rows, query.limit, (row) => encodeCursor(sort, [row.key, row.place]));
  const items = await listingSummaries(
    db,
    kept.map(({ id }) => id),
  );
  const [first] = rows;
  const total = first?.count === undefined ? {} : { total: { count: first.count, isExact: first.isBroad !== true } };
  return { ...(plan === undefined ? {} : { plan }), page: { items, nextCursor, ...total } };
}

interface SortedRow {
  id: number;
  key: number;
  place: string;
  /** Of a query with words: all that match, and whether only those were looked at which are called so. */
  count?: number;
  isBroad?: boolean;
}

async function countMatches(
  db: Kysely<Database>,
  query: TimedFilters,
  plan: SearchPlan | undefined,
): Promise<MatchCount> {
  const { rows } = await sql<{ count: number; isBroad: boolean }>`
    ${plan === undefined ? sql`` : sql`with ${asked(plan, indexedFilters(query))}`}
    select count(*)::int as count, ${plan === undefined ? sql`false` : sql`(select is_broad from asked)`} as "isBroad"
    from ${matching(query, plan)}`.execute(db);
  return { count: rows[0]?.count ?? 0, isExact: rows[0]?.isBroad !== true };
}

interface Order {
  key: RawBuilder<unknown>;
  direction: RawBuilder<unknown>;
  comparison: RawBuilder<unknown>;
}

const falling = { direction: sql`desc`, comparison: sql`<` };
const rising = { direction: sql`asc`, comparison: sql`>` };

const orders: Record<Exclude<ListingSort, 'relevance'>, Order> = {
  newest: { key: sql`r.updated_at`, ...falling },
  score: { key: sql`r.milli_stars`, ...falling },
  price_asc: { key: sql`r.price_micros`, ...rising },
  price_desc: { key: sql`r.price_micros`, ...falling },
};

const isAfter = ({ key, comparison }: Order, after: SortKeys | undefined): RawBuilder<unknown> =>
  after === undefined ? sql`true` : sql`(${key}, r.place) ${comparison} (${after[0]}::int8, ${after[1]}::int8)`;
