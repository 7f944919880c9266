import { zeroAddress } from '../../../protocol/primitives.ts';
import type { Connection } from '../../store/batch-write.ts';
import { isSale } from '../facts/outcomes.ts';
import { bps, insertFlags, orders } from './evidence.ts';
import { LOOKED_AT, thresholds } from './thresholds.ts';

const { burstSales, burstTimes, burstDays, burstStrangersBps } = thresholds;
const { bombingReviews, bombingShareBps, bombingSeconds, bombingStars, strangerSeconds, bombingFeeBps } = thresholds;

/** True for an order that was its buyer's first anywhere. Later orders never change that. */
const isFirst = (order: string) => `not exists (
  select from orders before where before.buyer = ${order}.buyer
    and (before.paid_block, before.paid_log) < (${order}.paid_block, ${order}.paid_log))`;

/** The busiest of the days of a shop's newest sales, beside what was usual in the days around it. */
const burst = `${insertFlags}
  select 'shop', s.shop, '', 'burst',
    case when share.bps >= ${burstStrangersBps} then 'warning' else 'note' end, share.bps, busiest.sales, busiest.day * 86400,
    buyers.evidence
  from unnest($1::text[]) as s (shop)
  cross join lateral (
    select (array_agg(day order by sales desc, day))[1] as day, max(sales) as sales,
      sum(sales) - max(sales) as others, max(day) - min(day) as span
    from (select o.paid_at / 86400 as day, count(*)::int as sales from (
        select o.paid_at from orders o where o.shop = s.shop and ${isSale}
        order by o.paid_block desc, o.paid_log desc limit ${LOOKED_AT}) o group by 1) days) busiest
  cross join lateral (
    select count(*) filter (where o.promoter = '${zeroAddress}' and ${isFirst('o')}) as strangers,
      ${orders('o.id', { by: 'o.paid_block desc, o.paid_log desc' })} as evidence
    from orders o where o.shop = s.shop and o.paid_at >= busiest.day * 86400 and o.paid_at < (busiest.day + 1) * 86400 and ${isSale}) buyers
  cross join lateral (select ${bps('buyers.strangers', 'busiest.sales')} as bps) share
  where busiest.sales >= ${burstSales} and busiest.span >= ${burstDays}
    and busiest.sales * busiest.span >= ${burstTimes} * busiest.others`;

/**
 * Low ratings of strangers that came close together: accounts that bought for the first time just before, cheaply beside
 * what others paid here, got what they ordered, and complained in stars only.
 */
const bombing = `${insertFlags}
  select 'shop', s.shop, '', 'review_bombing', 'warning', share.bps, found.cases, found.since, found.evidence
  from unnest($1::text[]) as s (shop) join shop_scores sc on sc.shop = s.shop
  cross join lateral (
    with newest as (
      select p.* from review_parts p where p.shop = s.shop order by p.posted_at desc, p.order_id limit ${LOOKED_AT}
    ), usual as (
      select percentile_disc(0.5) within group (order by fee_micros) as fee from newest where stars > ${bombingStars}
    ), rated as (
      select n.*, n.stars <= ${bombingStars} and n.fee_micros * 10000 <= usual.fee * ${bombingFeeBps}
        and o.state = 'completed' and o.paid_at >= n.posted_at - ${strangerSeconds} and ${isFirst('o')} as bombs
      from newest n cross join usual join orders o on o.id = n.order_id
    ), weeks as (
      select r.*, count(*) filter (where bombs) over week as low, count(*) over week as all_reviews
      from rated r window week as (order by posted_at range between ${bombingSeconds} preceding and current row)
    ), peak as (
      select posted_at from weeks where bombs and low >= ${bombingReviews} and low * 10000 >= all_reviews * ${bombingShareBps}
      order by low desc, posted_at limit 1
    )
    select count(*)::int as cases, sum(r.weight) as weight, min(r.posted_at) as since,
      ${orders('r.order_id', { by: 'r.posted_at desc, r.order_id' })} as evidence
    from rated r, peak
    where r.bombs and r.posted_at <= peak.posted_at and r.posted_at >= peak.posted_at - ${bombingSeconds}) found
  cross join lateral (select ${bps('found.weight', 'sc.weight')} as bps) share
  where found.cases > 0`;

/** Flags days and weeks that are not like a shop's others. */
export async function flagBursts(client: Connection, shops: readonly string[]): Promise<void> {
  await client.query(burst, [shops]);
  await client.query(bombing, [shops]);
}
