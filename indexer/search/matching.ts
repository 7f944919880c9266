import { type RawBuilder, sql } from 'kysely';
import { every, facetConditions, indexedFilters, isListed, nearConditions, type TimedFilters } from './filters.ts';
import type { SearchPlan } from './plan-query.ts';

/** The rows that match, as `search_rows r join search_tills t … where …`. */
export function matching(query: TimedFilters, plan: SearchPlan | undefined): RawBuilder<unknown> {
  const indexed = [...(plan === undefined ? [] : [`(${plan.match})`]), ...indexedFilters(query)].join('&');
  const conditions = facetConditions(query);
  for (const known of ['category', 'tag', 'deliversTo'] as const) conditions.delete(known);
  return sql`search_rows r join search_tills t on t.id = r.till where ${every([
    isListed(query.now),
    ...(indexed === '' ? [] : [sql`r.words @@ ${indexed}::query_int`]),
    ...conditions.values(),
    ...nearConditions(query),
  ])}`;
}
