import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CategoryView, FacetsView } from '../../protocol/api/search.ts';
import { kinds } from '../../protocol/kind.ts';
import { shopNamesOf } from '../queries/listing-summaries.ts';
import { prepared } from '../store/prepared.ts';
import type { Database } from '../store/schema.ts';
import {
  every,
  type FacetFilter,
  facetConditions,
  facetFilters,
  isCovered,
  isListed,
  isUsual,
  nearConditions,
  type TimedFilters,
} from './filters.ts';
import { asked, foundRows } from './matching.ts';
import { planQuery } from './plan-query.ts';
import { categoryOf, categoryPath } from './taxonomy.ts';

/** Values that a facet shows at most. */
const MOST_VALUES = 24;
const BARS = 10;
const STARS = [4_500, 4_000, 3_000];

interface Counted {
  facet: string;
  value: string | null;
  count: number;
}

/** Counts what the listings under some filters hold, each facet under all filters but its own. */
export async function facets(db: Kysely<Database>, filters: TimedFilters): Promise<FacetsView> {
  const { q, asTyped } = filters;
  const plan = q === undefined ? undefined : await planQuery(db, { q, asTyped });
  const isNothing = q !== undefined && q.trim() !== '' && plan === undefined;

  const statement = sql<Counted>`
    with ${plan === undefined ? sql`asked as materialized (select false as is_broad)` : asked(plan, [])},
    rows as (
      select r.kind, r.category, r.till, r.tags, r.countries, r.price_micros, r.in_stock, r.is_group,
        case when r.reviews > 0 then r.milli_stars else 0 end as stars, ${isCovered} as is_covered,
        ${failedFilters(filters)} as failed
      from ${plan === undefined ? sql`search_rows r` : foundRows} join search_tills t on t.id = r.till
      where ${every([isListed(filters.now), isNothing ? sql`false` : sql`true`, ...nearConditions(filters)])}
    ), hits as materialized (select * from rows where failed & (failed - 1) = 0),
    ${counts}`;
  const { rows } = await (isUsual(filters) ? prepared(statement) : statement).execute(db);
  const of = (facet: string) => rows.filter((row) => row.facet === facet);
  const one = (facet: string) => of(facet)[0]?.count ?? 0;
  return {
    total: { count: one('total'), isExact: one('isBroad') === 0 },
    kinds: most(of('kind')).flatMap(({ value, count }) => {
      const kind = kinds[Number(value)];
      return kind === undefined ? [] : [{ kind, count }];
    }),
    categories: categoryCounts(of('category'), filters.category),
    path: filters.category === undefined ? [] : categoryPath(filters.category),
    tags: most(of('tag')).map(({ value, count }) => ({ tag: value ?? '', count })),
    shops: await namedShops(db, of('till')),
    stars: STARS.map((minMilliStars) => ({ minMilliStars, count: one(`stars ${minMilliStars}`) })).filter(
      ({ count }) => count > 0,
    ),
    prices: priceBars(of('low')[0]?.value ?? null, of('high')[0]?.value ?? null, of('bar')),
    countries: countryCounts(of('countries')),
    inStock: one('inStock'),
    group: one('group'),
    covered: one('covered'),
  };
}

/** A bit for each filter that a row does not fulfil; a filter that is not set is fulfilled. */
function failedFilters(filters: TimedFilters): RawBuilder<unknown> {
  const failed = Array.from(
    facetConditions(filters),
    ([filter, condition]) => sql`case when ${condition} then 0 else ${bitOf(filter)}::int end`,
  );
  return failed.length === 0 ? sql`0` : sql.join(failed, sql` + `);
}

const bitOf = (filter: FacetFilter): number => 1 << facetFilters.indexOf(filter);
const butOwn = (filter: FacetFilter) => sql`failed in (0, ${sql.lit(bitOf(filter))})`;
const counted = (filter: FacetFilter, condition = sql`true`) =>
  sql`count(*) filter (where ${butOwn(filter)} and ${condition})::int`;

/** How many hits have a property, all counted in one pass. */
const flags: Record<string, RawBuilder<unknown>> = {
  total: sql`count(*) filter (where failed = 0)::int`,
  isBroad: sql`(select is_broad from asked)::int`,
  ...Object.fromEntries(
    STARS.map((least) => [`stars ${least}`, counted('minMilliStars', sql`stars >= ${sql.lit(least)}`)]),
  ),
  inStock: counted('inStock', sql`in_stock`),
  group: counted('group', sql`is_group`),
  covered: counted('covered', sql`is_covered`),
};
/** Values by which hits are counted, with the filter that does not apply to them, in one pass too. */
const groups = ['kind', 'category', 'till', 'countries'] as const;
const filterOf = { kind: 'kind', category: 'category', till: 'shop', countries: 'deliversTo' } as const;
const groupColumns = sql.join(groups.map((group) => sql.ref(group)));
/** `grouping` has a bit for each column that a row is not grouped by, the last column the lowest. */
const groupingOf = (group: (typeof groups)[number]): number => 15 - (8 >> groups.indexOf(group));
const perGroup = (of: (group: (typeof groups)[number]) => RawBuilder<unknown>) =>
  sql`case grouping(${groupColumns}) ${sql.join(
    groups.map((group) => sql`when ${sql.lit(groupingOf(group))} then ${of(group)}`),
    sql` `,
  )} end`;

const counts = sql`
  flags as materialized (select ${sql.join(Object.entries(flags).map(([flag, count]) => sql`${count} as ${sql.ref(flag)}`))},
    min(price_micros) filter (where ${butOwn('price')}) as low, max(price_micros) filter (where ${butOwn('price')}) as high
    from hits)
  select facet, value, count from (
    select ${perGroup((group) => sql.lit(group))} as facet, ${perGroup((group) => sql`${sql.ref(group)}::text`)} as value,
      ${perGroup((group) => counted(filterOf[group]))} as count
    from hits group by grouping sets (${sql.join(groups.map((group) => sql`(${sql.ref(group)})`))})
  ) grouped where count > 0
  union all (select 'tag', tag, count(*)::int from (select unnest(tags) as tag from hits where ${butOwn('tag')}) tagged
    group by tag order by count(*) desc, tag limit ${sql.lit(MOST_VALUES)})
  union all select 'low', low::text, 0 from flags where low is not null
  union all select 'high', high::text, 0 from flags where high is not null
  union all select 'bar', bar::text, count from (
    select (price_micros - low) * ${sql.lit(BARS)} / (high - low + 1) as bar, count(*)::int as count
    from hits, flags where ${butOwn('price')} and price_micros is not null group by 1) bars
  ${sql.join(
    Object.keys(flags).map((flag) => sql`union all select ${sql.lit(flag)}, null, ${sql.ref(flag)} from flags`),
    sql` `,
  )}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const most = (rows: readonly Counted[]): Counted[] =>
  rows.toSorted((a, b) => b.count - a.count || compare(a.value ?? '', b.value ?? '')).slice(0, MOST_VALUES);

/** Categories right below the chosen one, or at the top, with all that is below each. */
function categoryCounts(rows: readonly Counted[], chosen: number | undefined): (CategoryView & { count: number })[] {
  const sums = new Map<number, number>();
  const depth = chosen === undefined ? 0 : categoryPath(chosen).length;
  for (const { value, count } of rows) {
    const path = categoryPath(Number(value));
    const below = path[depth];
    const isBelow = chosen === undefined || path[depth - 1]?.category === chosen;
    if (below !== undefined && isBelow) sums.set(below.category, (sums.get(below.category) ?? 0) + count);
  }
  return [...sums]
    .sort(([a, many], [b, more]) => more - many || a - b)
    .slice(0, MOST_VALUES)
    .flatMap(([category, count]) => {
      const view = categoryOf(category);
      return view === undefined ? [] : [{ ...view, count }];
    });
}

/** Countries that are delivered to; what goes everywhere counts for each of them, and as `*`. */
function countryCounts(rows: readonly Counted[]): FacetsView['countries'] {
  const sums = new Map<string, number>();
  for (const { value, count } of rows) {
    for (const country of (value ?? '{}').slice(1, -1).split(',')) {
      if (country !== '') sums.set(country, (sums.get(country) ?? 0) + count);
    }
  }
  const everywhere = sums.get('*') ?? 0;
  return Array.from(sums, ([country, count]) => ({
    country,
    count: country === '*' ? count : count + everywhere,
  })).sort((a, b) => b.count - a.count || compare(a.country, b.country));
}

function priceBars(low: string | null, high: string | null, rows: readonly Counted[]): FacetsView['prices'] {
  if (low === null || high === null) return null;
  const [from, range] = [BigInt(low), BigInt(high) - BigInt(low) + 1n];
  // The first amount of a bar: the same division as in the statement, the other way round.
  const startOf = (bar: number): bigint => from + (range * BigInt(bar) + BigInt(BARS - 1)) / BigInt(BARS);
  const bars = Array.from({ length: BARS }, (_, bar) => ({
    fromUnits: String(startOf(bar)),
    toUnits: String(bar === BARS - 1 ? BigInt(high) : startOf(bar + 1) - 1n),
    count: rows.find(({ value }) => Number(value) === bar)?.count ?? 0,
  }));
  return { minUnits: low, maxUnits: high, bars };
}

/** The shops with most hits, from the counts of their tills. */
async function namedShops(db: Kysely<Database>, tills: readonly Counted[]): Promise<FacetsView['shops']> {
  if (tills.length === 0) return [];
  const { rows } = await prepared(sql<FacetsView['shops'][number]>`
    select counted.shop, coalesce(${shopNamesOf(sql`counted.shop`)}, '{}') as names, counted.count from (
      select t.shop, sum(each.count)::int as count
      from unnest(${tills.map(({ value }) => value)}::int[], ${tills.map(({ count }) => count)}::int[]) as each (till, count)
      join search_tills t on t.id = each.till group by t.shop order by 2 desc, 1 limit ${sql.lit(MOST_VALUES)}) counted
    order by counted.count desc, counted.shop`).execute(db);
  return rows;
}
