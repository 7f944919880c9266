import { type Kysely, sql } from 'kysely';
import type { TokenView } from '../../protocol/api/common.ts';
import {
  type InsightDays,
  type InsightOutcome,
  type InsightsView,
  insightOutcomes,
} from '../../protocol/api/insights.ts';
import { zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import { tokenJson } from './listing-summaries.ts';
import { joinGroup, stateOf } from './order-state.ts';
import { shopVisits } from './visits.ts';

const DAY_SECONDS = 86_400;
const MOST_LISTINGS = 20;
const MOST_OTHERS = 10;

export interface InsightsParameters {
  shop: string;
  days: InsightDays;
  /** Token of the amounts; left out or unknown, the one in which most orders were paid. */
  token?: string | undefined;
  /** Unix seconds. */
  now: number;
}

/** The bucket of an order's outcome in `orders o`. */
const outcomeOf = sql<InsightOutcome>`case
  when o.closed_at is null then 'open'
  when o.outcome in ('confirmed', 'inspection_over', 'handed_over') then 'completed'
  when o.outcome = 'cancelled_by_seller' then 'cancelled'
  when o.outcome = 'not_shipped' then 'not_shipped'
  when o.outcome = 'agreed' then 'agreed' else 'decided' end`;

interface Figures {
  tokens: TokenView[];
  chosen: TokenView | null;
  sales: InsightsView['sales'];
  totals: Omit<InsightsView['totals'], 'views'>;
  before: Omit<InsightsView['before'], 'views'>;
  buyers: InsightsView['buyers'];
  outcomes: Partial<Record<InsightOutcome, number>>;
  listings: InsightsView['listings'];
  promoters: InsightsView['promoters'];
  groups: InsightsView['groups'];
  coupons: InsightsView['coupons'];
  reviews: InsightsView['reviews'];
}

/**
 * How a shop did. The orders of twice the time are read once, by the index of the shop's orders: what it did earlier
 * costs nothing.
 */
export async function shopInsights(
  db: Kysely<Database>,
  { shop, days, token, now }: InsightsParameters,
): Promise<InsightsView> {
  const to = Math.floor(now / DAY_SECONDS);
  const from = to - days + 1;
  const visits = await shopVisits(db, { shop, from, to, before: from - days });
  const figures = await figuresOf(db, { shop, from, days, token: token ?? '', viewed: visits.listings });
  return {
    shop,
    days,
    from,
    to,
    tokens: figures.tokens,
    token: figures.chosen,
    visits: visits.days,
    sales: figures.sales,
    totals: { views: visits.views, ...figures.totals },
    before: { views: visits.viewsBefore, ...figures.before },
    buyers: figures.buyers,
    outcomes: Object.fromEntries(
      insightOutcomes.map((name) => [name, figures.outcomes[name] ?? 0]),
    ) as InsightsView['outcomes'],
    listings: figures.listings,
    promoters: figures.promoters,
    groups: figures.groups,
    coupons: figures.coupons,
    reviews: figures.reviews,
  };
}

async function figuresOf(
  db: Kysely<Database>,
  parts: {
    shop: string;
    from: number;
    days: number;
    token: string;
    viewed: readonly { handle: string; views: number }[];
  },
): Promise<Figures> {
  const { shop, from, days, token, viewed } = parts;
  const [since, earlier] = [from * DAY_SECONDS, (from - days) * DAY_SECONDS];
  /** Numbers of a JSON list, or an empty list. */
  const list = (object: ReturnType<typeof sql>, order: ReturnType<typeof sql>) =>
    sql`coalesce(jsonb_agg(${object} order by ${order}), '[]')`;
  const { rows } = await sql<Figures>`
    with cut as (
      -- Blocks come in the order of their times, so the first order before the time marks where to stop reading.
      select coalesce((select o.paid_block from orders o where o.shop = ${shop} and o.paid_at < ${earlier}
        order by o.paid_block desc, o.paid_log desc limit 1), -1) as block
    ), sold as materialized (
      select o.id, o.buyer, o.token, o.promoter, o.listing, o.group_id, o.quantity, o.total_units as units, o.paid_at,
        ${outcomeOf} as outcome, (o.payout->>'sellerUnits')::numeric as kept, (o.payout->>'buyerUnits')::numeric as returned
      from orders o ${joinGroup}
      where o.shop = ${shop} and o.paid_block > (select block from cut)
        and ${stateOf} <> 'pooling' and o.outcome <> 'group_expired'
    ), recent as materialized (select * from sold where paid_at >= ${since}
    ), used as (
      select r.token, count(*) as orders from recent r group by r.token
    ), chosen as materialized (
      select u.token from used u order by u.token = ${token} desc, u.orders desc, u.token limit 1
    ), paid as materialized (select r.* from recent r join chosen c on c.token = r.token
    ), by_listing as (
      select d.handle, count(*) as orders, sum(r.quantity) as quantity,
        coalesce(sum(r.units) filter (where r.token = (select token from chosen)), 0) as units
      from recent r join listing_documents d on d.digest = r.listing and d.shop = ${shop} group by d.handle
    ), viewed as (
      select * from jsonb_to_recordset(${JSON.stringify(viewed)}::jsonb) as v (handle text, views int8)
    ), best as (
      select handle, coalesce(v.views, 0) as views, coalesce(b.orders, 0) as orders, coalesce(b.quantity, 0) as quantity,
        coalesce(b.units, 0) as units
      from by_listing b full join viewed v using (handle)
      order by coalesce(b.orders, 0) desc, coalesce(v.views, 0) desc, handle limit ${MOST_LISTINGS}
    ), by_promoter as (
      select p.promoter, count(*) as orders, sum(p.units) as units,
        coalesce(sum((select sum(c.units) from commissions c where c.order_id = p.id and c.state <> 'void')), 0) as cost
      from paid p where p.promoter <> ${zeroAddress} group by p.promoter order by 3 desc, 1 limit ${MOST_OTHERS}
    ), by_coupon as (
      select d.coupon_id, count(*) as orders, sum(d.coupon_units) as units
      from paid p join discounts d on d.order_id = p.id where d.coupon_id <> ${zeroBytes32}
      group by d.coupon_id order by 2 desc, 1 limit ${MOST_OTHERS}
    ), review_days as (
      select (r.posted_at / ${DAY_SECONDS}) as day, count(*) as reviews, sum(r.stars) as stars
      from reviews r where r.shop = ${shop} and r.posted_block > coalesce((
        select e.posted_block from reviews e where e.shop = ${shop} and e.posted_at < ${since}
        order by e.posted_block desc, e.posted_log desc limit 1), -1)
      group by 1
    )
    select
      (select ${list(tokenJson, sql`u.orders desc, t.address`)} from used u join tokens t on t.address = u.token) as tokens,
      (select ${tokenJson} from chosen c join tokens t on t.address = c.token) as chosen,
      (select ${list(sql`jsonb_build_object('day', s.day, 'orders', s.orders, 'paidUnits', s.units::text)`, sql`s.day`)} from (
        select r.paid_at / ${DAY_SECONDS} as day, count(*) as orders,
          coalesce(sum(r.units) filter (where r.token = (select token from chosen)), 0) as units
        from recent r group by 1) s) as sales,
      jsonb_build_object(
        'orders', (select count(*) from recent), 'quantity', (select coalesce(sum(quantity), 0) from recent),
        'paidUnits', (select coalesce(sum(units), 0)::text from paid),
        'keptUnits', (select coalesce(sum(kept), 0)::text from paid),
        'returnedUnits', (select coalesce(sum(returned), 0)::text from paid)) as totals,
      (select jsonb_build_object('orders', count(*), 'paidUnits',
        coalesce(sum(s.units) filter (where s.token = (select token from chosen)), 0)::text)
       from sold s where s.paid_at < ${since}) as before,
      (select jsonb_build_object('all', count(*), 'repeat', count(*) filter (where b.orders > 1))
       from (select distinct buyer from recent) r left join shop_buyers b on b.shop = ${shop} and b.buyer = r.buyer) as buyers,
      (select coalesce(jsonb_object_agg(o.outcome, o.orders), '{}')
       from (select outcome, count(*) as orders from recent group by 1) o) as outcomes,
      (select ${list(
        sql`jsonb_build_object('handle', b.handle, 'titles', coalesce(d.titles, '{}'), 'image', d.image, 'views', b.views,
          'orders', b.orders, 'quantity', b.quantity, 'paidUnits', b.units::text)`,
        sql`b.orders desc, b.views desc, b.handle`,
      )} from best b left join listings l on l.shop = ${shop} and l.handle = b.handle
        left join listing_documents d on d.cid = l.cid) as listings,
      (select ${list(
        sql`jsonb_build_object('promoter', p.promoter, 'orders', p.orders, 'paidUnits', p.units::text, 'costUnits', p.cost::text)`,
        sql`p.units desc, p.promoter`,
      )} from by_promoter p) as promoters,
      (select jsonb_build_object('groups', count(distinct group_id), 'orders', count(*), 'paidUnits', coalesce(sum(units), 0)::text)
       from paid where group_id <> ${zeroBytes32}) as groups,
      (select ${list(
        sql`jsonb_build_object('coupon', c.coupon_id, 'orders', c.orders, 'discountUnits', c.units::text)`,
        sql`c.orders desc, c.coupon_id`,
      )} from by_coupon c) as coupons,
      (select ${list(sql`jsonb_build_object('day', r.day, 'reviews', r.reviews, 'stars', r.stars)`, sql`r.day`)}
       from review_days r) as reviews`.execute(db);
  // Safety: a selection without a table gives one row.
  return rows[0] as Figures;
}
