import { type Kysely, sql } from 'kysely';
import type { TokenView } from '../../protocol/api/common.ts';
import type { HostEarnings } from '../../protocol/api/operator.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';
import type { Database } from '../store/schema.ts';
import { tokenJson } from './listing-summaries.ts';

const DAYS = 30;
const DAY_SECONDS = 86_400;
const RECENT = 10;

/** What a payout account of an operator earned from sales: by token, by day, and lately. */
export async function hostEarnings(
  db: Kysely<Database>,
  { payout, now }: { payout: Address; now: number },
): Promise<Pick<HostEarnings, 'orders' | 'sums' | 'days' | 'recent'>> {
  const since = (Math.floor(now / DAY_SECONDS) - DAYS + 1) * DAY_SECONDS;
  const earned = sql`(o.payout ->> 'hostUnits')::numeric`;
  const [orders, sums, days, recent] = await Promise.all([
    sql<{ open: number; closed: number }>`
      select (count(*) filter (where closed_at is null))::int as open,
        (count(*) filter (where closed_at is not null))::int as closed
      from orders where host = ${payout}`.execute(db),
    sql<{ token: TokenView; earnedUnits: string }>`
      select ${tokenJson} as token, sums.units::text as "earnedUnits" from (
        select o.token, sum(${earned}) as units from orders o
        where o.host = ${payout} and o.closed_at is not null group by o.token
      ) sums join tokens t on t.address = sums.token where sums.units > 0 order by t.address`.execute(db),
    sql<{ start: number; token: TokenView; units: string }>`
      select days.start::int as start, ${tokenJson} as token, days.units::text as units from (
        select o.closed_at - o.closed_at % ${DAY_SECONDS}::int as start, o.token, sum(${earned}) as units from orders o
        where o.host = ${payout} and o.closed_at >= ${since}::int group by 1, 2
      ) days join tokens t on t.address = days.token where days.units > 0 order by days.start, t.address`.execute(db),
    sql<{ order: Hex; titles: Localised; token: TokenView; units: string; at: number }>`
      select o.id as order, coalesce(d.titles, '{}') as titles, ${tokenJson} as token, ${earned}::text as units,
        o.closed_at as at
      from orders o join tokens t on t.address = o.token
      left join listing_documents d on d.digest = o.listing and d.shop = o.shop
      where o.host = ${payout} and o.closed_at is not null and ${earned} > 0
      order by o.closed_at desc, o.id limit ${RECENT}`.execute(db),
  ]);
  return {
    orders: orders.rows[0] ?? { open: 0, closed: 0 },
    sums: sums.rows,
    days: days.rows,
    recent: recent.rows,
  };
}
