import { type Kysely, sql } from 'kysely';
import type { FacetsView, ListingFilters } from '../../protocol/api/search.ts';
import type { Kind } from '../../protocol/kind.ts';
import { listingConditions } from '../queries/list-listings.ts';
import type { Database } from '../store/schema.ts';
import { categoryOf, categoryPath } from './taxonomy.ts';
import { searchQuery } from './vectors.ts';

/** Counts what the listings under some filters hold. */
export async function facets(db: Kysely<Database>, filters: ListingFilters & { now: number }): Promise<FacetsView> {
  const search = filters.q === undefined ? undefined : searchQuery(filters.q);
  const words = search === undefined ? sql`true` : sql`l.search @@ ${search}::tsquery`;
  const { rows } = await sql<{ kind: Kind; tags: string[]; category: number | null }>`
    select l.kind, l.tags, (d.document ->> 'category')::int as category
    from listings l join listing_documents d on d.cid = l.cid
    where ${words} and ${listingConditions(filters)} limit 10000`.execute(db);
  const count = <T>(values: readonly T[]) => {
    const counts = new Map<T, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort(([, a], [, b]) => b - a);
  };
  const top = rows.flatMap(({ category }) => (category === null ? [] : categoryPath(category).slice(0, 1)));
  return {
    total: { count: rows.length, isExact: rows.length < 10_000 },
    kinds: count(rows.map(({ kind }) => kind)).map(([kind, many]) => ({ kind, count: many })),
    categories: count(top.map(({ category }) => category)).flatMap(([category, many]) => {
      const view = categoryOf(category);
      return view === undefined ? [] : [{ ...view, count: many }];
    }),
    path: filters.category === undefined ? [] : categoryPath(filters.category),
    tags: count(rows.flatMap(({ tags }) => tags))
      .slice(0, 24)
      .map(([tag, many]) => ({ tag, count: many })),
    shops: [],
    stars: [],
    prices: null,
    countries: [],
    inStock: rows.length,
    group: 0,
    covered: 0,
  };
}
