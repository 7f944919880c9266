import { type Kysely, sql } from 'kysely';
import type { Database } from '../../indexer/store/schema.ts';
import { VISIT_DAYS } from '../../protocol/visit.ts';
import { parseCid } from '../api/parse-cid.ts';
import { type VisitCount, visitLimits } from './visit-counter.ts';

const DAY_SECONDS = 86_400;

/**
 * Adds a batch of counts in one statement. Listings are found by their documents here, and not one visit at a time. Rows
 * are taken in one order, so that several processes that count do not wait for each other in a circle.
 */
export async function addVisits(db: Kysely<Database>, counts: readonly VisitCount[]): Promise<void> {
  if (counts.length === 0) return;
  const column = <T>(value: (count: VisitCount) => T): T[] => counts.map(value);
  await sql`
    with given as (
      select g.day, g.source, g.views, coalesce(s.address, d.shop) as shop, coalesce(d.handle, '') as handle
      from unnest(
        ${column(({ day }) => day)}::int[], ${column(({ kind, name }) => (kind === 'shop' ? name : null))}::text[],
        ${column(({ kind, name }) => (kind === 'listing' ? parseCid(name).toString() : null))}::text[],
        ${column(({ source }) => source)}::text[], ${column(({ views }) => views)}::int8[]
      ) as g (day, shop, cid, source, views)
      left join shops s on s.address = g.shop left join listing_documents d on d.cid = g.cid
    ), full_days as (
      select v.shop, v.day from visits v where (v.shop, v.day) in (select shop, day from given)
      group by v.shop, v.day having count(*) >= ${visitLimits.rowsPerShopAndDay}
    )
    insert into visits (shop, day, handle, source, views)
    select shop, day, handle, source, sum(views) from (
      select g.shop, g.day, g.source, g.views,
        case when f.shop is null or v.shop is not null then g.handle else '' end as handle
      from given g left join full_days f using (shop, day) left join visits v using (shop, day, handle, source)
      where g.shop is not null
    ) placed group by shop, day, handle, source
    order by shop, day, handle, source
    on conflict (shop, day, handle, source) do update set views = visits.views + excluded.views`.execute(db);
}

/**
 * Deletes what is older than visits are kept.
 * @param now Unix seconds
 * @returns how many rows went
 */
export async function deleteOldVisits(db: Kysely<Database>, now: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('visits')
    .where('day', '<', Math.floor(now / DAY_SECONDS) - VISIT_DAYS)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
