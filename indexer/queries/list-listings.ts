import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Page } from '../../protocol/api/common.ts';
import type { ListingSort, ListingSummary } from '../../protocol/api/listing.ts';
import type { Kind } from '../../protocol/kind.ts';
import { rankWeights, searchQuery } from '../search/vectors.ts';
import type { Database } from '../store/schema.ts';
import { cutPage, decodeCursor, encodeCursor, type SortKeys } from './cursor.ts';
import { listingSummaries } from './listing-summaries.ts';

export interface ListListingsParameters {
  /** Words in title, tags, options, shop name or description, of any language. */
  q?: string | undefined;
  shop?: string | undefined;
  kind?: Kind | undefined;
  tag?: string | undefined;
  /** Bounds of the lowest price, in millionths of a whole token: units of a token with six decimals. */
  minPriceUnits?: string | undefined;
  maxPriceUnits?: string | undefined;
  inStock?: boolean | undefined;
  /** Only listings that groups buy for less. */
  group?: boolean | undefined;
  /** Only listings whose lowest price the free deposit covers whole. */
  covered?: boolean | undefined;
  /** `relevance` without words to search for is `newest`. */
  sort?: ListingSort | undefined;
  /** Unix seconds: catalogues that ended before are left out. */
  now: number;
  limit: number;
  cursor?: string | undefined;
}

/** Matches that are sorted at most: a word that more listings have says little, and sorting them all is slow. */
const MOST_MATCHES = 3_000;
/** Matches that are ranked at most; ranking reads the whole vector of each. */
const MOST_RANKED = 1_000;
const MICRORANKS = 1_000_000;

/**
 * Lists current listings of open shops in accepted tokens, without catalogues that were cancelled or ran out.
 * @throws VouchError `cursor.invalid`
 */
export async function listListings(
  db: Kysely<Database>,
  parameters: ListListingsParameters,
): Promise<Page<ListingSummary>> {
  const { q, limit } = parameters;
  const search = q === undefined ? undefined : searchQuery(q);
  if (q !== undefined && q.trim() !== '' && search === undefined) return { items: [], nextCursor: null };
  const wanted = parameters.sort ?? 'relevance';
  const sort = wanted === 'relevance' && search === undefined ? 'newest' : wanted;
  const order = orders[sort];
  const after = decodeCursor(parameters.cursor, { sort, keys: [order.kind, 'place'] });
  const { rows } = await sql<{ id: number; key: string | number; place: string }>`
    ${search === undefined ? filtered(parameters, order) : matched(parameters, order, search)}
    select id, key, place::text from found where ${isAfter(order, after)}
    order by key ${order.direction}, found.place ${order.direction} limit ${limit + 1}`.execute(db);
  const { kept, nextCursor } = cutPage(rows, limit, (row) => encodeCursor(sort, [row.key, row.place]));
  return {
    items: await listingSummaries(
      db,
      kept.map(({ id }) => id),
    ),
    nextCursor,
  };
}

interface Order {
  key: RawBuilder<unknown>;
  kind: 'number' | 'amount';
  direction: RawBuilder<unknown>;
  comparison: RawBuilder<unknown>;
}

const falling = { direction: sql`desc`, comparison: sql`<` };
const rising = { direction: sql`asc`, comparison: sql`>` };

const orders: Record<ListingSort, Order> = {
  // Trust counts beside the words: of two equal matches the better reviewed comes first. Whole numbers make it pageable.
  relevance: { key: sql`rank`, kind: 'number', ...falling },
  newest: { key: sql`l.updated_at`, kind: 'number', ...falling },
  score: { key: sql`l.milli_stars`, kind: 'number', ...falling },
  price_asc: { key: sql`l.price_micros`, kind: 'amount', ...rising },
  price_desc: { key: sql`l.price_micros`, kind: 'amount', ...falling },
};

function isAfter({ kind, comparison }: Order, after: SortKeys | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`true`;
  const key = kind === 'amount' ? sql`${after[0]}::numeric` : sql`${after[0]}::int8`;
  return sql`(key, place) ${comparison} (${key}, ${after[1]}::int8)`;
}

/** Without words the sort's index is walked: a plain subquery lets the planner do so. */
const filtered = (parameters: ListListingsParameters, { key }: Order) =>
  sql`with found as not materialized (select l.id, l.place, ${key} as key from listings l where ${listingConditions(parameters)})`;

/**
 * With words the search index must come first. Left to itself the planner walks the sort's index and tests every
 * vector, which takes seconds for a word that does not occur; a materialized step forbids that.
 */
function matched(parameters: ListListingsParameters, { key }: Order, search: string) {
  const isRanked = key === orders.relevance.key;
  const rank = sql`(ts_rank(${rankWeights}::float4[], l.search, ${search}::tsquery) * l.milli_stars / 1000 * ${MICRORANKS})::int8`;
  return sql`with hits as materialized (
      select l.id, l.place, l.updated_at, l.milli_stars, l.price_micros ${isRanked ? sql`, l.search` : sql``} from listings l
      where l.search @@ ${search}::tsquery and ${listingConditions(parameters)}
      limit ${isRanked ? MOST_RANKED : MOST_MATCHES}
    ), found as (select l.id, l.place, ${isRanked ? rank : key} as key from hits l)`;
}

/** What a listing must fulfil to be listed, from `listings l`. */
export function listingConditions({
  shop,
  kind,
  tag,
  minPriceUnits,
  maxPriceUnits,
  inStock,
  group,
  covered,
  now,
}: Omit<ListListingsParameters, 'limit'>): RawBuilder<unknown> {
  const all = [
    sql`exists (select from heads h join shops s on s.address = h.shop
      where h.shop = l.shop and h.version >= s.lowest_version and h.valid_until > ${now}::int8)`,
    sql`exists (select from tokens t where t.address = l.token and t.accepted)`,
    ...(shop === undefined ? [] : [sql`l.shop = ${shop}`]),
    ...(kind === undefined ? [] : [sql`l.kind = ${kind}`]),
    ...(tag === undefined ? [] : [sql`l.tags @> array[${tag}]`]),
    ...(minPriceUnits === undefined ? [] : [sql`l.price_micros >= ${minPriceUnits}::numeric`]),
    ...(maxPriceUnits === undefined ? [] : [sql`l.price_micros <= ${maxPriceUnits}::numeric`]),
    ...(group ? [sql`l.group_from_units is not null`] : []),
    ...(inStock
      ? [
          sql`exists (select from offers o left join sold on sold.shop = o.shop and sold.sku = o.sku
            where o.shop = l.shop and o.handle = l.handle and o.max_sold > coalesce(sold.units, 0))`,
        ]
      : []),
    ...(covered
      ? [
          sql`l.coverage_bps = 10000 and exists (select from deposits d where d.shop = l.shop and d.token = l.token
            and d.staked_units - d.locked_units - d.unbonding_units >= l.price_from_units)`,
        ]
      : []),
  ];
  return sql.join(all, sql` and `);
}
