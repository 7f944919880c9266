import { type Kysely, sql } from 'kysely';
import type { InsightsView } from '../../protocol/api/insights.ts';
import type { Database } from '../store/schema.ts';

/** Listings of which the views are told. */
const MOST_LISTINGS = 100;

/** What was looked at in a time. */
export interface ShopVisits {
  days: InsightsView['visits'];
  /** Sums of the time and of the one before it. */
  views: number;
  viewsBefore: number;
  /** Those looked at most. */
  listings: { handle: string; views: number }[];
}

/**
 * Page views of a shop that this node counted, by day and source.
 * @param range first and last day, and the day from which the time before counts
 */
export async function shopVisits(
  db: Kysely<Database>,
  { shop, from, to, before }: { shop: string; from: number; to: number; before: number },
): Promise<ShopVisits> {
  const { rows } = await sql<ShopVisits>`
    with seen as materialized (
      select v.day, v.handle, v.source, v.views from visits v
      where v.shop = ${shop} and v.day between ${before} and ${to}
    )
    select
      (select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'source', d.source, 'views', d.views) order by d.day, d.source), '[]')
       from (select day, source, sum(views) as views from seen where day >= ${from} group by 1, 2) d) as days,
      (select coalesce(sum(views), 0)::int8 from seen where day >= ${from}) as views,
      (select coalesce(sum(views), 0)::int8 from seen where day < ${from}) as "viewsBefore",
      (select coalesce(jsonb_agg(jsonb_build_object('handle', h.handle, 'views', h.views) order by h.views desc, h.handle), '[]')
       from (select handle, sum(views) as views from seen where day >= ${from} and handle <> ''
             group by 1 order by 2 desc, 1 limit ${MOST_LISTINGS}) h) as listings`.execute(db);
  // Safety: a selection without a table gives one row.
  return rows[0] as ShopVisits;
}
