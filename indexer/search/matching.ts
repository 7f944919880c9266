import { type RawBuilder, sql } from 'kysely';
import { every, facetConditions, indexedFilters, isListed, nearConditions, type TimedFilters } from './filters.ts';
import type { SearchPlan } from './plan-query.ts';

/** The rows that match, as `search_rows r join search_tills t … where …`; with words, after `asked`. */
export function matching(query: TimedFilters, plan: SearchPlan | undefined): RawBuilder<unknown> {
  const indexed = plan === undefined ? indexedFilters(query).join('&') : '';
  const conditions = facetConditions(query);
  for (const known of ['category', 'tag', 'deliversTo'] as const) conditions.delete(known);
  return sql`${plan === undefined ? sql`search_rows r` : foundRows} join search_tills t on t.id = r.till where ${every([
    isListed(query.now),
    ...(indexed === '' ? [] : [sql`r.words @@ ${indexed}::query_int`]),
    ...conditions.values(),
    ...nearConditions(query),
  ])}`;
}

/**
 * What the index of words finds, and no other index: the planner cannot know how common the words are, and to look at the
 * words of rows that another index finds takes long.
 */
export const foundRows = sql`(select * from search_rows where words @@ (select match from asked) offset 0) r`;

/**
 * Ids of rows that the index of words finds, read no further than they are asked for.
 * @param condition on `words`; its operand must not be a constant, or the planner may look at the words of every row
 */
export const heldRows = (condition: RawBuilder<unknown>, most: number): RawBuilder<unknown> =>
  sql`with held as materialized (select id from search_rows where ${condition}) select id from held limit ${sql.lit(most)}`;

/** The most that a reading asks for. */
const MOST_HELD = 8;

/**
 * The first reading of a query that enough listings hold, as the table expression `asked (match, is_broad)`: decided in the
 * statement that needs it, so that nobody waits for two. Its text follows from the number of readings alone: a plan that
 * fits all texts would seem dearer than one made anew each time, and be made anew.
 * @param filters what the index of tokens has to find besides the words
 */
export function asked({ readings }: SearchPlan, filters: readonly string[]): RawBuilder<unknown> {
  // The last one is taken as it is.
  const isHeld = readings.slice(0, -1).map((reading, index) => {
    const match = sql`${reading.match}::query_int`;
    const held = heldRows(sql`words @@ (select ${match})`, MOST_HELD);
    return sql`when (select count(*) from (${held}) found) >= ${reading.least}::int then ${sql.lit(index + 1)}`;
  });
  const whole = readings.map(({ match }) => [`(${match})`, ...filters].join('&'));
  const last = sql.lit(readings.length);
  const reading = isHeld.length === 0 ? last : sql`case ${sql.join(isHeld, sql` `)} else ${last} end`;
  return sql`chosen as materialized (select ${reading} as reading),
    asked as materialized (
      select (array[${sql.join(whole.map((match) => sql`${match}::query_int`))}])[reading] as match,
        (array[${sql.join(readings.map(({ isBroad }) => sql`${isBroad}::bool`))}])[reading] as is_broad
      from chosen)`;
}
