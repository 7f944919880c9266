import { type Kysely, sql } from 'kysely';
import type { ListingSummary } from '../../protocol/api/listing.ts';
import { isListed } from '../search/filters.ts';
import type { Database } from '../store/schema.ts';
import { neutralMilliStars } from '../trust/neutral.ts';
import { listingSummaries } from './listing-summaries.ts';

/** Shops that take part: half are the best reviewed, half the newest, so that a shop without reviews is seen too. */
const SHOPS = 8;

/**
 * A fair mix of what can be bought: the newest listing of each of a few shops in turn, then their second newest, and so
 * on, so that no shop fills the list by publishing last. The same rows give the same mix.
 * @param limit most listings
 * @param now Unix seconds: catalogues that ended before are left out
 */
export async function mixedListings(
  db: Kysely<Database>,
  { limit, now }: { limit: number; now: number },
): Promise<ListingSummary[]> {
  const sold = sql`search_rows r join search_tills t on t.id = r.till where r.in_stock and ${isListed(now)}`;
  const selling = sql`exists (select from ${sold} and t.shop = s.address)`;
  const { rows } = await sql<{ id: number }>`
    with best as (
      select address from (
        (select s.address, sc.milli_stars as key from shop_scores sc join shops s on s.address = sc.shop where ${selling}
         order by sc.milli_stars desc, s.address limit ${SHOPS / 2})
        union all
        (select s.address, ${neutralMilliStars}::int from shops s
         where ${selling} and not exists (select from shop_scores sc where sc.shop = s.address)
         order by s.address limit ${SHOPS / 2})
      ) either order by key desc, address limit ${SHOPS / 2}
    ), newest as (
      select s.address from shops s where s.address not in (select address from best) and ${selling}
      order by s.opened_at desc, s.address limit ${SHOPS / 2}
    )
    select latest.id from (select address from best union all select address from newest) chosen
    cross join lateral (
      select r.id, row_number() over (order by r.updated_at desc, r.place desc) as turn
      from ${sold} and t.shop = chosen.address order by r.updated_at desc, r.place desc limit ${limit}
    ) latest
    order by latest.turn, chosen.address limit ${limit}`.execute(db);
  return listingSummaries(
    db,
    rows.map(({ id }) => id),
  );
}
