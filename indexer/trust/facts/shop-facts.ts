import type { Connection } from '../../store/batch-write.ts';
import { isDisputed, isSale, sellerFailed } from './outcomes.ts';

/** How long a shop takes is read from so many of its newest orders: it says how the shop works now, at a bounded cost. */
const NEWEST_ORDERS = 1_000;

const percentiles = (seconds: string, name: string) => `
  count(${seconds})::int as ${name}_cases,
  percentile_disc(0.5) within group (order by ${seconds}) as ${name}_median,
  percentile_disc(0.9) within group (order by ${seconds}) as ${name}_p90`;

/** Computes how many buyers shops have, and how long they take to ship and to answer disputes. */
export async function writeShopFacts(client: Connection, shops: readonly string[]): Promise<void> {
  await client.query('delete from shop_facts where shop = any($1)', [shops]);
  await client.query(
    `insert into shop_facts
     select s.shop, buyers.all_buyers, buyers.repeat_buyers, times.shipping_cases, times.shipping_median, times.shipping_p90,
       times.answer_cases, times.answer_median, times.answer_p90
     from unnest($1::text[]) as s (shop)
     cross join lateral (
       select count(*) filter (where orders > 0)::int as all_buyers, count(*) filter (where orders > 1)::int as repeat_buyers
       from shop_buyers b where b.shop = s.shop) buyers
     cross join lateral (
       select ${percentiles('shipped_at - began_at', 'shipping')}, ${percentiles('answered_at - disputed_at', 'answer')}
       from (
         select o.id, coalesce(g.filled_at, o.paid_at) as began_at
         from orders o left join groups g on g.id = o.group_id
         where o.shop = s.shop order by o.paid_block desc, o.paid_log desc limit ${NEWEST_ORDERS}) newest
       cross join lateral (
         select min(at) filter (where event = 'shipped') as shipped_at,
           min(at) filter (where event = 'disputed') as disputed_at,
           min(at) filter (where event = 'proposed' and by = 'seller') as answered_at
         from order_steps step where step.order_id = newest.id) steps) times
     where exists (select from shop_buyers b where b.shop = s.shop)`,
    [shops],
  );
}

/**
 * Computes months of shops: what was paid and what became of it, by the month of payment, and the reviews of the month.
 * @param months texts of shop and month, such as `0x… 2026-11`
 */
export async function writeShopMonths(client: Connection, months: readonly string[]): Promise<void> {
  const named = `(select split_part(name, ' ', 1) as shop, split_part(name, ' ', 2) as month from unnest($1::text[]) as name)`;
  await client.query(
    `delete from shop_months m using ${named} named where (m.shop, m.month) = (named.shop, named.month)`,
    [months],
  );
  await client.query(
    `insert into shop_months
     select * from (
       select named.shop, named.month, sales.orders, sales.paid, sales.completed, sales.failed, sales.disputed,
         reviews.count, reviews.stars
       from (select shop, month, seconds_of(month) as starts, seconds_after(month) as ends from ${named} n) named
       cross join lateral (
         select count(*)::int as orders, coalesce(sum(div(o.total_units * 1000000, power(10::numeric, t.decimals))), 0) as paid,
           count(*) filter (where o.state = 'completed')::int as completed,
           count(*) filter (where ${sellerFailed})::int as failed, count(*) filter (where ${isDisputed})::int as disputed
         from orders o join tokens t on t.address = o.token
         where o.shop = named.shop and o.paid_at >= named.starts and o.paid_at < named.ends and ${isSale}) sales
       cross join lateral (
         select count(*)::int as count, coalesce(sum(p.stars), 0)::int as stars from review_parts p
         where p.shop = named.shop and p.posted_at >= named.starts and p.posted_at < named.ends) reviews) months
     where orders > 0 or count > 0`,
    [months],
  );
}
